// A CSV file with a header, or one of contact cards (cards.h): what its columns are called and its rows.
//
// Rows are cut and decoded one at a time, so that a file takes no more memory than its bytes. What is no row is passed over: what
// stands above the header, empty rows, and the lines of a footer.
#pragma once

#include <functional>
#include <string>

#include "exchange/tables/csv.h"
#include "exchange/tables/format.h"
#include "exchange/tables/progress.h"
#include "exchange/tables/text_file.h"

namespace exchange {

inline constexpr std::size_t longest_file = 64UL << 20;  ///< bytes
inline constexpr std::size_t most_rows = 1'000'000;

class Table {
  public:
    /// Read as it seems to be written. Throws Error{invalid} with a message for the user: empty, no text, too many columns or
    /// rows, a quotation mark left open. `progress`, which must outlive it, is told of all that is read, now and later.
    explicit Table(Text_file file, Progress* progress = nullptr);
    explicit Table(std::string bytes)
        : Table(Text_file(std::move(bytes))) {}
    /// Read as somebody chose.
    Table(Text_file file, Format format, Progress* progress = nullptr);
    Table(Table&&) = delete;

    const Format& format() const { return format_; }
    std::string_view bytes() const { return file_.bytes(); }
    const Cells& header() const { return header_; }
    std::size_t rows() const { return rows_; }
    /// Whether the file is one of contact cards, each of which is a row, counted from 1.
    bool is_cards() const { return is_cards_; }
    /// Lines below the rows that are none.
    std::size_t footer_lines() const { return footer_lines_; }
    /// Whether it has text that format().mends or .entities would change.
    bool may_be_mended() const { return may_be_mended_; }
    bool may_have_entities() const { return may_have_entities_; }

    /// Calls visit(row number, cells) for every row behind the header that has something in it, in order, until it
    /// returns false.
    void each(const std::function<bool(std::size_t row, Cells& cells)>& visit) const;
    /// Tells somebody how far a reader is.
    class Told_place {
      public:
        explicit Told_place(Progress* progress)
            : progress_(progress) {}
        /// Not each time it is asked to.
        void tell(std::size_t place);

      private:
        Progress* progress_;
        std::size_t told_ = 0;
    };
    /// The same one after the other, for who stops and goes on.
    class Walk {
      public:
        /// The table must outlive it.
        explicit Walk(const Table& table);
        bool next();  ///< false at the end
        std::size_t row() const { return reader_.row() + table_.skipped_ - (table_.is_cards_ ? 1 : 0); }
        Cells& cells() { return cells_; }

      private:
        const Table& table_;
        Csv_reader reader_;
        Told_place told_;
        Cells cells_;
    };

    /// What is wrong with the number of cells; "" when it fits. Short rows lack their last empty cells, and empty cells beyond the
    /// header do no harm.
    std::string ragged(const Cells& cells) const;

  private:
    std::string_view rest() const { return text_.substr(begin_, end_ - begin_); }
    void take_text();
    void take_cards();
    void guess_how_it_is_cut();
    void find_header();
    void read_header();
    void look_through();
    void decode(Cells& cells) const;

    Text_file file_;
    Progress* progress_;
    Format format_;
    std::string unicode_;  ///< of UTF-16, and of contact cards
    bool is_cards_ = false;
    std::string_view text_;  ///< to be cut; cells are decoded when they are cut
    std::size_t begin_ = 0;  ///< behind a line "sep=;"
    std::size_t end_ = 0;    ///< before a footer
    std::size_t skipped_ = 0;
    Cells header_;
    std::size_t rows_ = 0, footer_lines_ = 0;
    bool may_be_mended_ = false, may_have_entities_ = false;
};

}  // namespace exchange
