// Comma-separated values (RFC 4180): rows of cells out of a text, and rows as a text.
//
// Beyond the RFC the reader takes CRLF, LF and CR alone, quotes in the middle of a cell as they stand, and the dialects below. Rows
// count from 1 as in a spreadsheet: empty lines count, a cell with line breaks does not count more.
//
// Nothing in a file makes a row large: cells beyond the limit are counted, not kept, and so are bytes.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace exchange {

using Cells = std::vector<std::string>;

inline constexpr std::size_t most_columns = 500;
inline constexpr std::size_t longest_row = 4UL << 20;  ///< bytes that are kept of one

/// How a program writes its cells.
struct Dialect {
    char delimiter = ',';
    bool skip_spaces = false;  ///< between a delimiter and a quotation mark
    bool backslash = false;    ///< before a quotation mark inside a cell, in place of doubling it
    bool nested = false;       ///< rows are one quoted cell each, and stand inside it
    bool operator==(const Dialect&) const = default;
};

/// The dialect that cuts the first rows most evenly: delimiters are , ; tab | and a comma when there is none.
Dialect guess_dialect(std::string_view text);

class Csv_reader {
  public:
    /// `text` must outlive the reader.
    Csv_reader(std::string_view text, Dialect dialect)
        : text_(text)
        , dialect_(dialect) {}

    /// The next row that is not an empty line; false at the end. Throws Error{invalid} when a quotation mark is never closed.
    bool next(Cells& cells);
    /// Number of the row that next() gave.
    std::size_t row() const { return row_; }
    /// How many cells it has, kept or not.
    std::size_t width() const { return width_; }
    /// Where it began, and whether empty lines stand before it.
    std::size_t begin() const { return begin_; }
    bool behind_gap() const { return behind_gap_; }

  private:
    void read_row(Cells& cells);
    void read_cell(std::string& cell);
    void read_quoted(std::string& cell);
    void read_plain(std::string& cell);
    void keep(std::string& cell, std::string_view part);
    bool at_line_end() const { return at_ == text_.size() || text_[at_] == '\n' || text_[at_] == '\r'; }
    void skip_line_end();
    void skip_spaces();

    std::string_view text_;
    Dialect dialect_;
    std::size_t at_ = 0, begin_ = 0;
    std::size_t row_ = 0, width_ = 0;
    std::size_t kept_ = 0;  ///< bytes of this row
    bool behind_gap_ = false;
};

/// Appends one row, closed by CRLF, as `guarded` cells.
void append_row(std::string& out, std::span<const std::string> cells);

/// A cell with a ' in front of whatever a spreadsheet would run as a formula, which spreadsheets take as "this is text" and
/// unguarded() takes back. A formula can also begin behind ; tab and line breaks, where a spreadsheet cuts the cell that knows
/// another delimiter, and behind spaces and characters that nobody sees. Telephone numbers and amounts ("+49 30 1234-0", "-12.50")
/// stay as they are: a sign followed by nothing but digits and their punctuation names no function, cell or program, so it can do
/// no harm, and a ' would spoil it for every other program that reads the file.
std::string guarded(std::string_view cell);
std::string unguarded(std::string_view cell);

}  // namespace exchange
