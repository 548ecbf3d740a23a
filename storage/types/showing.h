// The values of a record as text, column by column.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/types/record_type.h"

namespace storage::declared {

template <class Owner>
void add_rows(const Owner& owner, Rows& rows, const Column*& column, std::span<const Column* const>& wanted,
              const Currency& currency);

/// Joined by `show_lines` to what is compared.
template <Table T> std::vector<Row::Line> lines_of(const T& table, const Column& column, const Currency& currency) {
    std::vector<const Column*> members;
    for (const Column& member : column.members) members.push_back(&member);
    std::vector<Row::Line> lines;
    for (const auto& row : table) {
        Row::Line& line = lines.emplace_back(row.line, Rows{});
        const Column* member = column.members.data();
        std::span<const Column* const> wanted = members;
        add_rows(row, line.cells, member, wanted, currency);
    }
    return lines;
}

std::string show_lines(const std::vector<Row::Line>& lines);

/// Walks the same leaves in the same order as add_columns, and takes the columns that it comes to from `wanted`.
template <class Owner>
void add_rows(const Owner& owner, Rows& rows, const Column*& column, std::span<const Column* const>& wanted,
              const Currency& currency) {
    each_field<Owner>([&]<class F>(const F& field) {
        using T = typename F::Type;
        if constexpr (Part<T>) {
            add_rows(owner.*field.member, rows, column, wanted, currency);
        } else if constexpr (!std::is_same_v<T, Custom>) {
            const Column* leaf = column++;
            if (wanted.empty() || wanted.front() != leaf) return;
            wanted = wanted.subspan(1);
            if constexpr (Table<T>) {
                auto lines = lines_of(owner.*field.member, *leaf, currency);
                rows.push_back({leaf, show_lines(lines), std::move(lines)});
            } else {
                rows.push_back({leaf, show_value<T>(value_of(owner, field), currency)});
            }
        }
    });
}

void add_custom_rows(const Custom& custom, Rows& rows, std::span<const Column* const> wanted, const Currency& currency);

template <class Record>
Rows show_columns(const Record_type& type, std::string_view fields, std::span<const Column* const> wanted,
                  const Currency& currency) {
    Rows rows;
    rows.reserve(wanted.size());
    const auto record = decode_fields<Record>(fields);
    const Column* column = type.columns.data();
    add_rows(record, rows, column, wanted, currency);
    each_field<Record>([&]<class F>(const F& field) {
        if constexpr (std::is_same_v<typename F::Type, Custom>)
            add_custom_rows(record.*field.member, rows, wanted, currency);
    });
    return rows;
}

}  // namespace storage::declared
