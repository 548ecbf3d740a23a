// Read::search: words by prefix, several words intersected from the rarest, phone numbers by their beginning or end.
#include <algorithm>
#include <functional>
#include <list>
#include <optional>
#include <ranges>
#include <set>
#include <tuple>

#include "storage/lists/id_set.h"
#include "storage/lists/query.h"
#include "storage/read.h"
#include "storage/words.h"

namespace storage {

namespace {

/// A search looks at no fewer hits than this, to choose the best from.
constexpr std::size_t at_least = 60;
/// Up to so many ids of the rarest word are gathered.
constexpr std::size_t most_gathered = 16'000;
/// When every word is more frequent than that, so many records with one of them are asked for the others.
constexpr std::size_t most_asked = 50'000;
/// To ask a record for a word takes as long as to walk over so many entries of that word.
constexpr std::size_t walked_while_asking = 32;
/// Records with very frequent words are asked first, as long as it seems that so many are enough.
constexpr std::size_t asked_first = 1'000;
constexpr std::size_t asked_to_judge = 100;
/// The ids of the records that match a term, once for each of their words that does. Its beginnings take turns.
class Walk {
  public:
    Walk(const Transaction& transaction, std::uint8_t kind, const Term& term) {
        for (const std::string& begin : term) {
            Place place{keys::word(kind, begin), transaction.cursor(Tree::words)};
            if (place.cursor.seek(place.prefix) && place.is_inside()) places_.push_back(std::move(place));
        }
    }

    /// Empty at the end.
    std::optional<Id> next() {
        if (places_.empty()) return std::nullopt;
        Place& place = places_.front();
        const Id id = keys::id_of(place.cursor.key());
        if (place.cursor.next() && place.is_inside())
            places_.splice(places_.end(), places_, places_.begin());
        else
            places_.pop_front();
        return id;
    }

  private:
    struct Place {
        std::string prefix;
        Cursor cursor;
        bool is_inside() const { return cursor.key().starts_with(prefix); }
    };
    std::list<Place> places_;
};

class Search {
  public:
    Search(const Transaction& transaction, std::uint8_t kind, Id end, std::vector<Term> terms, std::size_t enough)
        : transaction_(transaction)
        , kind_(kind)
        , end_(end)
        , terms_(std::move(terms))
        , enough_(enough) {}

    /// Enough ids that match all terms, or all there are; of very frequent words, as many as are met soon.
    std::vector<Id> run() {
        // The longest word is likely to be the rarest.
        std::ranges::stable_sort(terms_, std::greater{}, [](const Term& term) { return term.front().size(); });
        if (auto asked = ask(asked_first, asked_to_judge); asked.done) return std::move(asked.ids);
        if (auto gathered = gather()) return narrow(*gathered);
        return ask(most_asked, most_asked).ids;
    }

  private:
    struct Asked {
        std::vector<Id> ids;
        bool done;  ///< these are enough, or all
    };

    /// Asks records with the first term for the others: `most` of them, but no more than `at_first` when these do not
    /// promise that `most` will be enough.
    Asked ask(std::size_t most, std::size_t at_first) const {
        std::vector<const Term*> others;
        for (const Term& term : terms_ | std::views::drop(1)) others.push_back(&term);
        std::set<Id> found;
        Walk walk(transaction_, kind_, terms_.front());
        for (std::size_t asked = 0; found.size() < enough_; ++asked) {
            const bool promising = asked < at_first || found.size() * most >= asked * enough_;
            if (!others.empty() && (asked == most || !promising)) return {{found.begin(), found.end()}, false};
            const auto id = walk.next();
            if (!id) break;
            if (has_all(*id, others)) found.insert(*id);
        }
        return {{found.begin(), found.end()}, true};
    }

    struct Gathered {
        const Term* term;
        Walk walk;
        std::vector<Id> ids = {};
    };

