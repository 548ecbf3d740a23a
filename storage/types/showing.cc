#include "storage/types/showing.h"

#include <format>

namespace storage::declared {

std::string show_lines(const std::vector<Row::Line>& lines) {
    std::string text;
    for (const Row::Line& line : lines) {
        std::string cells;
        for (const Row& cell : line.cells)
            if (!cell.text.empty()) cells += (cells.empty() ? "" : " · ") + cell.text;
        text += std::format("{}{}: {}", text.empty() ? "" : "\n", line.number, cells);
    }
    return text;
}

void add_custom_rows(const Custom& custom, Rows& rows, std::span<const Column* const> wanted,
                     const Currency& currency) {
    for (const Column* column : wanted) {
        const Custom_value* value = custom.find(column->custom);
        rows.push_back({column, value == nullptr ? std::string{} : show_custom(*value, currency)});
    }
}

}  // namespace storage::declared
