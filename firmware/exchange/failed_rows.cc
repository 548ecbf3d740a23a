#include "exchange/failed_rows.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <format>

#include "exchange/tables/encoding.h"
#include "exchange/tables/text_file.h"
#include "storage/descriptor.h"
#include "storage/digest.h"
#include "storage/error.h"
#include "storage/values/card_number.h"
#include "storage/whole_files.h"

namespace exchange {

namespace {

// Titles that no field is guessed for.
const Cells titles{"Import: row", "Import: name", "Import: problem"};
constexpr std::array<std::string_view, 4> actions{"create", "update", "skip", "error"};

/// What is never kept is not kept here either.
Cells without_cards(const Cells& cells) {
    Cells kept = cells;
    for (std::string& cell : kept)
        if (!storage::never_kept(cell).empty()) cell.clear();
    return kept;
}

Cells with_reason(Cells front, const Cells& cells) {
    front.insert(front.end(), cells.begin(), cells.end());
    return front;
}

Row_verdict verdict_of(const Cells& cells, Row_action action) {
    Row_verdict verdict{.row = 0, .action = action, .name = unguarded(cells[1]), .why = unguarded(cells[2])};
    std::from_chars(cells[0].data(), cells[0].data() + cells[0].size(), verdict.row);
    return verdict;
}

void append_verdict(std::string& out, const Row_verdict& verdict) {
    append_row(out, Cells{std::to_string(verdict.row), verdict.name, verdict.why,
                          std::string(actions.at(static_cast<std::size_t>(verdict.action)))});
}

std::filesystem::path draft_of(const std::filesystem::path& file) { return file.string() + ".draft"; }

/// New, and for the box alone: it holds what people are called.
void open_private(std::ofstream& out, const std::filesystem::path& file) {
    storage::open_to_write(file);
    out.open(file, std::ios::binary | std::ios::app);
}

[[noreturn]] void disk_is_full() { throw storage::Error(storage::Fault::full, "The disk is full. Nothing was saved."); }

/// Of those with a number in front, until `visit` returns false.
void each_row(const std::filesystem::path& file, auto&& visit) {
    std::error_code error;
    if (!std::filesystem::exists(file, error)) return;
    const Text_file text(file, {});
    Csv_reader reader(text.bytes(), {});
    try {
        for (Cells cells; reader.next(cells);)
            if (cells.size() >= titles.size() && !cells[0].empty() && cells[0][0] >= '0' && cells[0][0] <= '9' &&
                !visit(cells))
                return;
    } catch (const storage::Error&) {
        // the last line was cut off
    }
}

}  // namespace

Failed_rows::Failed_rows(std::filesystem::path file, const Table& table)
    : file_(std::move(file))
    , draft_(draft_of(file_)) {
    header_ += byte_order_mark;
    append_row(header_, with_reason(titles, table.header()));
    for (const std::string& title : table.header()) codes_.push_back(storage::names_security_code(title));
}

Failed_rows::~Failed_rows() {
    out_.close();
    std::error_code ignored;
    std::filesystem::remove(draft_, ignored);
}

void Failed_rows::add(const Row_verdict& verdict, const Cells& cells) {
    if (!out_.is_open()) {
        std::filesystem::create_directories(file_.parent_path());
        open_private(out_, draft_);
        out_ << header_;
    }
    waiting_.clear();
    Cells kept = without_cards(cells);
    for (std::size_t i = 0; i < std::min(kept.size(), codes_.size()); ++i)
        if (codes_[i]) kept[i].clear();
    append_row(waiting_, with_reason({std::to_string(verdict.row), verdict.name, verdict.why}, kept));
    out_ << waiting_;
}

void Failed_rows::finish() {
    if (!out_.is_open()) return;
    out_.close();
    if (out_.fail()) disk_is_full();
    storage::keep_file(draft_, file_);
}

Told_rows::Told_rows(const std::filesystem::path& file, std::size_t rows_done) {
    std::filesystem::create_directories(file.parent_path());
    if (rows_done == 0 || !std::filesystem::exists(file))
        open_private(out_, file);
    else
        out_.open(file, std::ios::binary | std::ios::app);
}

void Told_rows::add(const Row_verdict& verdict) {
    if (verdict.why.empty() || verdict.action == Row_action::error) return;
    std::string line;
    append_verdict(line, verdict);
    out_ << line;
}

Checked_rows::Checked_rows(std::filesystem::path file)
    : file_(std::move(file))
    , draft_(draft_of(file_.string() + "." + storage::hex(storage::random_bytes(4)))) {
    open_private(out_, draft_);
}

Checked_rows::~Checked_rows() {
    out_.close();
    std::error_code ignored;
    std::filesystem::remove(draft_, ignored);
}

void Checked_rows::add(const Row_verdict& verdict) {
    line_.clear();
    append_verdict(line_, verdict);
    out_ << line_;
}

void Checked_rows::finish() {
    out_.close();
    if (out_.fail()) disk_is_full();
    std::error_code error;
    std::filesystem::rename(draft_, file_, error);
    if (error) storage::failed(std::format("{} cannot be written", file_.string()), error.value());
}

void each_checked_row(const std::filesystem::path& file, const std::function<bool(const Row_verdict&)>& visit) {
    each_row(file, [&](const Cells& cells) {
        const auto* const action = std::ranges::find(actions, cells.back());
        return action == actions.end() || visit(verdict_of(cells, static_cast<Row_action>(action - actions.begin())));
    });
}

void each_failed_row(const std::filesystem::path& file, const std::function<void(const Row_verdict&)>& visit) {
    each_row(file, [&](const Cells& cells) {
        visit(verdict_of(cells, Row_action::error));
        return true;
    });
}

void each_told_row(const std::filesystem::path& file, const std::function<void(const Row_verdict&)>& visit) {
    std::size_t last = 0;
    each_row(file, [&](const Cells& cells) {
        const auto* const action = std::ranges::find(actions, cells.back());
        if (action == actions.end()) return true;  // its end was cut off
        const Row_verdict verdict = verdict_of(cells, static_cast<Row_action>(action - actions.begin()));
        if (verdict.row > last) visit(verdict);  // else once more after a power cut
        last = verdict.row;
        return true;
    });
}

}  // namespace exchange
