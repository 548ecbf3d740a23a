#include "exchange/table.h"

#include <algorithm>
#include <format>

#include "exchange/encoding.h"
#include "storage/error.h"
#include "storage/value.h"

namespace exchange {

namespace {

[[noreturn]] void refuse(const std::string& message) { throw storage::Error(storage::Fault::invalid, message); }

/// A first line "sep=;" is how spreadsheets are told the delimiter. Its length, line end included; 0 without one.
std::size_t separator_line(std::string_view text) {
    if (!text.starts_with("sep=") || text.size() < 6 || !std::string_view(",;\t|").contains(text[4])) return 0;
    if (text.substr(5).starts_with("\r\n")) return 7;
    return text[5] == '\r' || text[5] == '\n' ? 6 : 0;
}

/// Spreadsheets write rows that were cleared as nothing but delimiters.
bool is_blank(const Cells& cells) { return std::ranges::all_of(cells, &std::string::empty); }

}  // namespace

Table::Table(std::string bytes) {
    if (bytes.size() > longest_file) refuse("The file is larger than 64 MB. Cut it into several files.");
    text_ = as_utf8(std::move(bytes));
    begin_ = separator_line(text_);
    delimiter_ = begin_ != 0 ? text_[4] : guess_delimiter(text_);
    Csv_reader reader(rest(), delimiter_);
    if (!reader.next(header_)) refuse("The file is empty.");
    for (std::string& title : header_) title = storage::trimmed(unguarded(title));
    if (is_blank(header_)) refuse("The first row of the file is empty. It has to name the columns.");
    if (header_.size() > most_columns)
        refuse(std::format("The file has {} columns. At most {} can be imported.", header_.size(), most_columns));
    for (Cells cells; reader.next(cells);) rows_ += is_blank(cells) ? 0 : 1;
    if (rows_ == 0) refuse("The file has no rows but the one that names the columns.");
}

void Table::each(const std::function<bool(std::size_t, Cells&)>& visit) const {
    for (Walk walk(*this); walk.next();)
        if (!visit(walk.row(), walk.cells())) return;
}

Table::Walk::Walk(const Table& table)
    : reader_(table.rest(), table.delimiter_)
    , skipped_(table.begin_ == 0 ? 0 : 1) {
    reader_.next(cells_);  // the header
}

bool Table::Walk::next() {
    while (reader_.next(cells_))
        if (!is_blank(cells_)) return true;
    return false;
}

std::string Table::ragged(const Cells& cells) const {
    const auto beyond = cells.begin() + static_cast<std::ptrdiff_t>(std::min(cells.size(), header_.size()));
    if (cells.size() < header_.size() ||
        std::ranges::any_of(beyond, cells.end(), [](const std::string& cell) { return !cell.empty(); }))
        return std::format("has {} cells, but there are {} columns", cells.size(), header_.size());
    return {};
}

}  // namespace exchange
