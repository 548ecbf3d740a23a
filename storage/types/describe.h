// Where templates meet the rest of the program. Included by the one file of each record type that says
//
//     template const storage::Record_type& storage::record_type<Client>();
//
// and by no other: it costs seconds.
#pragma once

#include "storage/figures.h"
#include "storage/types/columns.h"
#include "storage/types/filling.h"
#include "storage/types/indexing.h"
#include "storage/types/showing.h"
#include "storage/types/well_declared.h"

namespace storage::declared {

template <class Record> consteval std::uint8_t custom_tag() {
    std::uint8_t tag = 0;
    each_field<Record>([&]<class F>(const F& field) {
        if (std::is_same_v<typename F::Type, Custom>) tag = field.tag;
    });
    return tag;
}

template <class Record> std::vector<Joint_index> joint_indexes() {
    std::vector<Joint_index> joint;
    each_joint_index<Record>([&](const auto& index) {
        std::vector<Tag_path> tags;
        std::apply(
            [&](auto... member) { (tags.push_back(static_cast<Tag_path>(joinable_tag<Record>(member, true))), ...); },
            index.members);
        const Tag_path last = tags.back();
        tags.pop_back();
        joint.push_back({index.tag, std::move(tags), last});
    });
    return joint;
}

inline std::vector<Empty_key> empty_keys(const std::vector<Column>& columns) {
    std::vector<Empty_key> found;
    each_valued_column(columns, [&](const Column& column) {
        if (!column.empty_key.empty()) found.push_back({column.tag, column.empty_key});
        if (column.attributes.by_name) found.push_back({index_tag::by_name + column.tag, ordered_text({})});
    });
    std::ranges::sort(found, {}, &Empty_key::tag);
    return found;
}

template <class Record> Record_type describe() {
    static_assert(storage::well_declared<Record>());
    static_assert(!has_custom_inside<Record>(false));
    static_assert(well_referring<Record>());
    static_assert(well_joined<Record>());
    static_assert(well_ordered<Record>());
    static_assert(well_filed<Record>(false));
    Record_type type{.kind = Record::kind,
                     .columns = {},
                     .custom_tag = custom_tag<Record>(),
                     .joint_indexes = joint_indexes<Record>(),
                     .show_columns = &show_columns<Record>,
                     .fill = &fill<Record>,
                     .index_entries = &index_entries<Record>,
                     .words = &words<Record>,
                     .references = &references<Record>,
                     .name = &name<Record>,
                     .facts = &facts<Record>,
                     .index_keys = &index_keys<Record>,
                     .redirected = &redirected<Record>,
                     .recoded = &recoded<Record>};
    if constexpr (Checked<Record> || Kept<Record> || has_table<Record>) type.objections = &objections<Record>;
    if constexpr (requires(const Record& record) { record.frozen(); }) {
        static_assert(has_tags<Record>(Record::after_freeze));
        type.frozen = [](std::string_view fields) { return decode_fields<Record>(fields).frozen(); };
        type.after_freeze.assign(Record::after_freeze.begin(), Record::after_freeze.end());
    }
    if constexpr (Figures_kind<Record>) type.figures = figures_type<Record>();
    add_columns<Record>(type.columns, {});
    type.empty_keys = empty_keys(type.columns);
    return type;
}

}  // namespace storage::declared

namespace storage {

template <Declared Record> const Record_type& record_type() {
    static const Record_type type = declared::describe<Record>();
    return type;
}

}  // namespace storage
