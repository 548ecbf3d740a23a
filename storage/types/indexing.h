// What the trees hold of a record: keys of indexes, words, references, its name.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "storage/types/record_type.h"

namespace storage::declared {

template <class Owner, class F>
void add_entries(const Owner& owner, const F& field, Tag_path path, std::vector<Index_entry>& entries) {
    using T = typename F::Type;
    if (field.attributes.index == Index::none) return;
    const bool unique = field.attributes.index == Index::unique;
    const auto& value = value_of(owner, field);
    if (unique && Value<T>::empty(value)) return;
    if constexpr (Ordered<T>) {
        std::vector<std::string> keys;
        Value<T>::order(value, keys);
        for (std::string& key : keys) entries.push_back({path, std::move(key), unique});
    }
}

/// Calls visit(index) for each Index_on of a record type.
template <class Record> constexpr void each_joint_index(auto&& visit) {
    if constexpr (requires { Record::indexes; })
        std::apply([&](const auto&... index) { (visit(index), ...); }, Record::indexes);
}

template <class Record, class Index> std::string joint_key(const Record& record, const Index& index) {
    std::vector<std::string> keys;
    std::apply([&]<class... Ts>(Ts Record::*... member) { (Value<Ts>::order(record.*member, keys), ...); },
               index.members);
    std::string key;
    for (const std::string& part : keys) key += part;
    return key;
}

template <class Record> std::vector<Index_entry> entries_of(const Record& record) {
    std::vector<Index_entry> entries;
    each_value(record, 0,
               [&](const auto& owner, const auto& field, Tag_path path) { add_entries(owner, field, path, entries); });
    each_joint_index<Record>(
        [&](const auto& index) { entries.push_back({index.tag, joint_key(record, index), false}); });
    return entries;
}

template <class Record> std::vector<std::string> words_of_record(const Record& record) {
    std::vector<std::string> words;
    each_value(record, 0, [&]<class F>(const auto& owner, const F& field, Tag_path) {
        using T = typename F::Type;
        if constexpr (!Is_ref<T>::value)
            if (field.attributes.search) Value<T>::words(value_of(owner, field), words);
    });
    return words;
}

template <class Record> std::vector<Reference> references_of(const Record& record) {
    std::vector<Reference> references;
    each_value(record, 0, [&]<class F>(const auto& owner, const F& field, Tag_path path) {
        using T = typename F::Type;
        if constexpr (std::is_same_v<T, Any_ref> && !F::derived) {
            const Any_ref& any = owner.*field.member;
            if (any) references.push_back({path, any.kind, any.id, &field.attributes});
        } else if constexpr (Is_ref<T>::value && !F::derived) {
            const auto add = [&](Id id) {
                if (id != 0) references.push_back({path, Is_ref<T>::Target::kind.number, id, &field.attributes});
            };
            if constexpr (requires(T value) { value.id; })
                add((owner.*field.member).id);
            else
                for (const auto ref : owner.*field.member) add(ref.id);
        }
    });
    return references;
}

template <class Record> std::string name_of(const Record& record) {
    std::string name;
    each_field<Record>([&]<class F>(const F& field) {
        if constexpr (requires { Value<typename F::Type>::show(value_of(record, field)); })
            if (field.name == "name") name = Value<typename F::Type>::show(value_of(record, field));
    });
    return name;
}

template <class Record> std::vector<Index_entry> index_entries(std::string_view fields) {
    return entries_of(decode_fields<Record>(fields));
}

template <class Record> std::vector<std::string> words(std::string_view fields) {
    return words_of_record(decode_fields<Record>(fields));
}

template <class Record> std::vector<Reference> references(std::string_view fields) {
    return references_of(decode_fields<Record>(fields));
}

/// Many are asked for at once, and most are a field of their own: the others need not be decoded.
template <class Record> std::string name(std::string_view fields) {
    constexpr std::uint8_t stored = [] {
        std::uint8_t tag = 0;
        each_field<Record>([&]<class F>(const F& field) {
            if (std::is_same_v<typename F::Type, std::string> && !F::derived && field.name == "name") tag = field.tag;
        });
        return tag;
    }();
    if constexpr (stored != 0) {
        for (Reader reader(fields); !reader.done();) {
            const std::uint8_t tag = reader.byte();
            const std::string_view payload = reader.text();
            if (tag == stored) return Value<std::string>::decode(payload);
        }
        return {};
    } else {
        return name_of(decode_fields<Record>(fields));
    }
}

template <class Record> Facts facts(std::string_view fields) {
    const Record record = decode_fields<Record>(fields);
    return {entries_of(record), words_of_record(record), references_of(record), name_of(record)};
}

/// Those of a field of its own depend on its run alone; the others need not be decoded.
template <class Record> Record decode_for_index(std::string_view fields, Tag_path tag) {
    if (outermost(tag) >= index_tag::first_derived) return decode_fields<Record>(fields);
    std::string run;
    put_run(run, outermost(tag), payload_of(fields, outermost(tag)));
    return payload_of(fields, outermost(tag)).empty() ? Record{} : decode_fields<Record>(run);
}

template <class Record> std::vector<std::string> index_keys(std::string_view fields, Tag_path tag) {
    const Record record = decode_for_index<Record>(fields, tag);
    std::vector<Index_entry> entries;
    each_value(record, 0, [&](const auto& owner, const auto& field, Tag_path path) {
        if (path == tag) add_entries(owner, field, path, entries);
    });
    each_joint_index<Record>([&](const auto& index) {
        if (index.tag == tag) entries.push_back({tag, joint_key(record, index), false});
    });
    std::vector<std::string> keys;
    for (Index_entry& entry : entries) keys.push_back(std::move(entry.key));
    return keys;
}

template <class T> void redirect(T& value, Id from, Id to) {
    if constexpr (requires { value.id; }) {
        if (value.id == from) value.id = to;
    } else {
        const bool already = std::ranges::contains(value, typename T::value_type{to});
        if (to == 0 || already)
            std::erase(value, typename T::value_type{from});
        else
            std::ranges::replace(value, typename T::value_type{from}, typename T::value_type{to});
    }
}

template <class Record> std::string redirected(std::string_view fields, std::uint8_t kind, Id from, Id to) {
    Record record = decode_fields<Record>(fields);
    each_value(record, 0, [&]<class F>(auto& owner, const F& field, Tag_path) {
        using T = typename F::Type;
        if constexpr (std::is_same_v<T, Any_ref> && !F::derived) {
            Any_ref& any = owner.*field.member;
            if (any == Any_ref{kind, from}) any = to == 0 ? Any_ref{} : Any_ref{kind, to};
        }
        if constexpr (Is_ref<T>::value && !F::derived)
            if (Is_ref<T>::Target::kind.number == kind) redirect(owner.*field.member, from, to);
    });
    return encode_fields(record);
}

}  // namespace storage::declared
