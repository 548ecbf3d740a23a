#include "exchange/csv.h"

#include <algorithm>
#include <array>
#include <format>

#include "storage/error.h"

namespace exchange {

namespace {

/// The comma last: it also stands in texts and numbers, so where another cuts as evenly, that one is meant.
constexpr std::string_view delimiters = ";\t|,";

/// How evenly a delimiter cuts the first rows: 0 when it is not there.
std::size_t evenness(std::string_view text, char delimiter) {
    constexpr std::size_t enough = 30;
    Csv_reader reader(text, delimiter);
    Cells cells;
    std::size_t width = 0;
    std::size_t even = 0;
    try {
        for (std::size_t i = 0; i < enough && reader.next(cells); ++i) {
            if (i == 0) width = cells.size();
            if (cells.size() == width) ++even;
        }
    } catch (const storage::Error&) {
        // the text was cut, or quotes stand differently with the right delimiter: what was counted counts
    }
    return width < 2 ? 0 : even * 1'000 + std::min<std::size_t>(width, 999);
}

/// Characters that begin a formula, the wide ones of East Asian spreadsheets included; tab is skipped by some.
constexpr std::array<std::string_view, 10> formula_signs{
    "=", "+", "-", "@", "\t", "\r", "\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0"};

bool is_formula(std::string_view cell) {
    if (std::ranges::none_of(formula_signs, [&](std::string_view sign) { return cell.starts_with(sign); }))
        return false;
    const bool signed_number = cell.front() == '+' || cell.front() == '-';
    return !signed_number || cell.find_first_not_of("0123456789 ().,/-", 1) != std::string_view::npos;
}

std::string_view without_quotes_in_front(std::string_view cell) {
    return cell.substr(std::min(cell.find_first_not_of('\''), cell.size()));
}

bool needs_quotes(std::string_view cell) {
    return cell.find_first_of(",\"\r\n") != std::string_view::npos || cell.starts_with(' ') || cell.ends_with(' ');
}

void append_cell(std::string& out, std::string_view cell) {
    if (!needs_quotes(cell)) {
        out += cell;
        return;
    }
    out += '"';
    for (const char c : cell) {
        if (c == '"') out += '"';
        out += c;
    }
    out += '"';
}

}  // namespace

char guess_delimiter(std::string_view text) {
    constexpr std::size_t sample = 256UL * 1024;
    char best = ',';
    std::size_t most = 0;
    for (const char delimiter : delimiters)
        if (const std::size_t even = evenness(text.substr(0, sample), delimiter); even > most) {
            most = even;
            best = delimiter;
        }
    return best;
}

bool Csv_reader::next(Cells& cells) {
    for (; at_ < text_.size() && at_line_end(); skip_line_end()) ++row_;
    if (at_ == text_.size()) return false;
    ++row_;
    read_row(cells);
    skip_line_end();
    return true;
}

void Csv_reader::read_row(Cells& cells) {
    for (std::size_t count = 0;; ++at_) {
        if (count == cells.size()) cells.emplace_back();
        std::string& cell = cells[count++];
        cell.clear();
        if (at_ < text_.size() && text_[at_] == '"') read_quoted(cell);
        read_plain(cell);
        if (at_line_end()) {
            cells.resize(count);
            return;
        }
    }
}

void Csv_reader::read_quoted(std::string& cell) {
    for (;;) {
        const std::size_t from = ++at_;
        at_ = text_.find('"', from);
        if (at_ == std::string_view::npos)
            throw storage::Error(storage::Fault::invalid,
                                 std::format("Row {} opens a quotation mark that is never closed.", row_));
        cell += text_.substr(from, at_ - from);
        ++at_;
        if (at_ == text_.size() || text_[at_] != '"') return;
        cell += '"';
    }
}

void Csv_reader::read_plain(std::string& cell) {
    const std::size_t from = at_;
    while (!at_line_end() && text_[at_] != delimiter_) ++at_;
    cell += text_.substr(from, at_ - from);
}

void Csv_reader::skip_line_end() {
    if (at_ < text_.size() && text_[at_] == '\r') {
        ++at_;
        if (at_ < text_.size() && text_[at_] == '\n') ++at_;
    } else if (at_ < text_.size()) {
        ++at_;
    }
}

void append_row(std::string& out, std::span<const std::string> cells) {
    if (cells.size() == 1 && cells.front().empty()) out += "\"\"";  // an empty line would be no row
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i != 0) out += ',';
        append_cell(out, guarded(cells[i]));
    }
    out += "\r\n";
}

std::string guarded(std::string_view cell) {
    const bool harmful = is_formula(without_quotes_in_front(cell));
    return harmful ? "'" + std::string(cell) : std::string(cell);
}

std::string_view unguarded(std::string_view cell) {
    const bool was_guarded = cell.starts_with('\'') && is_formula(without_quotes_in_front(cell));
    return was_guarded ? cell.substr(1) : cell;
}

}  // namespace exchange
