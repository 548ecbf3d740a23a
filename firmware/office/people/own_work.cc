#include "office/people/own_work.h"

#include <algorithm>
#include <map>
#include <set>

namespace office {

using storage::Id;
using storage::Read;
using storage::Record_type;
using storage::Visible;

namespace {

/// Ids by kind.
using Known = std::map<std::uint8_t, std::set<Id>>;

bool hangs_on_another(const Record_type& type) {
    return std::ranges::any_of(type.columns, [](const auto& column) { return column.attributes.parent; });
}

/// Clients and companies: nobody's own, but what somebody's own may name.
bool is_named_by_own(const Kind_row& row) {
    return row.rights.edit == Right::edit_clients && !hangs_on_another(*row.type);
}

bool is_about_clients(const Kind_row& row) { return row.rights.see == Right::see_clients && !row.type->kind.internal; }

void insert(std::set<Id>& ids, const auto& more) { ids.insert(more.begin(), more.end()); }

Known own_records(const Read& whole, Id person) {
    Known known;
    for (const Kind_row& row : kinds())
        if (row.own != nullptr) insert(known[row.type->kind.number], row.own(whole, person));
    return known;
}

/// What those name, of the kinds that are seen by being named.
void add_named(const Read& whole, const Known& by, Known& known) {
    for (const auto& [kind, ids] : by) {
        const Record_type& type = *kind_row(kind).type;
        for (const Id id : ids)
            if (const auto raw = whole.find(type, id))
                for (const storage::Reference& reference : type.references(raw->fields))
                    if (whole.schema().find(reference.kind) != nullptr && is_named_by_own(kind_row(reference.kind)))
                        known[reference.kind].insert(reference.id);
    }
}

/// Theirs, the clients that these name, and the companies that those name.
Known seen_by(const Read& whole, Id person) {
    Known known = own_records(whole, person);
    Known named;
    add_named(whole, known, named);
    Known further;
    add_named(whole, named, further);
    for (const Known& more : {named, further})
        for (const auto& [kind, ids] : more) insert(known[kind], ids);
    return known;
}

void add_hanging_on(const Read& whole, const Known& known, const Record_type& type, std::set<Id>& ids) {
    for (const storage::Column& column : type.columns) {
        if (!column.attributes.parent || !column.indexed()) continue;
        for (const auto& [kind, above] : known)
            if (column.refers_to_any() || column.refers_to == kind)
                for (const Id id : above)
                    insert(ids, whole.ids_with(type.kind.number, column.tag, key_of_reference(column, kind, id)));
    }
}

}  // namespace

bool is_limited_to_own_work(const Record_type& type) {
    const Kind_row& row = kind_row(type.kind.number);
    return is_about_clients(row) && (row.own != nullptr || hangs_on_another(type) || is_named_by_own(row));
}

Visible seen_of_own_work(const Read& whole, Id person, const Record_type& type) {
    if (!is_limited_to_own_work(type)) return {};
    const Kind_row& row = kind_row(type.kind.number);
    const Known known = seen_by(whole, person);
    std::set<Id> ids;
    if (const auto theirs = known.find(type.kind.number); theirs != known.end()) ids = theirs->second;
    if (row.own == nullptr && hangs_on_another(type)) add_hanging_on(whole, known, type, ids);
    return {.everything = false, .among = std::vector(ids.begin(), ids.end())};
}

}  // namespace office
