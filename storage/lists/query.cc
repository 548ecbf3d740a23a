#include "storage/lists/query.h"

#include <algorithm>

#include "storage/words.h"

namespace storage {

namespace {

/// More words of a query do not count.
constexpr std::size_t most_terms = 16;

bool all_digits(std::string_view word) {
    return std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

std::string ends_with(std::string_view digits) { return from_the_end + std::string(digits.rbegin(), digits.rend()); }

/// "(043) 797-5229" is one phone number, not three words.
bool is_phone_query(std::string_view query) {
    return query.find_first_not_of("0123456789 +-()./") == std::string_view::npos && phone_digits(query).size() >= 5;
}

bool has_word(std::string_view lines, std::string_view begin) {
    for (auto at = lines.find(begin); at != std::string_view::npos; at = lines.find(begin, at + 1))
        if (at == 0 || lines[at - 1] == '\n') return true;
    return false;
}

}  // namespace

std::vector<Term> terms_of(std::string_view query) {
    if (is_phone_query(query)) {
        const std::string digits = phone_digits(query);
        Term term{digits, ends_with(digits)};
        // A country code that the stored number lacks: the last nine digits tell numbers apart.
        if (digits.size() > 9 && query.contains('+')) term.push_back(ends_with(digits.substr(digits.size() - 9)));
        return {term};
    }
    std::vector<Term> terms;
    for (std::string& word : words_of(query)) {
        if (terms.size() == most_terms) break;
        if (std::ranges::contains(terms, word, [](const Term& term) { return term.front(); })) continue;
        Term term{word};
        if (all_digits(word) && word.size() >= 3) term.push_back(ends_with(word));
        terms.push_back(std::move(term));
    }
    return terms;
}

bool has_term(std::string_view lines, const Term& term) {
    return std::ranges::any_of(term, [&](const std::string& begin) { return has_word(lines, begin); });
}

}  // namespace storage
