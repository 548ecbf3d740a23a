// Ref<T>: another record. std::vector<Ref<T>>: a set of them, kept in the order given. Any_ref: a record of any kind.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "storage/value.h"

namespace storage {

template <class Record> struct Ref {
    using Target = Record;
    Id id = 0;
    auto operator<=>(const Ref&) const = default;
    explicit operator bool() const { return id != 0; }
};

/// What a document or a task is about.
struct Any_ref {
    std::uint8_t kind = 0;
    Id id = 0;
    auto operator<=>(const Any_ref&) const = default;
    explicit operator bool() const { return id != 0; }
};

std::string show_any(Any_ref value);               ///< "1:7": kind and id
Parsed<Any_ref> parse_any(std::string_view text);  ///< none when nothing was typed

std::string show_ids(const std::vector<Id>& ids);           ///< "3,9"
Parsed<std::vector<Id>> parse_ids(std::string_view typed);  ///< doubles removed
Parsed<Id> parse_id(std::string_view typed);                ///< 0 when nothing was typed

template <class Record> struct Value<Ref<Record>> : Plain_value<Ref<Record>> {
    static constexpr Control control = Control::picker;
    static std::string show(Ref<Record> value) { return value ? std::to_string(value.id) : ""; }
    static Parsed<Ref<Record>> parse(std::string_view typed) {
        return parse_id(typed).transform([](Id id) { return Ref<Record>{id}; });
    }
    static void encode(std::string& out, Ref<Record> value) { put_number(out, value.id); }
    static Ref<Record> decode(std::string_view bytes) { return {get_number(bytes)}; }
    static void order(Ref<Record> value, std::vector<std::string>& keys) { put_number(keys.emplace_back(), value.id); }
};

template <class Record> struct Value<std::vector<Ref<Record>>> : Plain_value<std::vector<Ref<Record>>> {
    using Refs = std::vector<Ref<Record>>;
    static constexpr Control control = Control::tags;
    static constexpr std::size_t longest = 2'000;
    static std::string show(const Refs& value) {
        std::vector<Id> ids;
        for (const auto ref : value) ids.push_back(ref.id);
        return show_ids(ids);
    }
    static Parsed<Refs> parse(std::string_view typed) {
        return parse_ids(typed).transform([](const std::vector<Id>& ids) {
            Refs refs;
            for (const Id id : ids) refs.push_back({id});
            return refs;
        });
    }
    static void encode(std::string& out, const Refs& value) {
        for (const auto ref : value) put_number(out, ref.id);
    }
    static Refs decode(std::string_view bytes) {
        Refs refs;
        for (Reader reader(bytes); !reader.done();) refs.push_back({reader.number()});
        return refs;
    }
    static void order(const Refs& value, std::vector<std::string>& keys) {
        for (const auto ref : value) put_number(keys.emplace_back(), ref.id);
    }
};

/// On the disk and in indexes: kind u8 · id u64.
template <> struct Value<Any_ref> : Plain_value<Any_ref> {
    static constexpr Control control = Control::record;
    static std::string show(Any_ref value) { return show_any(value); }
    static Parsed<Any_ref> parse(std::string_view text) { return parse_any(text); }
    static void encode(std::string& out, Any_ref value) {
        out += static_cast<char>(value.kind);
        put_number(out, value.id);
    }
    static Any_ref decode(std::string_view bytes) {
        Reader reader(bytes);
        const std::uint8_t kind = reader.byte();
        return {kind, reader.number()};
    }
    static void order(Any_ref value, std::vector<std::string>& keys) { encode(keys.emplace_back(), value); }
};

}  // namespace storage
