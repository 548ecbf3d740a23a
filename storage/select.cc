// Read::select and Read::count: pages of a sorted index, of the records that fulfil conditions.
//
// Which way is the shortest is not guessed but tried: the sorted index is walked and each record asked, and abreast of it
// every condition is walked. What arrives first decides: a full page, or a condition with all its ids. The whole costs a small
// multiple of the cheapest way, however the values are spread.
#include <algorithm>
#include <ranges>

#include "storage/condition.h"
#include "storage/digest.h"
#include "storage/read.h"

namespace storage {

namespace {

/// While one entry of the sorted index is looked at, so many of each condition are walked over.
constexpr std::size_t abreast = 8;
/// To read a record and work out its sort key takes as long as to walk over so many entries.
constexpr std::size_t gathering_costs = 40;

/// Behind what an index's key begins with stand an ordered value and eight bytes of id. Throws Error{invalid}.
std::string place_of(const std::string& after) {
    std::string place = from_hex(after);
    if (!after.empty() && (place.size() < 8 || place.size() > 512))
        throw Error(Errors{{"after", "is not the \"next\" of a page"}});
    return place;
}

/// The entries of one index from behind a place, in order.
class Sorted_walk {
  public:
    Sorted_walk(const Read& read, std::string prefix, const std::string& after, bool descending)
        : prefix_(std::move(prefix))
        , descending_(descending)
        , cursor_(read.transaction().cursor(Tree::indexes)) {
        if (descending) {
            more_ = cursor_.seek_before(prefix_ + (after.empty() ? std::string(512, '\xFF') : after));
            return;
        }
        more_ = cursor_.seek(prefix_ + after);
        if (more_ && !after.empty() && cursor_.key() == prefix_ + after) more_ = cursor_.next();
    }
    bool ended() const { return !more_ || !cursor_.key().starts_with(prefix_); }
    std::string_view key() const { return cursor_.key(); }
    void step() { more_ = descending_ ? cursor_.previous() : cursor_.next(); }

  private:
    std::string prefix_;
    bool descending_;
    Cursor cursor_;
    bool more_ = false;
};

/// Fills one page.
class Selecting {
  public:
    Selecting(const Read& read, const Record_type& type, const List& list)
        : read_(read)
        , type_(type)
        , list_(list)
        , prefix_(keys::index(type.kind.number, list.tag))
        , after_(place_of(list.after))
        , conditions_(conditions_of(read, type, list.filters, list.words))
        , walk_(read, prefix_, after_, list.descending) {}

    Page run() {
        if (list_.among) {
            gather(narrowed());
            return std::move(page_);
        }
        if (const Condition* first = race()) {
            const std::vector<Id> ids = narrowed(*first);
            if (is_worth_gathering(ids.size()))
                gather(ids);
            else
                walk_through(Id_set(ids, read_.next_id(type_)));
        }
        return std::move(page_);
    }

    /// How many there are, up to the list's limit.
    std::size_t count() {
        if (list_.among) return std::min(list_.limit, narrowed().size());
        const Condition* first = race();
        return first == nullptr ? page_.ids.size() : std::min(list_.limit, narrowed(*first).size());
    }

  private:
    /// Null when the page is filled, or there is no more; or the condition whose ids are all known.
    const Condition* race() {
        while (!walk_.ended()) {
            for (Condition& condition : conditions_) {
                page_.looked_at += condition.walk(abreast);
                if (condition.ended() && !condition.negative()) return &condition;
            }
            if (!step([&](Id id) { return fulfils(id); })) return nullptr;
        }
        return nullptr;
    }

    bool fulfils(Id id) const {
        return std::ranges::all_of(conditions_, [&](const Condition& condition) { return condition.holds(id); });
    }

    /// Of the ids that the list is about.
    std::vector<Id> narrowed() const {
        std::vector<Id> ids = *list_.among;
        std::erase_if(ids, [&](Id id) { return !read_.has(type_.kind.number, id) || !fulfils(id); });
        return ids;
    }

    /// Of the ids of one condition those that fulfil the others too. Another is walked on as long as that is quicker than to ask it.
    std::vector<Id> narrowed(const Condition& first) {
        std::vector<Id> ids = first.ids();
        for (Condition& other : conditions_) {
            if (&other == &first) continue;
            page_.looked_at += other.walk(other.asking_costs() * ids.size());
            if (!other.ended()) page_.looked_at += ids.size();
            std::erase_if(ids, [&](Id id) { return !other.holds(id); });
        }
        return ids;
    }

    /// Rather than to walk the sorted index until enough of them were met.
    bool is_worth_gathering(std::size_t found) const {
        return found * found * gathering_costs <= read_.count(type_) * std::min(list_.limit, found);
    }

    void gather(const std::vector<Id>& ids) {
        std::vector<std::string> entries;
        page_.looked_at += ids.size();
        for (const Id id : ids)
            for (const std::string& key : read_.index_keys(type_, read_.get(type_, id), list_.tag))
                entries.push_back(keys::index(type_.kind.number, list_.tag, key, id));
        std::ranges::sort(entries);
        if (list_.descending) std::ranges::reverse(entries);
        page_.ids.clear();
        for (const std::string& key : entries) {
            const bool behind = after_.empty() || (list_.descending ? key < prefix_ + after_ : key > prefix_ + after_);
            if (behind && !take(key)) return;
        }
    }

    /// Goes on where the race ended.
    void walk_through(const Id_set& ids) {
        while (!walk_.ended() && step([&](Id id) { return ids.has(id); })) {
        }
    }

    /// False when the page is full.
    bool step(auto&& wanted) {
        ++page_.looked_at;
        if (wanted(keys::id_of(walk_.key())) && !take(walk_.key())) return false;
        walk_.step();
        return true;
    }

    bool take(std::string_view key) {
        if (page_.ids.size() == list_.limit) {
            page_.next = hex(std::string_view(last_).substr(prefix_.size()));
            return false;
        }
        page_.ids.push_back(keys::id_of(key));
        last_ = key;
        return true;
    }

    const Read& read_;
    const Record_type& type_;
    const List& list_;
    std::string prefix_, after_, last_;
    std::vector<Condition> conditions_;
    Sorted_walk walk_;
    Page page_;
};

}  // namespace

Page Read::select(const Record_type& type, const List& list) const {
    if (scope_ == nullptr) return Selecting(*this, type, list).run();
    const auto seen = narrowed(type, list);
    return seen ? whole().select(type, *seen) : Page{};
}

std::size_t Read::count(const Record_type& type, const List& list, std::size_t bound) const {
    if (scope_ != nullptr) {
        const auto seen = narrowed(type, list);
        return seen ? whole().count(type, *seen, bound) : 0;
    }
    if (list.filters.empty() && list.words.empty() && !list.among) return std::min<std::size_t>(bound, count(type));
    List all{.tag = index_tag::created, .filters = list.filters, .words = list.words, .limit = bound};
    all.among = list.among;
    return Selecting(*this, type, all).count();
}

}  // namespace storage
