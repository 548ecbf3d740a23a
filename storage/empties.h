// Which fields of a record are empty, told by one entry for all of them instead of one in each index.
//
//   indexes   kind u8 · 255 · path… · 0x00 · id u64    the record has the empty value in these indexes, lowest path first
//   path      tag u8, or inside a part 240 + depth · the part's tag · the member's tag · …
//
// What stands between kind and id is a pattern: the records of a kind have few of them, met by seeking from one to the next.
// A value is empty that is as its type begins: no text, no reference, "no", zero. Its key is Column::empty_key. Unique indexes
// have no entry for it, and those over several fields keep theirs.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "storage/disk/engine.h"
#include "storage/keys.h"
#include "storage/types/record_type.h"

namespace storage {

/// The entries of a record as they are stored: sorted, each once, those of empty values as one.
std::vector<Index_entry> stored_entries(const Record_type& type, std::vector<Index_entry> entries);

/// What the keys of the patterns begin with that tell of an empty value in an index: an id follows.
std::vector<std::string> patterns_of_empty(const Transaction& transaction, std::uint8_t kind, Tag_path tag);

/// The ids of the records of some patterns in order, up or down.
class Empty_run {
  public:
    /// From the id whose bytes are not less than `from` on, or down from the one before it.
    Empty_run(const Transaction& transaction, const std::vector<std::string>& patterns, std::string_view from,
              bool descending);

    bool ended() const { return heads_.empty(); }
    Id id() const { return heads_.front().id; }
    void step();

  private:
    struct Walk {
        Cursor cursor;
        std::string pattern;
    };
    struct Head {
        Id id;
        std::size_t walk;
    };
    bool later(const Head& one, const Head& other) const { return descending_ ? one.id < other.id : one.id > other.id; }

    std::vector<Walk> walks_;
    std::vector<Head> heads_;  ///< a heap, of those that have not ended
    bool descending_;
};

}  // namespace storage
