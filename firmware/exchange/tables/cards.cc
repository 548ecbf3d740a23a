#include "exchange/tables/cards.h"

#include <algorithm>
#include <array>
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

Extent extent_of(std::string_view text, Encoding encoding) {
    Extent extent;
    Card_reader reader(text, encoding);
    std::string written;
    Cells row;
    for (Card card; reader.next(card);) {
        ++extent.cards;
        const Card_cells cells = cells_of(card);
        row.clear();
        for (std::size_t i = 0; i < card_columns; ++i) {
            if (cells.at(i).empty()) continue;
            extent.used.at(i) = true;
            row.push_back(cells.at(i));
        }
        written.clear();
        append_row(written, row);
        extent.bytes += written.size();
    }
    extent.bytes += extent.cards * static_cast<std::size_t>(std::ranges::count(extent.used, true));
    return extent;
}

}  // namespace

std::string table_of_cards(std::string_view text, Encoding encoding, std::size_t most) {
    constexpr std::size_t longest_header = 1024;
    const Extent extent = extent_of(text, encoding);
    const std::size_t size = extent.bytes + longest_header;
    if (size > most)
        throw storage::Error(storage::Fault::invalid, "The file is larger than 64 MB. Cut it into several files.");
    if (std::ranges::none_of(extent.used, std::identity{}))
        throw storage::Error(storage::Fault::invalid, "The contact cards in this file say nothing.");
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
    Card_reader reader(text, encoding);
    for (Card card; reader.next(card);) {
        Card_cells cells = cells_of(card);
        add_row([&](std::size_t i) { return std::move(cells.at(i)); });
    }
    return table;
}

}  // namespace exchange
