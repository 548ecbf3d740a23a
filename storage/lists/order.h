// The order of a list: the entries of one index from a place on, and behind them the records that have none in it. Those without a
// day come last too, whether the first days come first or the last ones.
//
//   place   ordered value · id u64                  of lists by an index that every record has an entry in
//           0x00 · ordered value · id u64           of lists by a custom field,
//           0x01 · moment of creation u64 · id u64  whose records without a value come last
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/index_cursor.h"
#include "storage/lists/condition.h"
#include "storage/read.h"

namespace storage {

class Order {
  public:
    /// Throws Error{invalid} when list.after is no place.
    Order(const Read& read, const Record_type& type, const List& list);

    bool ended() const { return !more_; }
    Id id() const { return keys::id_of(cursor_->key()); }
    std::string place() const;
    void step();
    /// Whether it has no other records than those that pass a filter, because its index is over that field too.
    bool tells(const Filter& filter) const;
    bool tells_any() const { return !told_.empty(); }
    /// Where records stand, those behind list.after, in order.
    std::vector<std::string> places(const Id_set& ids) const;

  private:
    bool by_custom_field() const { return !list_->within.empty(); }
    bool walks_down() const { return list_->descending != list_->backwards; }
    void find_index();
    void enter(std::string_view after);
    bool parted() const { return by_custom_field() || !last_value_.empty(); }
    bool inside() const;
    bool is_last(std::string_view place) const;
    bool seek(std::string_view after);
    void skip_valued();
    void pass_valued();
    /// Of records with a value, and of those without one: the other stands behind it.
    bool in_first_part() const { return valueless_ == list_->backwards; }
    void add_places(Id id, std::vector<std::string>& places) const;
    /// Whether one place stands before another.
    bool before(std::string_view one, std::string_view other) const;

    const Read* read_;
    const Record_type* type_;
    const List* list_;
    std::vector<Filter> told_;
    Tag_path index_ = 0;  ///< that is walked
    std::string prefix_, after_;
    std::string last_value_;        ///< the key of "no day" in a list by days; "" in others
    std::size_t before_value_ = 0;  ///< bytes of a key
    std::optional<Index_cursor> cursor_;
    bool more_ = false;
    bool valueless_ = false;           ///< among those without a value
    std::optional<Condition> valued_;  ///< has a value
};

}  // namespace storage
