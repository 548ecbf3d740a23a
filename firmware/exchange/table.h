// A CSV file with a header: what its columns are called and its rows.
#pragma once

#include <functional>
#include <string>

#include "exchange/csv.h"

namespace exchange {

inline constexpr std::size_t longest_file = 64UL << 20;  ///< bytes
inline constexpr std::size_t most_columns = 500;

class Table {
  public:
    /// Throws Error{invalid} with a message for the user: empty, no text, too many columns, a quotation mark left open.
    explicit Table(std::string bytes);

    const Cells& header() const { return header_; }
    std::size_t rows() const { return rows_; }

    /// Calls visit(row number, cells) for every row behind the header that has something in it, in order, until it
    /// returns false.
    void each(const std::function<bool(std::size_t row, Cells& cells)>& visit) const;
    /// The same one after the other, for who stops and goes on.
    class Walk {
      public:
        /// The table must outlive it.
        explicit Walk(const Table& table);
        bool next();  ///< false at the end
        std::size_t row() const { return reader_.row() + skipped_; }
        Cells& cells() { return cells_; }

      private:
        Csv_reader reader_;
        std::size_t skipped_;
        Cells cells_;
    };

    /// What is wrong with the number of cells; "" when it fits. Empty cells beyond the header do no harm.
    std::string ragged(const Cells& cells) const;

  private:
    std::string_view rest() const { return std::string_view(text_).substr(begin_); }

    std::string text_;
    std::size_t begin_ = 0;  ///< of the header: behind a line "sep=;"
    char delimiter_ = ',';
    Cells header_;
    std::size_t rows_ = 0;
};

}  // namespace exchange
