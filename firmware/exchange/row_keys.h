// What tells that two rows, or a row and a record, are about the same.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "exchange/reading.h"
#include "storage/types/record_type.h"

namespace exchange {

/// The first character of a key says what tells.
namespace told_by {
inline constexpr char own_id = 'i';        ///< the id of a record that was exported here
inline constexpr char unique = 'u';        ///< the field that no two records share
inline constexpr char reference = 'r';     ///< the office's own number
inline constexpr char what_it_says = 'n';  ///< name, number and city of a client
}  // namespace told_by

class Row_keys {
  public:
    /// Both must outlive it.
    Row_keys(const storage::Record_type& type, const storage::Definitions& definitions);

    /// The surest first; what it says is the last, and counts for a row that has none of the others.
    std::vector<std::string> of(const Row_read& row) const;
    /// What it says; "" when that is no person.
    std::string plain(const Row_read& row) const;
    /// What the row calls itself, whatever the record that is there already is called.
    std::string name_of(const storage::Typed& typed) const;

    /// What people call that which tells: "Id", "E-mail", "Reference".
    std::vector<std::string> labels() const;

    const storage::Column* unique() const { return unique_; }        ///< null when the kind has none
    const storage::Column* reference() const { return reference_; }  ///< the same

  private:
    const storage::Record_type& type_;
    const storage::Definitions& definitions_;
    const storage::Column* unique_ = nullptr;
    const storage::Column* reference_ = nullptr;
};

}  // namespace exchange
