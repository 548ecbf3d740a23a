// Read::search: words by prefix, several words intersected from the rarest, phone numbers by their beginning or end.
#include <algorithm>
#include <ranges>

#include "storage/read.h"
#include "storage/words.h"

namespace storage {

namespace {

/// Up to so many ids of a word are gathered; of more frequent ones each candidate is tested instead.
constexpr std::size_t most_gathered = 16'000;
/// A word of the query alone needs no more than this many to choose the best from.
constexpr std::size_t at_least = 60;

/// What one word of the query may match: any of these prefixes of stored words.
using Term = std::vector<std::string>;

bool all_digits(std::string_view word) {
    return std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

std::string ends_with(std::string_view digits) { return from_the_end + std::string(digits.rbegin(), digits.rend()); }

/// "(043) 797-5229" is one phone number, not three words.
bool is_phone_query(std::string_view query) {
    return query.find_first_not_of("0123456789 +-()./") == std::string_view::npos && phone_digits(query).size() >= 5;
}

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
        Term term{word};
        if (all_digits(word) && word.size() >= 3) term.push_back(ends_with(word));
        terms.push_back(std::move(term));
    }
    return terms;
}

class Search {
  public:
    Search(const Transaction& transaction, std::uint8_t kind)
        : transaction_(transaction)
        , kind_(kind) {}

    /// Sorted ids, and whether they are all.
    struct Matches {
        std::vector<Id> ids;
        bool complete = true;
    };

    /// At most `most` ids for each beginning.
    Matches gather(const Term& term, std::size_t most) const {
        Matches matches;
        Cursor cursor = transaction_.cursor(Tree::words);
        for (const std::string& begin : term) {
            const std::string prefix = keys::word(kind_, begin);
            std::size_t count = 0;
            for (bool more = cursor.seek(prefix); more && cursor.key().starts_with(prefix); more = cursor.next()) {
                if (count++ == most) {
                    matches.complete = false;
                    break;
                }
                matches.ids.push_back(keys::id_of(cursor.key()));
            }
        }
        std::ranges::sort(matches.ids);
        const auto doubles = std::ranges::unique(matches.ids);
        matches.ids.erase(doubles.begin(), doubles.end());
        return matches;
    }

    bool has(Id id, const Term& term) const {
        const auto words = transaction_.get(Tree::words, keys::words_of_record(kind_, id));
        if (!words) return false;
        return std::ranges::any_of(
            term, [&](const std::string& begin) { return words->starts_with(begin) || words->contains("\n" + begin); });
    }

  private:
    const Transaction& transaction_;
    std::uint8_t kind_;
};

std::vector<Id> matching(const Search& search, const std::vector<Term>& terms, std::size_t enough) {
    const std::size_t most = terms.size() == 1 ? enough : most_gathered;
    std::vector<Search::Matches> found;
    for (const Term& term : terms) found.push_back(search.gather(term, most));
    // The rarest complete one first: every match is among its ids.
    std::vector<std::size_t> order(terms.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::ranges::sort(order, {}, [&](std::size_t i) { return std::pair(!found[i].complete, found[i].ids.size()); });

    std::vector<Id> ids = std::move(found[order.front()].ids);
    for (const std::size_t i : order | std::views::drop(1)) {
        if (found[i].complete) {
            std::vector<Id> both;
            std::ranges::set_intersection(ids, found[i].ids, std::back_inserter(both));
            ids = std::move(both);
        } else {
            std::erase_if(ids, [&](Id id) { return !search.has(id, terms[i]); });
        }
    }
    return ids;
}

}  // namespace

std::vector<Hit> Read::search(const Record_type& type, std::string_view query, std::size_t limit) const {
    const std::vector<Term> terms = terms_of(query);
    if (terms.empty()) return {};
    const std::size_t enough = std::max(limit, at_least);
    std::vector<Hit> hits;
    for (const Id id : matching(Search(transaction_, type.kind.number), terms, enough)) {
        if (hits.size() == enough) break;
        hits.push_back({type.kind.number, id, name(type.kind.number, id)});
    }
    const std::string wanted = folded(query);
    std::ranges::stable_sort(hits, {}, [&](const Hit& hit) {
        std::string key = folded(hit.name);
        return std::pair(!key.starts_with(wanted), std::move(key));
    });
    if (hits.size() > limit) hits.resize(limit);
    return hits;
}

}  // namespace storage
