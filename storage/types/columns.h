// The columns of a record type, from its declaration.
#pragma once

#include <algorithm>
#include <string>
#include <type_traits>
#include <vector>

#include "storage/types/record_type.h"

namespace storage::declared {

/// Where columns stand, and what their part says of all of them.
struct Column_place {
    std::string prefix, group;
    Tag_path path = 0;
    Attributes inherited = {};
    bool in_rows = false;

    Column_place inside(const auto& field, bool rows) const {
        Column_place place{prefix + std::string(field.name) + ".", std::string(field.attributes.label),
                           within(path, field.tag), field.attributes, in_rows || rows};
        place.inherited.personal |= inherited.personal;
        place.inherited.read_only |= inherited.read_only;
        place.inherited.audience = std::max(place.inherited.audience, inherited.audience);
        place.inherited.hidden |= inherited.hidden;
        return place;
    }
};

template <class F> Column column_at(const Column_place& place, const F& field) {
    Column column{.name = place.prefix + std::string(field.name),
                  .label = std::string(field.attributes.label),
                  .group = place.group,
                  .tag = within(place.path, field.tag),
                  .longest = field.attributes.longest,
                  .attributes = field.attributes,
                  .derived = field.derived,
                  .in_rows = place.in_rows};
    column.attributes.personal |= place.inherited.personal;
    column.attributes.read_only |= place.inherited.read_only;
    column.attributes.audience = std::max(column.attributes.audience, place.inherited.audience);
    column.attributes.hidden |= place.inherited.hidden;
    return column;
}

/// Of whose options a value is one, or holds some.
template <class T> struct Chosen {
    using Type = T;
};
template <class E> struct Chosen<std::vector<E>> {
    using Type = E;
};

template <class T> std::string empty_key_of() {
    std::vector<std::string> keys;
    if constexpr (Ordered<T>) Value<T>::order(T{}, keys);
    return keys.size() == 1 ? keys.front() : std::string{};
}

template <class F> Column value_column(const Column_place& place, const F& field) {
    using T = typename F::Type;
    Column column = column_at(place, field);
    column.control = Value<T>::control;
    column.optional = is_optional<T>;
    if constexpr (Ordered<T>) column.key = &key_of_typed<T>;
    if (field.attributes.index == Index::sorted) column.empty_key = empty_key_of<T>();
    if (column.longest == 0) column.longest = Value<T>::longest;
    if constexpr (std::is_enum_v<typename Chosen<T>::Type>)
        for (const Option& option : options(typename Chosen<T>::Type{}))
            column.options.push_back({std::string(option.key), std::string(option.label),
                                      std::string(1, static_cast<char>(option.number)), option.by_verb});
    if constexpr (Is_ref<T>::value) column.refers_to = Is_ref<T>::Target::kind.number;
    return column;
}

template <class Owner> void add_columns(std::vector<Column>& columns, const Column_place& place) {
    each_field<Owner>([&]<class F>(const F& field) {
        using T = typename F::Type;
        if constexpr (Part<T>) {
            add_columns<T>(columns, place.inside(field, false));
        } else if constexpr (Table<T>) {
            Column& table = columns.emplace_back(column_at(place, field));
            table.control = Control::rows;
            add_columns<typename T::value_type>(table.members, place.inside(field, true));
        } else if constexpr (!std::is_same_v<T, Custom>) {
            columns.push_back(value_column(place, field));
        }
    });
}

}  // namespace storage::declared
