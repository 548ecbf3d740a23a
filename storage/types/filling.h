// What was typed, put into a record, and what its own rules say of it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <format>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/types/record_type.h"

namespace storage::declared {

/// `definer`: what the record refers to that defines fields; 0 for none.
void fill_custom(Custom& custom, Id definer, const Typed& typed, bool is_new, const Definitions& definitions,
                 Errors& errors);

template <class Owner> Id definer_of(const Owner& owner) {
    Id id = 0;
    each_field<Owner>([&]<class F>(const F& field) {
        if constexpr (Is_ref<typename F::Type>::value && !F::derived)
            if constexpr (requires { (owner.*field.member).id; })
                if (field.attributes.defines) id = (owner.*field.member).id;
    });
    return id;
}

/// What one fill() works with.
struct Filling {
    const Typed& typed;
    bool is_new;
    const Definitions& definitions;
    Errors& errors;
    std::uint32_t next_line;
};

template <class Row> std::string bytes_of_row(const Row& row) {
    std::string bytes;
    encode_members(bytes, row, row.unknown);
    return bytes;
}

/// How a column is typed: "lines.price" is "lines.3.price" in a row, for which `prefix` is "lines.3.".
std::string typed_name(const Column& column, const std::string& prefix);
std::string too_many_rows();

/// Which rows there are to be, as keys of what was typed: "3", "new1". Where no order was typed, the stored ones, then
/// others but those that the record had once.
std::vector<std::string> typed_lines(const Column& column, const Filling& filling,
                                     const std::vector<std::uint32_t>& stored);
/// The number of a key that is one; 0 for those of new rows.
std::uint32_t line_number(std::string_view key);
/// Than so many characters.
bool is_longer(std::string_view text, std::size_t characters);
/// What is said of a text that is.
std::string is_too_long(std::size_t characters);
/// Whether something was typed into a row, and not only its fields left empty. What is wrong with an empty row is not.
bool is_typed_into(std::string_view prefix, const Typed& typed, const Errors& errors);

/// How one typed text is judged: length first, then what the type says, then whether it may be empty.
template <class T> void fill_value(T& value, const Column& column, const std::string& name, const Filling& filling) {
    const auto found = filling.typed.find(name);
    const bool required = column.attributes.required;
    if (found == filling.typed.end()) {
        if (filling.is_new && required && Value<T>::empty(value)) filling.errors.emplace(name, is_required);
        return;
    }
    if (is_longer(found->second, column.longest)) {
        filling.errors.emplace(name, is_too_long(column.longest));
        return;
    }
    auto parsed = parse_value<T>(found->second, filling.definitions.currency);
    if (!parsed) {
        filling.errors.emplace(name, parsed.error());
        return;
    }
    if (required && Value<T>::empty(*parsed)) filling.errors.emplace(name, is_required);
    value = std::move(*parsed);  // a row without anything in it is known by that
}

/// `prefix` stands before the members' own names: "" but in rows, where it is "lines.3." instead of their "lines.".
template <class Owner>
void fill_members(Owner& owner, const Column*& column, const std::string& prefix, const Filling& filling);

/// The row that a key means: a stored one, or a new one. None when it has been left empty.
template <Table T>
std::optional<typename T::value_type> filled_row(const T& stored, const Column& column, const std::string& key,
                                                 const Filling& filling) {
    const auto at = std::ranges::find(stored, line_number(key), &Table_row::line);
    const bool is_new = at == stored.end();
    auto row = is_new ? typename T::value_type{} : *at;
    Errors errors;
    const Column* member = column.members.data();
    const std::string prefix = std::format("{}.{}.", column.name, key);
    fill_members(row, member, prefix, {filling.typed, is_new, filling.definitions, errors, filling.next_line});
    typename T::value_type untouched;
    untouched.line = row.line;
    if (bytes_of_row(row) == bytes_of_row(untouched) && !is_typed_into(prefix, filling.typed, errors)) return {};
    filling.errors.merge(errors);
    return row;
}

template <Table T> void fill_rows(T& rows, const Column& column, const Filling& filling) {
    std::vector<std::uint32_t> stored;
    for (const auto& row : rows) stored.push_back(row.line);
    const auto keys = typed_lines(column, filling, stored);
    if (keys.size() > most_rows) {
        filling.errors.emplace(column.name, too_many_rows());
        return;
    }
    T filled;
    for (const std::string& key : keys)
        if (auto row = filled_row(rows, column, key, filling)) filled.push_back(std::move(*row));
    rows = std::move(filled);
}

template <class Owner>
void fill_members(Owner& owner, const Column*& column, const std::string& prefix, const Filling& filling) {
    each_field<Owner>([&]<class F>(const F& field) {
        using T = typename F::Type;
        if constexpr (Part<T>) {
            fill_members(owner.*field.member, column, prefix, filling);
        } else if constexpr (std::is_same_v<T, Custom>) {
            fill_custom(owner.*field.member, definer_of(owner), filling.typed, filling.is_new, filling.definitions,
                        filling.errors);
        } else {
            const Column& own = *column++;
            if constexpr (!F::derived) {
                if (!own.typed()) return;
                if constexpr (Table<T>)
                    fill_rows(owner.*field.member, own, filling);
                else
                    fill_value(owner.*field.member, own, typed_name(own, prefix), filling);
            }
        }
    });
}

template <class Record>
concept Checked = requires(const Record& record, Errors& errors) { check(record, errors); };
template <class Record>
concept Kept = requires(const Record& record, Errors& errors) { keep(&record, record, errors); };

template <class Record> void check_if_declared(const Record& record, Errors& errors) {
    if constexpr (Checked<Record>) check(record, errors);
}

template <class Record> void keep_if_declared(const Record* before, const Record& after, Errors& errors) {
    if constexpr (Kept<Record>) keep(before, after, errors);
}

template <class Record> void count_rows(const Record& record, Errors& errors) {
    each_field<Record>([&]<class F>(const F& field) {
        if constexpr (Table<typename F::Type>)
            if ((record.*field.member).size() > most_rows) errors.emplace(field.name, too_many_rows());
    });
}

template <class Record> Errors objections(std::optional<std::string_view> before, std::string_view after) {
    const Record now = decode_fields<Record>(after);
    std::optional<Record> was;
    if (before) was = decode_fields<Record>(*before);
    Errors errors;
    check_if_declared(now, errors);
    if (was && !errors.empty()) {
        Errors old;
        check_if_declared(*was, old);
        std::erase_if(errors, [&](const auto& error) { return std::ranges::contains(old, error); });
    }
    count_rows(now, errors);
    keep_if_declared(was ? &*was : nullptr, now, errors);
    return errors;
}

template <class Record> std::string recoded(std::string_view fields) {
    return encode_fields(decode_fields<Record>(fields));
}

template <class Record>
std::string fill(const Record_type& type, std::string_view fields, const Typed& typed, bool is_new,
                 const Definitions& definitions, Errors& errors) {
    Record record = decode_fields<Record>(fields);
    std::optional<Record> before;
    if constexpr (Kept<Record>)
        if (!is_new) before = record;
    const Column* column = type.columns.data();
    fill_members(record, column, "", {typed, is_new, definitions, errors, record.next_line});
    check_if_declared(record, errors);
    keep_if_declared(before ? &*before : nullptr, record, errors);
    number_rows(record);
    return encode_fields(record);
}

}  // namespace storage::declared
