// A file that was looked through: how its columns are written, and which of its rows may be about the same record. It asks no
// store, so that rows can be read while others are being stored (rows_ahead.h).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "exchange/import.h"
#include "exchange/reading.h"
#include "exchange/row_keys.h"

namespace exchange {

/// A row, read.
struct Known_row {
    std::size_t number = 0;  ///< as in a spreadsheet
    Cells cells;
    Row_read read;
    std::vector<std::string> keys;  ///< what tells that another row is about the same record
};

class Known_file {
  public:
    /// Reads all of it. Task and table must outlive it; custom fields are those of this moment.
    Known_file(const Task& task, const Table& table, storage::Definitions definitions);
    Known_file(const Known_file&) = delete;
    Known_file& operator=(const Known_file&) = delete;

    Known_row read(std::size_t number, Cells cells) const;
    /// Whether more than one row may have that key.
    bool is_repeated(const std::string& key) const;

    const Table& table() const { return table_; }
    const Row_reader& reader() const { return reader_; }
    const Row_keys& keys() const { return keys_; }

  private:
    std::vector<std::uint64_t> repeated_keys() const;
    std::vector<std::uint64_t> hashes_of_keys(std::size_t share) const;

    const Table& table_;
    storage::Definitions definitions_;
    Row_reader reader_;
    Row_keys keys_;
    Evidence evidence_;
    std::vector<std::uint64_t> repeated_;  ///< as hashes, sorted: of any file they need little memory
};

}  // namespace exchange