    /// Walks all terms abreast until one has ended, which is then the first. None when that takes too long.
    std::optional<std::vector<Gathered>> gather() const {
        std::vector<Gathered> all;
        for (const Term& term : terms_) all.push_back({&term, Walk(transaction_, kind_, term)});
        for (std::size_t step = 0; step <= most_gathered; ++step)
            for (Gathered& one : all) {
                if (const auto id = one.walk.next()) {
                    one.ids.push_back(*id);
                } else {
                    std::swap(one, all.front());
                    return all;
                }
            }
        return std::nullopt;
    }

    /// Those of the rarest term that match the others too.
    std::vector<Id> narrow(std::vector<Gathered>& gathered) const {
        std::vector<Id> ids = std::move(gathered.front().ids);
        std::vector<const Term*> to_ask;
        const std::size_t wanted = terms_.size() == 2 ? enough_ : ids.size();
        for (Gathered& other : gathered | std::views::drop(1))
            if (!keep_met(ids, other, wanted)) to_ask.push_back(other.term);
        sort_each_once(ids);
        std::vector<Id> found;
        for (const Id id : ids) {
            if (found.size() == enough_) break;
            if (has_all(id, to_ask)) found.push_back(id);
        }
        return found;
    }

    /// Keeps the ids that the walk over another term meets, once there are `wanted` or it has ended; false, with nothing
    /// changed, when it is quicker to ask them.
    bool keep_met(std::vector<Id>& ids, Gathered& other, std::size_t wanted) const {
        const Id_set among(ids, end_);
        std::set<Id> met;
        const auto meet = [&](Id id) {
            if (among.has(id)) met.insert(id);
            return met.size() < wanted;
        };
        bool done = !std::ranges::all_of(other.ids, meet);
        for (std::size_t left = walked_while_asking * ids.size(); left > 0 && !done; --left) {
            const auto id = other.walk.next();
            done = !id || !meet(*id);
        }
        if (done) ids.assign(met.begin(), met.end());
        return done || ids.empty();
    }

    bool has_all(Id id, const std::vector<const Term*>& terms) const {
        if (terms.empty()) return true;
        const auto words = transaction_.get(Tree::words, keys::words_of_record(kind_, id));
        if (!words) return false;
        return std::ranges::all_of(terms, [&](const Term* term) { return has_term(*words, *term); });
    }

    const Transaction& transaction_;
    std::uint8_t kind_;
    Id end_;  ///< the next record's
    std::vector<Term> terms_;
    std::size_t enough_;
};

}  // namespace

/// Where not all are seen, the list of those that are answers: by name, or the oldest first.
std::vector<Hit> Read::seen_hits(const Record_type& type, std::string_view query, std::size_t limit) const {
    const Column* name = type.column("name");
    List list{.tag = name != nullptr && name->sortable() ? name->tag : index_tag::created, .limit = limit};
    list.words = query;
    std::vector<Hit> hits;
    for (const Id id : select(type, list).ids) hits.push_back({type.kind.number, id, this->name(type.kind.number, id)});
    return hits;
}

std::vector<Hit> Read::search(const Record_type& type, std::string_view query, std::size_t limit) const {
    std::vector<Term> terms = terms_of(query);
    if (terms.empty()) return {};
    if (scope_ != nullptr && !(scope_->audience == Audience::office && visible(type).everything))
        return seen_hits(type, query, limit);
    struct Ranked {
        bool elsewhere;  ///< the name does not begin with what was typed
        std::string key;
        Hit hit;
    };
    const std::string wanted = folded(query);
    std::vector<Ranked> ranked;
    Search search(transaction_, type.kind.number, next_id(type), std::move(terms), std::max(limit, at_least));
    for (const Id id : search.run()) {
        std::string named = name(type.kind.number, id);
        std::string key = folded(named);
        ranked.push_back({!key.starts_with(wanted), std::move(key), {type.kind.number, id, std::move(named)}});
    }
    std::ranges::stable_sort(ranked, {}, [](const Ranked& one) { return std::tie(one.elsewhere, one.key); });
    std::vector<Hit> hits;
    for (Ranked& one : ranked | std::views::take(limit)) hits.push_back(std::move(one.hit));
    if (!hits.empty()) return hits;
    for (const std::string& cut : cut_queries(query))
        if (hits = this->search(type, cut, limit); !hits.empty()) break;
    return hits;
}

}  // namespace storage
