// Read::search: words by prefix, several words intersected from the rarest, phone numbers by their beginning or end.
#include <algorithm>
#include <functional>
#include <iterator>
#include <optional>
#include <ranges>
#include <set>
#include <tuple>

#include "storage/read.h"
#include "storage/words.h"

namespace storage {

namespace {

/// A search looks at no fewer hits than this, to choose the best from.
constexpr std::size_t at_least = 60;
/// Words that so few records have are taken whole and cheaply.
constexpr std::size_t few = 256;
/// Still cheaper to gather than to ask records one by one.
constexpr std::size_t some = 2'000;
/// Up to so many ids of one word are gathered to be intersected with others.
constexpr std::size_t many = 16'000;
/// When every word is more frequent than that, so many records with one of them are asked for the others.
constexpr std::size_t most_asked = 50'000;
/// So many before anything is gathered: often that is enough.
constexpr std::size_t first_asked = 1'000;

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
    Search(const Transaction& transaction, std::uint8_t kind, std::vector<Term> terms, std::size_t enough)
        : transaction_(transaction)
        , kind_(kind)
        , terms_(std::move(terms))
        , enough_(enough) {}

    /// Enough ids that match all terms, or all there are.
    std::vector<Id> run() {
        if (terms_.size() == 1) return gather(terms_.front(), enough_).ids;
        // The longest word is likely to be the rarest.
        std::ranges::stable_sort(terms_, std::greater{}, [](const Term& term) { return term.front().size(); });
        for (const std::size_t most : {few, some})
            if (const auto ids = among_complete(most)) return *ids;
        if (auto ids = among_frequent(first_asked); ids.size() == enough_) return ids;
        if (const auto ids = among_complete(many)) return *ids;
        return among_frequent(most_asked);
    }

  private:
    /// Sorted ids, and whether they are all.
    struct Matches {
        std::vector<Id> ids;
        bool complete = true;
    };

    /// Calls visit(id) for every word that begins as the term says, until it returns false.
    template <class Visit> void each_match(const std::string& begin, Visit&& visit) const {
        Cursor cursor = transaction_.cursor(Tree::words);
        const std::string prefix = keys::word(kind_, begin);
        for (bool more = cursor.seek(prefix); more && cursor.key().starts_with(prefix); more = cursor.next())
            if (!visit(keys::id_of(cursor.key()))) return;
    }

    /// At most `most` ids for each beginning.
    Matches gather(const Term& term, std::size_t most) const {
        Matches matches;
        for (const std::string& begin : term) {
            std::size_t left = most;
            each_match(begin, [&](Id id) {
                if (left-- == 0) return matches.complete = false;
                matches.ids.push_back(id);
                return true;
            });
        }
        std::ranges::sort(matches.ids);
        const auto doubles = std::ranges::unique(matches.ids);
        matches.ids.erase(doubles.begin(), doubles.end());
        return matches;
    }

    /// When all ids of some term could be gathered: those that have the other terms too.
    std::optional<std::vector<Id>> among_complete(std::size_t most) const {
        std::optional<std::vector<Id>> ids;
        std::vector<const Term*> frequent;
        for (const Term& term : terms_) {
            Matches matches = gather(term, most);
            if (!matches.complete) {
                frequent.push_back(&term);
            } else if (!ids) {
                ids = std::move(matches.ids);
            } else {
                std::vector<Id> both;
                std::ranges::set_intersection(*ids, matches.ids, std::back_inserter(both));
                ids = std::move(both);
            }
            if (ids && ids->size() <= few) {
                // Cheaper asked than gathered.
                for (const Term* rest = &term + 1; rest <= &terms_.back(); ++rest) frequent.push_back(rest);
                break;
            }
        }
        if (!ids) return std::nullopt;
        std::vector<Id> found;
        for (const Id id : *ids) {
            if (found.size() == enough_) break;
            if (has_all(id, frequent)) found.push_back(id);
        }
        return found;
    }

    /// Every term is frequent, so records that have all are likely to be met soon.
    std::vector<Id> among_frequent(std::size_t most) const {
        std::vector<const Term*> others;
        for (const Term& term : terms_ | std::views::drop(1)) others.push_back(&term);
        std::set<Id> found;
        std::size_t asked = 0;
        for (const std::string& begin : terms_.front())
            each_match(begin, [&](Id id) {
                if (has_all(id, others)) found.insert(id);
                return found.size() < enough_ && ++asked < most;
            });
        return {found.begin(), found.end()};
    }

    bool has_all(Id id, const std::vector<const Term*>& terms) const {
        if (terms.empty()) return true;
        const auto words = transaction_.get(Tree::words, keys::words_of_record(kind_, id));
        if (!words) return false;
        return std::ranges::all_of(terms, [&](const Term* term) {
            return std::ranges::any_of(*term, [&](const std::string& begin) { return has_word(*words, begin); });
        });
    }

    /// In lines, one word each.
    static bool has_word(std::string_view lines, std::string_view begin) {
        for (auto at = lines.find(begin); at != std::string_view::npos; at = lines.find(begin, at + 1))
            if (at == 0 || lines[at - 1] == '\n') return true;
        return false;
    }

    const Transaction& transaction_;
    std::uint8_t kind_;
    std::vector<Term> terms_;
    std::size_t enough_;
};

}  // namespace

std::vector<Hit> Read::search(const Record_type& type, std::string_view query, std::size_t limit) const {
    std::vector<Term> terms = terms_of(query);
    if (terms.empty()) return {};
    struct Ranked {
        bool elsewhere;  ///< the name does not begin with what was typed
        std::string key;
        Hit hit;
    };
    const std::string wanted = folded(query);
    std::vector<Ranked> ranked;
    for (const Id id : Search(transaction_, type.kind.number, std::move(terms), std::max(limit, at_least)).run()) {
        std::string named = name(type.kind.number, id);
        std::string key = folded(named);
        ranked.push_back({!key.starts_with(wanted), std::move(key), {type.kind.number, id, std::move(named)}});
    }
    std::ranges::stable_sort(ranked, {}, [](const Ranked& one) { return std::tie(one.elsewhere, one.key); });
    std::vector<Hit> hits;
    for (Ranked& one : ranked | std::views::take(limit)) hits.push_back(std::move(one.hit));
    return hits;
}

}  // namespace storage
