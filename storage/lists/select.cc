// Read::select and Read::count: pages of a sorted index, of the records that fulfil conditions.
//
// Which way is the shortest is not guessed but tried: the sorted index is walked and each record asked, and abreast of it
// every condition is walked. What arrives first decides: a full page, or a condition with all its ids, which are then those of
// the whole result once the other conditions have taken theirs out. How many there are goes on from where that ended. The
// whole costs a small multiple of the cheapest way, however the values are spread.
#include <algorithm>

#include "storage/digest.h"
#include "storage/lists/condition.h"
#include "storage/lists/order.h"
#include "storage/lists/query.h"
#include "storage/read.h"

namespace storage {

namespace {

/// While one entry of the sorted index is looked at, so many of each condition are walked over, and as many more each time
/// that so many entries did not fill the page: then it is less and less likely that the sorted index will be the shortest way.
constexpr std::size_t abreast = 8;
constexpr std::size_t soon = 128;
/// To read a record and work out its sort key takes as long as to walk over so many entries.
constexpr std::size_t gathering_costs = 40;

/// One page, and how many there are.
class Selecting {
  public:
    Selecting(const Read& read, const Record_type& type, const List& list)
        : read_(read)
        , type_(type)
        , list_(list)
        , conditions_(conditions_of(read, type, list.filters, list.words))
        , order_(read, type, list) {
        for (Condition& condition : conditions_)
            if (!order_.tells(condition.filter())) untold_.push_back(&condition);
        if (list.among) found_ = among(*list.among);
    }

    Page run() {
        if (is_all_but_some()) page_.looked_at += conditions_.front().walk(SIZE_MAX);
        if (list_.limit > 0) fill();
        if (list_.count_to > 0) page_.total = count();
        return std::move(page_);
    }

  private:
    /// Nothing but one condition leaves some out, and all the others are to be counted: then those are walked over.
    bool is_all_but_some() const {
        return conditions_.size() == 1 && conditions_.front().negative() && !list_.among &&
               list_.count_to > read_.count(type_);
    }

    void fill() {
        if (!found_) race(order_, [&](Id id) { return take(id, order_.place()); });
        if (!found_) return;
        if (is_worth_gathering(found_->size())) return gather();
        for (; !order_.ended(); order_.step()) {
            ++page_.looked_at;
            if (found_->has(order_.id()) && !take(order_.id(), order_.place())) return;
        }
    }

    std::size_t count() {
        if (conditions_.empty() && !found_) return std::min<std::size_t>(list_.count_to, read_.count(type_));
        if (is_all_but_some()) return read_.count(type_) - conditions_.front().ids().size();
        std::size_t met = 0;
        List anyhow{.tag = index_tag::created};
        if (order_.tells_any()) anyhow = {.tag = list_.tag, .filters = list_.filters};
        Order all(read_, type_, anyhow);
        if (!found_) race(all, [&](Id) { return ++met < list_.count_to; });
        return found_ ? std::min(list_.count_to, found_->size()) : met;
    }

    /// Walks and shows meet(id) what fulfils all, until that says enough, or until one condition knows all its ids: then `found_`
    /// are those of them that fulfil the others too.
    void race(Order& order, auto&& meet) {
        for (std::size_t steps = 0; !order.ended(); order.step(), ++steps) {
            if (const Condition* first = advance(abreast * (1 + steps / soon))) {
                found_ = narrowed(*first);
                return;
            }
            ++page_.looked_at;
            if (fulfils(order.id()) && !meet(order.id())) return;
        }
    }

    /// The condition whose ids are all known, if there is one by now.
    const Condition* advance(std::size_t entries) {
        for (Condition* condition : untold_) {
            page_.looked_at += condition->walk(entries);
            if (condition->ended() && !condition->negative()) return condition;
        }
        return nullptr;
    }

    bool fulfils(Id id) const {
        return std::ranges::all_of(untold_, [&](const Condition* condition) { return condition->holds(id); });
    }

    /// Of the ids that the list is about.
    Id_set among(const std::vector<Id>& ids) const {
        Id_set found(read_.next_id(type_));
        for (const Id id : ids)
            if (read_.has(type_.kind.number, id) &&
                std::ranges::all_of(conditions_, [&](const Condition& one) { return one.holds(id); }))
                found.add(id);
        return found;
    }

    /// Another condition is walked on as long as that is quicker than to ask it.
    Id_set narrowed(const Condition& first) {
        Id_set ids = first.ids();
        for (Condition& other : conditions_) {
            if (&other == &first) continue;
            const std::size_t left = ids.size();
            page_.looked_at += other.walk(other.asking_costs() * left);
            if (other.ended()) {
                other.negative() ? ids.subtract(other.ids()) : ids.intersect(other.ids());
                continue;
            }
            page_.looked_at += left;
            ids.each([&](Id id) {
                if (!other.holds(id)) ids.remove(id);
            });
        }
        return ids;
    }

    /// Rather than to walk the sorted index until enough of them were met.
    bool is_worth_gathering(std::size_t found) const {
        return found * found * gathering_costs <= read_.count(type_) * std::min(list_.limit, found);
    }

    void gather() {
        page_.looked_at += found_->size();
        page_.ids.clear();
        for (const std::string& place : order_.places(*found_))
            if (!take(keys::id_of(place), place)) return;
    }

    /// False when the page is full.
    bool take(Id id, std::string place) {
        if (page_.ids.size() == list_.limit) {
            page_.next = hex(last_);
            return false;
        }
        page_.ids.push_back(id);
        last_ = std::move(place);
        return true;
    }

    const Read& read_;
    const Record_type& type_;
    const List& list_;
    std::vector<Condition> conditions_;
    Order order_;
    std::vector<Condition*> untold_;  ///< conditions that the order does not fulfil by itself
    std::optional<Id_set> found_;     ///< all there are
    std::string last_;                ///< place of the last one on the page
    Page page_;
};

}  // namespace

Page Read::select(const Record_type& type, const List& list) const {
    if (scope_ == nullptr) {
        Page page = Selecting(*this, type, list).run();
        if (!page.ids.empty() || list.words.empty() || !list.after.empty()) return page;
        List other = list;
        for (std::string& cut : cut_queries(list.words)) {
            other.words = std::move(cut);
            if (Page found = Selecting(*this, type, other).run(); !found.ids.empty()) return found;
        }
        return page;
    }
    const auto seen = narrowed(type, list);
    return seen ? whole().select(type, *seen) : Page{};
}

}  // namespace storage
