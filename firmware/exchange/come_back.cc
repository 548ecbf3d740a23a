#include "exchange/come_back.h"

#include <algorithm>
#include <map>
#include <mutex>

#include "exchange/folder.h"
#include "exchange/kinds.h"
#include "office/people/viewer.h"

namespace exchange {

using storage::Column;
using storage::Record_type;

namespace {

/// What verbs set, and what an export tells. A file lies elsewhere, rows do not fit into a cell.
bool comes_back(const Column& column) {
    return column.attributes.read_only && !column.attributes.hidden && !column.derived &&
           column.control != storage::Control::file && column.control != storage::Control::rows;
}

Record_type opened(const Record_type& type) {
    Record_type whole = type;
    for (Column& column : whole.columns) {
        if (comes_back(column)) column.attributes.read_only = false;
        for (storage::Column_option& option : column.options) option.by_verb = false;
    }
    return whole;
}

}  // namespace

const Record_type& whole_type(const Record_type& type) {
    static std::mutex making;
    static std::map<std::uint8_t, Record_type> known;
    const std::lock_guard lock(making);
    const auto at = known.find(type.kind.number);
    return at != known.end() ? at->second : known.emplace(type.kind.number, opened(type)).first->second;
}

bool is_whole(const Record_type& type) { return &type == &whole_type(type); }

namespace {

bool is_admin(const storage::Read& read, storage::Ref<office::User> user) {
    return office::viewer_of(read, storage::Actor{user.id, {}}).is_admin();
}

}  // namespace

const Record_type& type_for(const storage::Read& read, storage::Ref<office::User> user, const Record_type& type,
                            const Mapping& mapping) {
    const bool has_ids = std::ranges::contains(mapping, target::own_id) || is_into_none(mapping);
    return has_ids && is_admin(read, user) ? whole_type(type) : type;
}

Mapping guess_mapping_for(const storage::Read& read, storage::Ref<office::User> user, const Record_type& type,
                          const Cells& header, const Other_languages& languages) {
    const auto guessed = [&](const Record_type& as) {
        return guess_mapping(as, read.definitions(type), header, languages);
    };
    Mapping mapping = guessed(type);
    const Record_type& fitting = type_for(read, user, type, mapping);
    return &fitting == &type ? mapping : guessed(fitting);
}

Mapping mapping_at_start(const storage::Read& read, const Record_type& type, Mapping mapping) {
    if (is_whole(type) && read.count(type) == 0)
        std::ranges::replace(mapping, std::string(target::own_id), std::string(own_id_into_none));
    return mapping;
}

Mapping mapping_before_start(Mapping mapping) {
    std::ranges::replace(mapping, std::string(own_id_into_none), std::string(target::own_id));
    return mapping;
}

bool is_into_none(const Mapping& mapping) { return std::ranges::contains(mapping, own_id_into_none); }

storage::Moment last_return(const storage::Read& read, const Record_type& type) {
    constexpr std::size_t most = 200;
    const storage::List newest{.tag = storage::index_tag::created, .descending = true, .limit = most};
    for (const storage::Id id : read.select(storage::record_type<office::Import>(), newest).ids) {
        const auto import = read.get<office::Import>(id);
        if (import.made > 0 && import.of_kind == type.kind.plural && is_into_none(mapping_of(import)))
            return import.created;
    }
    return {};
}

Task task_of(const storage::Read& read, const office::Import& import) {
    const Record_type& kind = exchanged_type(read.schema(), import.of_kind);
    Mapping mapping = mapping_of(import);
    const Record_type& type = type_for(read, import.user, kind, mapping);
    const bool has_begun = import.state == office::Import_state::running || import.operation != 0;
    return {.type = type,
            .mapping = has_begun ? std::move(mapping) : mapping_at_start(read, type, std::move(mapping)),
            .update_existing = import.update_existing,
            .changes_guarded = office::may_change_guarded(read, {import.user.id, {}}, kind.kind)};
}

}  // namespace exchange
