#include "exchange/tables/csv.h"

#include <algorithm>
#include <array>
#include <format>
#include <map>

#include "storage/error.h"
#include "storage/words.h"

namespace exchange {

namespace {

/// The comma last: it also stands in texts and numbers, so where another cuts as evenly, that one is meant.
constexpr std::string_view delimiters = ";\t|,";

/// How evenly a dialect cuts the first rows: how many are as long as most, then how long that is; 0 when it does not cut.
std::size_t evenness(std::string_view text, const Dialect& dialect) {
    constexpr std::size_t enough = 50;
    Csv_reader reader(text, dialect);
    Cells cells;
    std::map<std::size_t, std::size_t> widths;
    std::size_t first = 0;
    try {
        for (std::size_t i = 0; i < enough && reader.next(cells); ++i) {
            if (i == 0) first = reader.width();
            if (reader.width() > 1) ++widths[reader.width()];
        }
    } catch (const storage::Error&) {
        // the text was cut, or quotes stand differently in the right dialect: what was counted counts
    }
    std::size_t most = 0;
    for (const auto& [width, rows] : widths)
        if (!dialect.nested || width == first)  // else the commas stand in the only column's texts
            most = std::max(most, rows * 1'000 + std::min<std::size_t>(width, 999));
    return most;
}

/// Those that a text gives cause for. What comes later is taken when it cuts as evenly.
std::vector<Dialect> dialects(std::string_view text, char delimiter) {
    std::vector<Dialect> all{{.delimiter = delimiter}};
    for (const std::string_view gap : {" \"", "\t\""})
        if (delimiter != '\t' && text.contains(std::string(1, delimiter) + std::string(gap)) && all.size() == 1)
            all.push_back({.delimiter = delimiter, .skip_spaces = true});
    if (text.contains("\\\"")) all.push_back({.delimiter = delimiter, .backslash = true});
    return all;
}

/// Characters that begin a formula, the wide ones of East Asian spreadsheets included.
constexpr std::array<std::string_view, 8> formula_signs{"=", "+", "-", "@", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};

/// Where a spreadsheet may begin a cell inside of one.
bool is_cut(char c) { return c == ';' || c == '\t' || c == '\n' || c == '\r' || c == '|'; }

/// Up to the next place where a spreadsheet may cut.
std::string_view part_at(std::string_view cell) {
    return cell.substr(0, static_cast<std::size_t>(std::ranges::find_if(cell, is_cut) - cell.begin()));
}

/// What is looked through before a formula: white space, and what nobody sees.
std::size_t unseen_in_front(std::string_view part) {
    std::size_t at = 0;
    while (at < part.size()) {
        const storage::Letter letter = storage::first_letter(part.substr(at));
        if (letter.is == storage::Character::visible) break;
        at += letter.bytes.size();
    }
    return at;
}

bool is_formula(std::string_view part) {
    if (std::ranges::none_of(formula_signs, [&](std::string_view sign) { return part.starts_with(sign); }))
        return false;
    const bool signed_number = part.front() == '+' || part.front() == '-';
    return !signed_number || part.find_first_not_of("0123456789 ().,/-", 1) != std::string_view::npos;
}

std::string_view without_quotes_in_front(std::string_view part) {
    return part.substr(std::min(part.find_first_not_of('\''), part.size()));
}

/// The parts of a cell between cuts, each as `change` makes it: it gets what stands behind the unseen characters in front.
std::string by_parts(std::string_view cell, auto&& change) {
    std::string whole;
    for (;;) {
        const std::string_view part = part_at(cell);
        const std::size_t unseen = unseen_in_front(part);
        whole += part.substr(0, unseen);
        whole += change(part.substr(unseen));
        if (part.size() == cell.size()) return whole;
        whole += cell[part.size()];
        cell.remove_prefix(part.size() + 1);
    }
}

bool needs_quotes(std::string_view cell) {
    return cell.find_first_of(",;\t|\"\r\n") != std::string_view::npos || cell.starts_with(' ') || cell.ends_with(' ');
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

/// A string that once held a large cell gives its memory back.
void make_empty(std::string& cell) {
    constexpr std::size_t large = 64UL << 10;
    if (cell.capacity() > large)
        cell = {};
    else
        cell.clear();
}

}  // namespace

Dialect guess_dialect(std::string_view text) {
    constexpr std::size_t sample = 256UL * 1024;
    const std::string_view begin = text.substr(0, sample);
    Dialect best;
    std::size_t most = 0;
    const auto look_at = [&](const Dialect& dialect, bool as_good_is_better) {
        const std::size_t even = evenness(begin, dialect);
        if (even <= most && (even < most || !as_good_is_better || dialect.delimiter != best.delimiter)) return;
        most = even;
        best = dialect;
    };
    for (const char delimiter : delimiters)
        for (const Dialect& dialect : dialects(begin, delimiter)) look_at(dialect, true);
    for (const char delimiter : delimiters)
        if (begin.contains('"')) look_at({.delimiter = delimiter, .nested = true}, false);
    return best;
}

bool Csv_reader::next(Cells& cells) {
    const std::size_t before = at_;
    for (; at_ < text_.size() && at_line_end(); skip_line_end()) ++row_;
    behind_gap_ = at_ != before;
    if (at_ == text_.size()) return false;
    ++row_;
    begin_ = at_;
    read_row(cells);
    skip_line_end();
    if (dialect_.nested && width_ == 1 && cells.front().contains(dialect_.delimiter)) {
        const std::string inside = std::move(cells.front());
        Csv_reader reader(inside, {.delimiter = dialect_.delimiter});
        reader.next(cells);
        width_ = reader.width();
    }
    return true;
}

void Csv_reader::read_row(Cells& cells) {
    std::string beyond;
    kept_ = 0;
    for (width_ = 0;; ++at_) {
        if (width_ == cells.size() && width_ < most_columns) cells.emplace_back();
        std::string& cell = width_ < most_columns ? cells[width_] : beyond;
        ++width_;
        make_empty(cell);
        read_cell(cell);
        if (at_line_end()) {
            cells.resize(std::min(width_, most_columns));
            return;
        }
    }
}

void Csv_reader::read_cell(std::string& cell) {
    const std::size_t begin = at_;
    if (dialect_.skip_spaces) skip_spaces();
    if (at_ < text_.size() && text_[at_] == '"') {
        read_quoted(cell);
        if (dialect_.skip_spaces) skip_spaces();
    } else {
        at_ = begin;
    }
    read_plain(cell);
}

void Csv_reader::read_quoted(std::string& cell) {
    for (;;) {
        const std::size_t from = ++at_;
        at_ = dialect_.backslash ? text_.find_first_of("\"\\", from) : text_.find('"', from);
        if (at_ == std::string_view::npos)
            throw storage::Error(storage::Fault::invalid,
                                 std::format("Row {} opens a quotation mark that is never closed.", row_));
        keep(cell, text_.substr(from, at_ - from));
        const bool escape = text_[at_] == '\\';
        ++at_;
        const char next = at_ == text_.size() ? '\0' : text_[at_];
        if (escape && next != '"' && next != '\\') {
            keep(cell, "\\");
            --at_;
            continue;
        }
        if (!escape && next != '"') return;
        keep(cell, std::string_view(&next, 1));
    }
}

void Csv_reader::read_plain(std::string& cell) {
    const std::size_t from = at_;
    while (!at_line_end() && text_[at_] != dialect_.delimiter) ++at_;
    keep(cell, text_.substr(from, at_ - from));
}

/// As many bytes as the row may have.
void Csv_reader::keep(std::string& cell, std::string_view part) {
    const std::size_t size = std::min(part.size(), longest_row - kept_);
    cell += part.substr(0, size);
    kept_ += size;
}

void Csv_reader::skip_spaces() {
    while (at_ < text_.size() && (text_[at_] == ' ' || (text_[at_] == '\t' && dialect_.delimiter != '\t'))) ++at_;
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
    return by_parts(cell, [](std::string_view part) {
        return is_formula(without_quotes_in_front(part)) ? "'" + std::string(part) : std::string(part);
    });
}

std::string unguarded(std::string_view cell) {
    if (!cell.contains('\'')) return std::string(cell);
    return by_parts(cell, [](std::string_view part) {
        const bool was_guarded = part.starts_with('\'') && is_formula(without_quotes_in_front(part));
        return std::string(was_guarded ? part.substr(1) : part);
    });
}

}  // namespace exchange
