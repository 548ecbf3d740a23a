// Records as contact cards (vCard), for phones and address books, in short read transactions as the CSV export (export.h).
//
// A card has the record's names, addresses, numbers, links, tags and text; its id comes back with it (own_id.h). Lines are folded, texts
// escaped, whatever stands in them.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "storage/store.h"

namespace exchange {

/// RFC 6350, and RFC 2426 for old phones.
enum class Card_version : std::uint8_t { four, three };

class Card_export {
  public:
    /// Records of `list` in its order; its limit does not count. Only what the scope shows; none: everything.
    Card_export(const storage::Store& store, const storage::Record_type& type, storage::List list, Card_version version,
                std::shared_ptr<const storage::Scope> scope = {});

    /// Appends the next cards; false once there are no more.
    bool next(std::string& out);

  private:
    void append_card(const storage::Read& read, const storage::Raw& raw, const storage::Definitions& definitions,
                     std::string& out) const;

    const storage::Store* store_;
    const storage::Record_type* type_;
    std::shared_ptr<const storage::Scope> scope_;
    storage::List list_;
    Card_version version_;
    bool ended_ = false;
};

}  // namespace exchange
