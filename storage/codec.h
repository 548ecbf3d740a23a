// A record's declared fields as bytes: runs of (tag, length, payload), see bytes.h.
//
// Empty fields are not written. Tags that this program does not know are kept and written back, so a record survives
// being read and saved by an older program.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "storage/field.h"
#include "storage/value.h"

namespace storage {

template <class Record> std::string encode_fields(const Record& record) {
    std::string out;
    std::string payload;
    each_field<Record>([&]<class F>(const F& field) {
        using T = typename F::Type;
        if constexpr (!F::derived) {
            const T& value = record.*field.member;
            if (Value<T>::empty(value)) return;
            payload.clear();
            Value<T>::encode(payload, value);
            put_run(out, field.tag, payload);
        }
    });
    if constexpr (Declared<Record>) out += record.unknown;
    return out;
}

namespace declared {

/// What reads the payload of one tag into a record.
template <class Record> using Decoder = void (*)(Record&, std::string_view payload);

template <class Record, std::size_t index> constexpr void add_decoder(auto& decoders) {
    constexpr const auto& field = std::get<index>(Record::fields);
    using F = std::remove_cvref_t<decltype(field)>;
    if constexpr (!F::derived)
        decoders[field.tag] = [](Record& record, std::string_view payload) {
            record.*std::get<index>(Record::fields).member = Value<typename F::Type>::decode(payload);
        };
}

/// By tag: a record has some twenty, so that asking each field in turn is what reading it would cost.
template <class Record>
inline constexpr auto decoders = []<std::size_t... indexes>(std::index_sequence<indexes...>) {
    std::array<Decoder<Record>, 100> all{};  // tags of fields are 1–99
    (add_decoder<Record, indexes>(all), ...);
    return all;
}(std::make_index_sequence<std::tuple_size_v<decltype(Record::fields)>>());

}  // namespace declared

template <class Record> Record decode_fields(std::string_view bytes) {
    Record record;
    for (Reader reader(bytes); !reader.done();) {
        const std::uint8_t tag = reader.byte();
        const std::string_view payload = reader.text();
        const auto& decoders = declared::decoders<Record>;
        if (tag < decoders.size() && decoders[tag] != nullptr)
            decoders[tag](record, payload);
        else if constexpr (Declared<Record>)
            put_run(record.unknown, tag, payload);
    }
    return record;
}

/// A part is stored inside its field's payload the same way.
template <Part T> struct Value<T> {
    static constexpr std::size_t longest = 0;
    static bool empty(const T& part) { return part == T{}; }
    static void encode(std::string& out, const T& part) { out += encode_fields(part); }
    static T decode(std::string_view bytes) { return decode_fields<T>(bytes); }
    static void order(const T&, std::vector<std::string>&) {}
    static void words(const T& part, std::vector<std::string>& words) {
        each_field<T>([&]<class F>(const F& field) {
            if (field.attributes.search) Value<typename F::Type>::words(value_of(part, field), words);
        });
    }
};

}  // namespace storage
