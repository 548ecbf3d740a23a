#include "storage/lists/query.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "storage/value.h"
#include "storage/words.h"

namespace storage {

namespace {

/// More words of a query do not count.
constexpr std::size_t most_terms = 16;

bool all_digits(std::string_view word) {
    return std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

std::string ends_with(std::string_view digits) { return from_the_end + std::string(digits.rbegin(), digits.rend()); }

bool is_dialled(std::string_view query) {
    return query.find_first_not_of("0123456789 +-()./") == std::string_view::npos;
}

/// "(043) 797-5229" is one phone number, not three words.
bool is_phone_query(std::string_view query) { return is_dialled(query) && phone_digits(query).size() >= 5; }

/// "45-67" is two numbers, or how a phone number ends; its digits, "" for another query.
std::string possible_end(std::string_view query) {
    std::string digits = is_dialled(query) ? phone_digits(query) : std::string{};
    return digits.size() >= 3 ? digits : std::string{};
}

bool has_word(std::string_view lines, std::string_view begin) {
    for (auto at = lines.find(begin); at != std::string_view::npos; at = lines.find(begin, at + 1))
        if (at == 0 || lines[at - 1] == '\n') return true;
    return false;
}

/// A number that is still being typed, as others may have written its beginning: "+49 170 5" is "0170 5", and "170 5" is.
void add_beginnings(const std::string& digits, bool with_country, Term& term) {
    constexpr std::size_t longest_code = 3, fewest = 3;
    if (!with_country) {
        if (!digits.starts_with('0')) term.push_back('0' + digits);
        return;
    }
    const std::size_t prefix = digits.starts_with("00") ? 2 : 0;
    if (prefix != 0) term.push_back(digits.substr(prefix));
    for (std::size_t code = 1; code <= longest_code && prefix + code + fewest <= digits.size(); ++code)
        term.push_back('0' + digits.substr(prefix + code));
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

/// Hiragana as katakana (`step` of 0x60), or the other way.
std::string in_other_kana(std::string_view word, char32_t first, char32_t last, std::int32_t step) {
    std::string text;
    while (!word.empty()) {
        const std::string_view bytes = first_letter(word).bytes;
        word.remove_prefix(bytes.size());
        char32_t point = 0;
        if (bytes.size() == 3)
            point = (static_cast<unsigned char>(bytes[0]) & 0xFU) << 12U |
                    (static_cast<unsigned char>(bytes[1]) & 0x3FU) << 6U |
                    (static_cast<unsigned char>(bytes[2]) & 0x3FU);
        if (point < first || point > last) {
            text += bytes;
            continue;
        }
        point = static_cast<char32_t>(static_cast<std::int32_t>(point) + step);
        text += static_cast<char>(0xE0U | point >> 12U);
        text += static_cast<char>(0x80U | (point >> 6U & 0x3FU));
        text += static_cast<char>(0x80U | (point & 0x3FU));
    }
    return text;
}

/// A folded word, and others by which people mean the same: "mueller" for Müller (DIN 5007-2) and Mueller for "müller", "aesa" for Æsa,
/// katakana for hiragana, a name with the Arabic article.
Term spellings_of(const std::string& word) {
    Term spellings{word};
    const auto add = [&](std::string other) {
        if (!other.empty() && !std::ranges::contains(spellings, other)) spellings.push_back(std::move(other));
    };
    std::string shorter = word;
    std::string ligatures = word;
    for (const auto& [two, one] : {std::pair{"ae", "a"}, std::pair{"oe", "o"}, std::pair{"ue", "u"}})
        replace_all(shorter, two, one);
    for (const auto& [two, one] : {std::pair{"ae", "æ"}, std::pair{"oe", "œ"}}) replace_all(ligatures, two, one);
    add(std::move(shorter));
    add(std::move(ligatures));
    add(in_other_kana(word, 0x3041, 0x3096, 0x60));
    add(in_other_kana(word, 0x30A1, 0x30F6, -0x60));
    constexpr std::string_view alef = "ا";
    if (word.starts_with(alef) ||
        (word.size() > 2 && static_cast<unsigned char>(word[0]) >= 0xD8 && static_cast<unsigned char>(word[0]) <= 0xDB))
        add("ال" + word);
    return spellings;
}

/// Of a query with umlauts: as it is spelled without them.
std::string spelled_out(std::string_view query) {
    std::string text(query);
    for (const auto& [one, two] :
         {std::pair{"ä", "ae"}, std::pair{"ö", "oe"}, std::pair{"ü", "ue"}, std::pair{"Ä", "ae"}, std::pair{"Ö", "oe"},
          std::pair{"Ü", "ue"}, std::pair{"ø", "oe"}, std::pair{"Ø", "oe"}})
        replace_all(text, one, two);
    return text;
}

}  // namespace

std::vector<std::string> cut_queries(std::string_view query) {
    constexpr std::size_t longest = 40, fewest = 6;  // bytes: shorter ones would find anything
    const auto words = words_of(query);
    std::vector<std::string> queries;
    if (words.size() != 1 || words.front().size() > longest || words.front().size() < fewest ||
        all_digits(words.front()))
        return queries;
    const std::string& word = words.front();
    for (std::size_t at = 1; at < word.size(); ++at)
        if ((static_cast<unsigned char>(word[at]) & 0xC0U) != 0x80U)
            queries.push_back(word.substr(0, at) + ' ' + word.substr(at));
    return queries;
}

std::vector<Term> terms_of(std::string_view query) {
    if (is_phone_query(query)) {
        const std::string digits = phone_digits(query);
        Term term{digits, ends_with(digits)};
        // A country code, or what is dialled before one, that the stored number lacks: the last nine digits tell numbers apart.
        if (digits.size() > 9) term.push_back(ends_with(digits.substr(digits.size() - 9)));
        add_beginnings(digits, storage::trimmed(query).starts_with('+') || digits.starts_with("00"), term);
        return {term};
    }
    std::vector<Term> terms;
    const auto spelled = words_of(spelled_out(query));
    const auto words = words_of(query);
    const std::string end = possible_end(query);
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        if (terms.size() == most_terms) break;
        if (std::ranges::contains(terms, word, [](const Term& term) { return term.front(); })) continue;
        Term term = spellings_of(word);
        if (all_digits(word) && word.size() >= 3) term.push_back(ends_with(word));
        if (words.size() > 1 && !end.empty()) term.push_back(ends_with(end));
        if (spelled.size() == words.size() && spelled[i] != word) term.push_back(spelled[i]);
        terms.push_back(std::move(term));
    }
    return terms;
}

bool has_term(std::string_view lines, const Term& term) {
    return std::ranges::any_of(term, [&](const std::string& begin) { return has_word(lines, begin); });
}

}  // namespace storage
