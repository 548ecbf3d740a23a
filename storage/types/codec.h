// A record's declared fields as bytes: runs of (tag, length, payload), see bytes.h.
//
//   record    { run }…                              fields that are not empty; tag 0: next_line, when it had a row
//   part      { run }…                              members that are not empty
//   rows      { line length · length · run… }…      in their order; rows without any run are not written
//
// A field is one run, so that what a change did is told and undone by field. Rows have numbers of their own from 1 on,
// which do not come back in that record: next_line is above them all.
//
// Tags that this program does not know are kept and written back, at every depth, so a record survives being read and
// saved by an older program. `unknown` of a record or a row has their runs; a run with the tag of a part has those
// inside that part.
#pragma once

#include <algorithm>
#include <array>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "storage/types/field.h"
#include "storage/value.h"

namespace storage {

inline constexpr std::uint8_t next_line_tag = 0;

namespace declared {

template <class Owner> constexpr bool has_part(std::uint8_t tag) {
    bool found = false;
    each_field<Owner>([&]<class F>(const F& field) { found = found || (Part<typename F::Type> && field.tag == tag); });
    return found;
}

template <class Owner>
inline constexpr bool has_table = [] {
    bool found = false;
    each_field<Owner>([&]<class F>(const F&) { found = found || Table<typename F::Type>; });
    return found;
}();

template <class Owner> void encode_members(std::string& out, const Owner& owner, std::string_view unknown);

template <Table Rows> void encode_rows(std::string& out, const Rows& rows) {
    std::string runs;
    for (const auto& row : rows) {
        runs.clear();
        encode_members(runs, row, row.unknown);
        if (runs.empty()) continue;
        if (row.line == 0) throw std::logic_error("a row is stored without its number");
        put_length(out, row.line);
        put_length(out, runs.size());
        out += runs;
    }
}

template <class Owner> void encode_members(std::string& out, const Owner& owner, std::string_view unknown) {
    std::string payload;
    each_field<Owner>([&]<class F>(const F& field) {
        using T = typename F::Type;
        if constexpr (!F::derived) {
            const T& value = owner.*field.member;
            payload.clear();
            if constexpr (Part<T>)
                encode_members(payload, value, unknown.empty() ? unknown : payload_of(unknown, field.tag));
            else if constexpr (Table<T>)
                encode_rows(payload, value);
            else if (!Value<T>::empty(value))
                Value<T>::encode(payload, value);
            else
                return;
            if ((!Part<T> && !Table<T>) || !payload.empty()) put_run(out, field.tag, payload);
        }
    });
    for (Reader reader(unknown); !reader.done();) {
        const std::uint8_t tag = reader.byte();
        const std::string_view kept = reader.text();
        if (!has_part<Owner>(tag)) put_run(out, tag, kept);
    }
}

template <class Owner> void decode_members(Owner& owner, std::string_view bytes, std::string& unknown);

template <Table Rows> Rows decode_rows(std::string_view bytes) {
    Rows rows;
    for (Reader reader(bytes); !reader.done();) {
        const std::size_t line = reader.length();
        if (line == 0 || line >= std::numeric_limits<std::uint32_t>::max()) corrupt("a row has no number");
        auto& row = rows.emplace_back();
        row.line = static_cast<std::uint32_t>(line);
        decode_members(row, reader.text(), row.unknown);
    }
    return rows;
}

/// What reads the payload of one tag into a record, a part or a row.
template <class Owner> using Decoder = void (*)(Owner&, std::string_view payload, std::string& unknown);

template <class Owner, std::size_t index> constexpr void add_decoder(auto& decoders) {
    constexpr const auto& field = std::get<index>(Owner::fields);
    using F = std::remove_cvref_t<decltype(field)>;
    using T = typename F::Type;
    if constexpr (!F::derived)
        decoders[field.tag] = [](Owner& owner, std::string_view payload, std::string& unknown) {
            constexpr const auto& own = std::get<index>(Owner::fields);
            T& value = owner.*own.member;
            if constexpr (Part<T>) {
                std::string inside;
                value = {};
                decode_members(value, payload, inside);
                if (!inside.empty()) put_run(unknown, own.tag, inside);
            } else if constexpr (Table<T>) {
                value = decode_rows<T>(payload);
            } else {
                value = Value<T>::decode(payload);
            }
        };
}

/// By tag: a record has some twenty, so that asking each field in turn is what reading it would cost.
template <class Owner>
inline constexpr auto decoders = []<std::size_t... indexes>(std::index_sequence<indexes...>) {
    std::array<Decoder<Owner>, 100> all{};  // tags of fields are 1–99
    (add_decoder<Owner, indexes>(all), ...);
    if constexpr (Declared<Owner>)
        all[next_line_tag] = [](Owner& record, std::string_view payload, std::string&) {
            record.next_line = static_cast<std::uint32_t>(Reader(payload).length());
        };
    return all;
}(std::make_index_sequence<std::tuple_size_v<decltype(Owner::fields)>>());

template <class Owner> void decode_members(Owner& owner, std::string_view bytes, std::string& unknown) {
    for (Reader reader(bytes); !reader.done();) {
        const std::uint8_t tag = reader.byte();
        const std::string_view payload = reader.text();
        const auto& decoders = declared::decoders<Owner>;
        if (tag < decoders.size() && decoders[tag] != nullptr)
            decoders[tag](owner, payload, unknown);
        else
            put_run(unknown, tag, payload);
    }
}

}  // namespace declared

/// Rows must have their numbers: see number_rows.
template <Declared Record> std::string encode_fields(const Record& record) {
    std::string out;
    if (record.next_line > 1) {
        std::string next;
        put_length(next, record.next_line);
        put_run(out, next_line_tag, next);
    }
    declared::encode_members(out, record, record.unknown);
    return out;
}

template <Declared Record> Record decode_fields(std::string_view bytes) {
    Record record;
    declared::decode_members(record, bytes, record.unknown);
    return record;
}

/// Gives numbers to the rows that have none yet, or one that stands above them already.
template <Declared Record> void number_rows(Record& record) {
    each_field<Record>([&]<class F>(const F& field) {
        if constexpr (Table<typename F::Type>) {
            auto& rows = record.*field.member;
            for (const auto& row : rows) record.next_line = std::max(record.next_line, row.line + 1);
            for (auto row = rows.begin(); row != rows.end(); ++row)
                if (row->line == 0 ||
                    std::any_of(rows.begin(), row, [&](auto& above) { return above.line == row->line; }))
                    row->line = record.next_line++;
        }
    });
}

}  // namespace storage
