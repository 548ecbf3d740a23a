#include "exchange/tables/cards.h"

#include <algorithm>
#include <array>
#include <format>
#include <functional>
#include <vector>

#include "exchange/tables/card_columns.h"
#include "exchange/tables/csv.h"
#include "storage/error.h"

namespace exchange {

namespace {

/// The columns that some card uses, and what all rows take at most.
struct Extent {
    std::array<bool, card_columns> used{};
    std::size_t cards = 0, bytes = 0;
};

[[noreturn]] void refuse(const std::string& message) { throw storage::Error(storage::Fault::invalid, message); }

/// Calls visit(cells) for each card, and `told` every few megabytes.
void each_card(std::string_view text, Encoding encoding, const std::function<void()>& told, auto&& visit) {
    constexpr std::size_t step = 4UL << 20;
    Card_reader reader(text, encoding);
    std::size_t next = step;
    for (Card card; reader.next(card);) {
        visit(cells_of(card));
        if (reader.place() < next) continue;
        told();
        next = reader.place() + step;
    }
}

Extent extent_of(std::string_view text, Encoding encoding, std::size_t most_rows, const std::function<void()>& told) {
    Extent extent;
    std::string written;
    Cells row;
    each_card(text, encoding, told, [&](const Card_cells& cells) {
        if (++extent.cards > most_rows)
            refuse(std::format("The file has more than {} rows. Cut it into several files.", most_rows));
        row.clear();
        for (std::size_t i = 0; i < card_columns; ++i) {
            if (cells.at(i).empty()) continue;
            extent.used.at(i) = true;
            row.push_back(cells.at(i));
        }
        written.clear();
        append_row(written, row);
        extent.bytes += written.size();
    });
    extent.bytes += extent.cards * static_cast<std::size_t>(std::ranges::count(extent.used, true));
    return extent;
}

}  // namespace

std::string table_of_cards(std::string_view text, Encoding encoding, std::size_t most_bytes, std::size_t most_rows,
                           const std::function<void()>& told) {
    constexpr std::size_t longest_header = 1024;
    const Extent extent = extent_of(text, encoding, most_rows, told);
    const std::size_t size = extent.bytes + longest_header;
    if (size > most_bytes) refuse("The file is larger than 64 MB. Cut it into several files.");
    if (std::ranges::none_of(extent.used, std::identity{})) refuse("The contact cards in this file say nothing.");
    std::string table;
    table.reserve(size);
    Cells row;
    const auto add_row = [&](auto&& cell_of) {
        row.clear();
        for (std::size_t i = 0; i < card_columns; ++i)
            if (extent.used.at(i)) row.emplace_back(cell_of(i));
        append_row(table, row);
    };
    add_row([](std::size_t i) { return title_of(static_cast<Card_column>(i)); });
    each_card(text, encoding, told,
              [&](Card_cells cells) { add_row([&](std::size_t i) { return std::move(cells.at(i)); }); });
    return table;
}

}  // namespace exchange
