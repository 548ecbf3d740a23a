// Walks over one index as if every empty value had an entry of its own in it: entries of values, and between them the records
// that empties.h tells of.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "storage/empties.h"
#include "storage/read.h"

namespace storage {

class Index_cursor {
  public:
    Index_cursor(const Read& read, std::uint8_t kind, Tag_path tag);

    /// To the first key of the index that is not less than `from`, to walk up; false when there is none.
    bool seek(std::string_view from);
    /// To the last key of the index that is less than `from`, to walk down.
    bool seek_before(std::string_view from);
    bool next();
    /// As a Cursor has it: valid until the next step.
    std::string_view key() const { return at_empty_ ? std::string_view(empty_key_) : values_.key(); }

  private:
    bool begin(std::string_view from);
    bool settle();
    bool reaches_empty() const;
    bool inside() const { return values_.key().starts_with(index_); }

    const Transaction* transaction_;
    Cursor values_;
    std::string index_;
    std::optional<Schema::Empty_index> empty_;
    std::string empty_begin_;  ///< what the keys of empty values begin with
    std::string from_;         ///< where to begin among them: bytes of an id
    bool descending_ = false;
    bool at_value_ = false;  ///< values_ is inside the index
    bool at_empty_ = false;  ///< here
    std::optional<Empty_run> run_;
    std::string empty_key_;
};

}  // namespace storage
