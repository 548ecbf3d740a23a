#include "exchange/failed_rows.h"

#include <charconv>

#include "exchange/encoding.h"
#include "exchange/files.h"

namespace exchange {

namespace {

// Titles that no field is guessed for.
const Cells titles{"Import: row", "Import: name", "Import: problem"};

Cells with_reason(Cells front, const Cells& cells) {
    front.insert(front.end(), cells.begin(), cells.end());
    return front;
}

}  // namespace

Failed_rows::Failed_rows(const Table& table) {
    csv_ += byte_order_mark;
    append_row(csv_, with_reason(titles, table.header()));
}

void Failed_rows::add(const Row_verdict& verdict, const Cells& cells) {
    append_row(csv_, with_reason({std::to_string(verdict.row), verdict.name, verdict.why}, cells));
    verdicts_.push_back(verdict);
}

void Failed_rows::write_to(const std::filesystem::path& file) const {
    if (!verdicts_.empty()) write_file(file, csv_);
}

std::vector<Row_verdict> read_failed_rows(const std::filesystem::path& file) {
    std::vector<Row_verdict> verdicts;
    if (!std::filesystem::exists(file)) return verdicts;
    const Table table(read_file(file, {}));
    table.each([&](std::size_t, const Cells& cells) {
        if (cells.size() < titles.size()) return true;
        Row_verdict& verdict = verdicts.emplace_back();
        std::from_chars(cells[0].data(), cells[0].data() + cells[0].size(), verdict.row);
        verdict.action = Row_action::error;
        verdict.name = unguarded(cells[1]);
        verdict.why = unguarded(cells[2]);
        return true;
    });
    return verdicts;
}

}  // namespace exchange
