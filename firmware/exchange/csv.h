// Comma-separated values (RFC 4180): rows of cells out of a text, and rows as a text.
//
// Beyond the RFC the reader takes CRLF, LF and CR alone, and quotes in the middle of a cell as they stand. Rows count
// from 1 as in a spreadsheet: the header is row 1, empty lines count, a cell with line breaks does not count more.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace exchange {

using Cells = std::vector<std::string>;

/// The delimiter that cuts the first rows most evenly: one of , ; tab |, and a comma when there is none.
char guess_delimiter(std::string_view text);

class Csv_reader {
  public:
    /// `text` must outlive the reader.
    Csv_reader(std::string_view text, char delimiter)
        : text_(text)
        , delimiter_(delimiter) {}

    /// The next row that is not an empty line; false at the end. Throws Error{invalid} when a quotation mark is never closed.
    bool next(Cells& cells);
    /// Number of the row that next() gave.
    std::size_t row() const { return row_; }

  private:
    void read_row(Cells& cells);
    void read_quoted(std::string& cell);
    void read_plain(std::string& cell);
    bool at_line_end() const { return at_ == text_.size() || text_[at_] == '\n' || text_[at_] == '\r'; }
    void skip_line_end();

    std::string_view text_;
    char delimiter_;
    std::size_t at_ = 0;
    std::size_t row_ = 0;
};

/// Appends one row, closed by CRLF, as `guarded` cells.
void append_row(std::string& out, std::span<const std::string> cells);

/// A cell that a spreadsheet would run as a formula, with a ' in front, which spreadsheets take as "this is text" and
/// unguarded() takes back. Telephone numbers and amounts ("+49 30 1234-0", "-12.50") stay as they are: a sign followed by
/// nothing but digits and their punctuation names no function, cell or program, so it can do no harm, and a ' would spoil
/// it for every other program that reads the file.
std::string guarded(std::string_view cell);
std::string_view unguarded(std::string_view cell);

}  // namespace exchange
