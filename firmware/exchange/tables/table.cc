#include "exchange/tables/table.h"

#include <algorithm>
#include <format>
#include <optional>

#include "exchange/tables/card.h"
#include "exchange/tables/cards.h"
#include "exchange/titles.h"
#include "storage/error.h"
#include "storage/value.h"
#include "storage/words.h"

namespace exchange {

namespace {

[[noreturn]] void refuse(const std::string& message) { throw storage::Error(storage::Fault::invalid, message); }

[[noreturn]] void refuse_large() { refuse("The file is larger than 64 MB. Cut it into several files."); }

/// A first line "sep=;" is how spreadsheets are told the delimiter.
struct Separator_line {
    char delimiter = 0;
    std::size_t length = 0;  ///< line end included; 0 without one
};

Separator_line separator_line(std::string_view text) {
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    std::string_view line = text.substr(0, end);
    if (line.size() >= 2 && line.starts_with('"') && line.ends_with('"')) line = line.substr(1, line.size() - 2);
    const bool is_one = line.size() == 5 && storage::folded(line.substr(0, 4)) == "sep=" &&
                        std::string_view(",;\t|").contains(line[4]) && end < text.size();
    if (!is_one) return {};
    return {line[4], end + (text.substr(end).starts_with("\r\n") ? 2 : 1)};
}

bool says_nothing(std::string_view cell) { return storage::trimmed(cell).empty(); }

Cells row_at(std::string_view text, const Dialect& dialect, std::size_t row) {
    Csv_reader reader(text, dialect);
    Cells cells;
    while (reader.next(cells) && reader.row() < row) continue;
    return cells;
}

/// For a file of one column, in whose texts others stand.
std::optional<char> unused_delimiter(std::string_view text) {
    constexpr std::string_view delimiters = ",;\t|";
    const auto* const unused =
        std::ranges::find_if(delimiters, [&](char delimiter) { return !text.contains(delimiter); });
    return unused == delimiters.end() ? std::nullopt : std::optional(*unused);
}

/// Spreadsheets write rows that were cleared as nothing but delimiters.
bool is_blank(const Cells& cells) { return std::ranges::all_of(cells, says_nothing); }

}  // namespace

Table::Table(Text_file file, Progress* progress)
    : file_(std::move(file))
    , progress_(progress) {
    if (file_.bytes().size() > longest_file) refuse_large();
    refuse_what_is_no_text(file_.bytes());
    format_.encoding = guess_encoding(file_.bytes());
    take_text();
    if (!is_cards_) guess_how_it_is_cut();
    read_header();
    look_through();
    const bool is_ours = is_own_header(header_);
    format_.mends = may_be_mended_ && !is_ours;
    format_.entities = may_have_entities_ && !is_ours;
}

Table::Table(Text_file file, Format format, Progress* progress)
    : file_(std::move(file))
    , progress_(progress)
    , format_(std::move(format)) {
    take_text();
    read_header();
    look_through();
}

void Table::take_text() {
    text_ = file_.bytes();
    if (format_.encoding == Encoding::utf_16_le || format_.encoding == Encoding::utf_16_be) {
        if (size_from_utf16(text_, format_.encoding) > longest_file) refuse_large();
        unicode_ = decoded(text_, format_.encoding);
        text_ = unicode_;
    }
    if (has_cards(text_)) take_cards();
    begin_ = text_.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
    end_ = text_.size();
    if (progress_ != nullptr) progress_->set_length(end_);
}

void Table::take_cards() {
    is_cards_ = true;
    const Encoding encoding = unicode_.empty() ? format_.encoding : Encoding::utf_8;
    const auto told = [this] {
        file_.let_go();
        if (progress_ != nullptr) progress_->add(0);  // whether somebody waits for it still
    };
    unicode_ = table_of_cards(text_, encoding, longest_file - unicode_.size(), most_rows, told);
    file_.let_go();
    text_ = unicode_;
    format_.dialect = {};
    format_.header = 1;
}

void Table::guess_how_it_is_cut() {
    const Separator_line line = separator_line(text_.substr(begin_));
    format_.dialect = guess_dialect(text_.substr(begin_ + line.length));
    if (line.delimiter != 0 && line.delimiter != format_.dialect.delimiter)
        format_.dialect = {.delimiter = line.delimiter};
    find_header();
    if (line.delimiter != 0 || format_.dialect.nested) return;
    Cells header = row_at(text_.substr(begin_), format_.dialect, format_.header);
    decode(header);
    if (header.size() != 1 || known_titles(header) != 1) return;
    if (const auto delimiter = unused_delimiter(text_)) format_.dialect = {.delimiter = *delimiter};
}

/// The row in which most cells are titles that are known.
void Table::find_header() {
    constexpr std::size_t enough = 25;
    const std::size_t length = separator_line(text_.substr(begin_)).length;
    Csv_reader reader(text_.substr(begin_ + length), format_.dialect);
    std::size_t most = 0;
    Cells cells;
    for (std::size_t i = 0; i < enough && reader.next(cells); ++i) {
        decode(cells);
        const std::size_t known = known_titles(cells);
        if (i == 0 || known > most) format_.header = reader.row();
        most = std::max(most, known);
    }
}

void Table::read_header() {
    const std::size_t length = separator_line(text_.substr(begin_)).length;
    begin_ += length;
    skipped_ = length == 0 ? 0 : 1;
    Csv_reader reader(rest(), format_.dialect);
    bool found = false;
    while (!found && reader.next(header_)) found = reader.row() >= format_.header;
    if (!found) refuse("The file is empty.");
    begin_ += reader.begin();
    skipped_ += reader.row() - 1;
    decode(header_);
    for (std::string& title : header_) title = storage::trimmed(unguarded(title));
    if (is_blank(header_)) refuse("The first row of the file is empty. It has to name the columns.");
    if (reader.width() > most_columns)
        refuse(std::format("The file has {} columns. At most {} can be imported.", reader.width(), most_columns));
}

/// Counts the rows, and finds where they end: behind the last line of several cells no line of one cell, set apart by an empty one,
/// is a row.
void Table::look_through() {
    const bool may_have_footer = header_.size() > 2;
    Csv_reader reader(rest(), format_.dialect);
    Cells cells;
    std::size_t footer = 0;  // where it begins, if it is one
    std::size_t rows_before = 0;
    Told_place told(progress_);
    reader.next(cells);  // the header
    while (reader.next(cells)) {
        told.tell(reader.begin());
        if (is_blank(cells)) continue;
        if (++rows_ > most_rows)
            refuse(std::format("The file has more than {} rows. Cut it into several files.", most_rows));
        if (reader.width() > 1 || !may_have_footer) {
            footer = 0;
        } else if (footer == 0 && reader.behind_gap()) {
            footer = reader.begin();
            rows_before = rows_ - 1;
        }
    }
    if (footer != 0) {
        footer_lines_ = rows_ - rows_before;
        rows_ = rows_before;
        end_ = begin_ + footer;
    }
    if (rows_ == 0) refuse("The file has no rows but the one that names the columns.");
    constexpr std::size_t sample = 1UL << 20;
    const std::string_view begin = rest().substr(0, sample);
    may_have_entities_ = has_entities(begin);
    Csv_reader again(begin, format_.dialect);
    try {
        for (std::size_t i = 0; i < 1'000 && !may_be_mended_ && again.next(cells); ++i)
            may_be_mended_ = std::ranges::any_of(
                cells, [&](const std::string& cell) { return needs_mending(decoded(cell, format_.encoding)); });
    } catch (const storage::Error&) {
        // cut inside a cell
    }
}

void Table::decode(Cells& cells) const {
    const bool is_unicode = !unicode_.empty();
    for (std::string& cell : cells) {
        if (!is_unicode && !std::ranges::all_of(cell, [](char c) { return static_cast<signed char>(c) > 0; }))
            cell = decoded(cell, format_.encoding);
        if (format_.mends) cell = mended(std::move(cell));
        if (format_.entities && cell.contains('&')) cell = without_entities(cell);
    }
}

void Table::each(const std::function<bool(std::size_t, Cells&)>& visit) const {
    for (Walk walk(*this); walk.next();)
        if (!visit(walk.row(), walk.cells())) return;
}

void Table::Told_place::tell(std::size_t place) {
    constexpr std::size_t step = 1UL << 16;
    if (progress_ == nullptr || place < told_ + step) return;
    progress_->add(place - told_);
    told_ = place;
}

Table::Walk::Walk(const Table& table)
    : table_(table)
    , reader_(table.rest(), table.format_.dialect)
    , told_(table.progress_) {
    reader_.next(cells_);  // the header
}

bool Table::Walk::next() {
    while (reader_.next(cells_)) {
        told_.tell(reader_.begin());
        if (is_blank(cells_)) continue;
        table_.decode(cells_);
        return true;
    }
    return false;
}

std::string Table::ragged(const Cells& cells) const {
    const auto beyond = cells.begin() + static_cast<std::ptrdiff_t>(std::min(cells.size(), header_.size()));
    if (std::ranges::all_of(beyond, cells.end(), says_nothing)) return {};
    return std::format("This row has {} cells, but there are {} columns", cells.size(), header_.size());
}

}  // namespace exchange
