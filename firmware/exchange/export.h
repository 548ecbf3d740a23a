// Records as CSV, in short read transactions: a long export holds no snapshot, so the store's file does not grow by it.
//
// The header holds names ("billing_address.city") for programs or labels ("Billing address: City") for people, references stand as
// names ("VIP, Lead"), everything else as forms take it: an import of the file guesses every column right and makes the same records.
#pragma once

#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "storage/store.h"

namespace exchange {

class Csv_export {
  public:
    /// Records of `list` in its order; its limit does not count. Of them the columns with these names; all that
    /// come back by an import (come_back.h) when there are no names. Only what the scope shows; none: everything. Throws Error{not_found} for a name that is no column.
    Csv_export(const storage::Store& store, const storage::Record_type& type, storage::List list,
               const std::vector<std::string>& columns, std::shared_ptr<const storage::Scope> scope = {});

    /// The header holds what people call the columns. Where two are called the same, the second keeps its name.
    void call(const std::function<std::string(const storage::Column&)>& title_of);
    /// Each row says in a last column which record it is, so that it is known when it comes back changed.
    void carry_id() { carries_id_ = true; }
    /// Appends the next rows, the header first; false once there are no more.
    bool next(std::string& out);

  private:
    void choose(const std::vector<std::string>& columns);
    void append_header(std::string& out) const;
    void append_record(const storage::Read& read, const storage::Raw& raw, std::string& out) const;
    std::vector<storage::Id> next_ids(const storage::Read& read);

    const storage::Store* store_;
    const storage::Record_type* type_;
    std::shared_ptr<const storage::Scope> scope_;
    storage::List list_;
    storage::Definitions definitions_;
    std::vector<std::string> names_, titles_;
    bool begun_ = false, ended_ = false, carries_id_ = false;
};

/// What the command line does: every record of a kind, oldest first. Throws Error{not_found} for a kind that is none,
/// Error{corrupt} after all that can be read was written, when the file of the records is damaged.
void export_file(const storage::Store& store, std::string_view plural, std::ostream& out);

}  // namespace exchange
