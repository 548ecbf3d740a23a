// What is wrong with a declaration, found when it is compiled.
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <type_traits>

#include "storage/types/indexing.h"

namespace storage::declared {

/// Custom fields are the record's own.
template <class Owner> consteval bool has_custom_inside(bool inside) {
    bool found = false;
    each_field<Owner>([&]<class F>(const F&) {
        using T = typename F::Type;
        if constexpr (Part<T> || Table<T>)
            found = found || has_custom_inside<typename Inside<T>::Type>(true);
        else
            found = found || (inside && std::is_same_v<T, Custom>);
    });
    return found;
}

/// By their index it is known whether anybody names the bytes of a file; in rows it would not say who.
template <class Owner> consteval bool well_filed(bool inside) {
    bool good = true;
    each_field<Owner>([&]<class F>(const F& field) {
        using T = typename F::Type;
        if constexpr (Part<T> || Table<T>)
            good = good && well_filed<typename Inside<T>::Type>(true);
        else if constexpr (std::is_same_v<T, File>)
            good = good && !inside && !F::derived && field.attributes.index == Index::sorted;
    });
    return good;
}

/// What has no order has no index.
template <class Owner> consteval bool well_ordered() {
    bool good = true;
    each_field<Owner>([&]<class F>(const F& field) {
        using T = typename F::Type;
        if constexpr (Part<T> || Table<T>)
            good = good && well_ordered<typename Inside<T>::Type>();
        else
            good = good && (Ordered<T> || field.attributes.index == Index::none);
    });
    return good;
}

/// References have indexes, by which they are found when what they refer to goes; one that is sorted by has one name. What may
/// refer to any kind is neither sorted nor found by a name.
template <class Owner> consteval bool well_referring() {
    bool good = true;
    each_field<Owner>([&]<class F>(const F& field) {
        using T = typename F::Type;
        if constexpr (Part<T> || Table<T>)
            good = good && well_referring<typename Inside<T>::Type>();
        else if constexpr (std::is_same_v<T, Any_ref> && !F::derived)
            good = good && field.attributes.index == Index::sorted && !field.attributes.by_name &&
                   !field.attributes.search;
        else if constexpr (Is_ref<T>::value && !F::derived)
            good = good && field.attributes.index != Index::none &&
                   (!field.attributes.by_name || requires(T value) { value.id; });
    });
    return good;
}

/// A value has one key of always the same length, so that what stands behind it is the next one's.
template <class T>
concept Has_fixed_key =
    std::is_enum_v<T> || is_optional<T> || std::derived_from<Value<T>, Byte_value<T>> ||
    requires(T value) { Value<T>::units(value); } || (Is_ref<T>::value && requires(T value) { value.id; });

/// The tag of a field with an index of its own whose values can stand in one over several; 0 when there is no such field.
template <class Record, class T> constexpr int joinable_tag(T Record::* member, bool last) {
    int tag = 0;
    each_field<Record>([&]<class F>(const F& field) {
        if constexpr (requires { field.member == member; })
            if (field.member == member && field.attributes.index == Index::sorted &&
                (Has_fixed_key<T> || (last && std::is_same_v<T, std::string>)))
                tag = field.tag;
    });
    return tag;
}

template <class Record, class... Ts> consteval bool well_joined(const Index_on<Record, Ts...>& index) {
    std::size_t at = 0;
    std::array<int, sizeof...(Ts)> tags =
        std::apply([&](auto... member) { return std::array{joinable_tag<Record>(member, ++at == sizeof...(Ts))...}; },
                   index.members);
    std::ranges::sort(tags);
    const bool in_range = index.tag >= index_tag::first_joint && index.tag < index_tag::created;
    return in_range && tags.size() > 1 && tags.front() != 0 && std::ranges::adjacent_find(tags) == tags.end();
}

/// Indexes over several fields are of different fields that have indexes themselves, and have tags of their own.
template <class Record> consteval bool well_joined() {
    bool good = true;
    each_joint_index<Record>([&](const auto& one) {
        int same = 0;
        each_joint_index<Record>([&](const auto& other) { same += one.tag == other.tag; });
        good = good && same == 1 && well_joined(one);
    });
    return good;
}

template <class Record> consteval bool has_tags(const auto& tags) {
    return std::ranges::all_of(tags, [](int tag) {
        bool found = false;
        each_field<Record>([&](const auto& field) { found = found || (!field.derived && field.tag == tag); });
        return found;
    });
}

}  // namespace storage::declared
