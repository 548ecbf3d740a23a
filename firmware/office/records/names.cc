#include "office/records/names.h"

#include <algorithm>
#include <array>
#include <format>

#include "office/records/kind.h"
#include "storage/types/filling.h"
#include "storage/words.h"

namespace office {

using storage::Column;
using storage::Id;
using storage::Parsed;
using storage::Record_type;
using storage::Typed;

namespace {

/// In one field: each is looked up, and compared with those before it.
constexpr std::size_t most_names = 200;

std::vector<std::string_view> parts_of(std::string_view text, std::string_view separator) {
    std::vector<std::string_view> parts;
    for (std::size_t begin = 0; begin <= text.size();) {
        const auto end = std::min(text.find(separator, begin), text.size());
        if (const auto part = storage::trimmed(text.substr(begin, end - begin)); !part.empty()) parts.push_back(part);
        begin = end + separator.size();
    }
    return parts;
}

/// What a new record with nothing but that name is stored as, or what is wrong with the name, which may be one of several.
Parsed<std::string> named_record(const Record_type& type, std::string_view name, bool one_of_several) {
    const Column* column = type.column("name");
    if (one_of_several && column != nullptr && storage::declared::is_longer(name, column->longest))
        return std::unexpected(std::format("Each must have at most {} characters.", column->longest));
    storage::Errors errors;
    std::string fields = type.fill(type, {}, {{"name", std::string(name)}}, true, {}, errors);
    if (!errors.empty()) return std::unexpected(errors.begin()->second);
    return fields;
}

std::string key_of(std::uint8_t kind, std::string_view name) {
    return static_cast<char>(kind) + storage::identity_of(name);
}

/// "Oak, Ann (31)" → 31, when that one is called so; 0 for everything else.
Id id_numbered(const storage::Read& read, std::uint8_t kind, std::string_view name) {
    const auto open = name.rfind(" (");
    if (!name.ends_with(')') || open == std::string_view::npos) return 0;
    const Id id = storage::parse_id(name.substr(open + 2, name.size() - open - 3)).value_or(0);
    const bool called_so = id != 0 && read.has(kind, id) &&
                           storage::identity_of(read.name(kind, id)) == storage::identity_of(name.substr(0, open));
    return called_so ? id : 0;
}

void append_id(std::string& ids, Id id) {
    if (!ids.empty()) ids += ',';
    ids += std::to_string(id);
}

}  // namespace

Names::Names(const storage::Read& read, std::span<const Column> columns)
    : read_(&read) {
    storage::each_valued_column(columns, [&](const Column& column) {
        if (column.refers() && column.typed()) references_.push_back(&column);
    });
}

std::vector<Names::Missing> Names::resolve(Typed& typed, storage::Errors& errors) {
    std::vector<Missing> missing;
    for (const Column* column : references_)
        for (const std::string& name : storage::typed_names(*column, typed))
            resolve(*column, name, typed, errors, missing);
    return missing;
}

void Names::resolve(const Column& column, const std::string& name, Typed& typed, storage::Errors& errors,
                    std::vector<Missing>& missing) {
    const auto at = typed.find(name);
    if (auto ids = ids_of(column, at->second, missing)) {
        at->second = std::move(*ids);
    } else {
        errors.emplace(name, ids.error());
        typed.erase(at);
    }
}

Parsed<std::string> Names::ids_of(const Column& column, std::string_view names, std::vector<Missing>& missing) {
    if (column.refers_to_any()) return any_of(names);
    const Naming& naming = kind_row(column.refers_to).naming;
    const auto parts = column.many() ? parts_of(names, naming.separator) : parts_of(names, "\n");
    if (parts.size() > most_names) return std::unexpected("can hold 200 at most");
    if (!column.many() && parts.size() > 1) return std::unexpected("must be a single line");
    std::string ids;
    for (const std::string_view name : parts) {
        const auto id = id_of(column.refers_to, name);
        if (!id) return std::unexpected(id.error());
        if (*id != 0) {
            append_id(ids, *id);
            continue;
        }
        if (column.in_rows) return std::unexpected("is not there yet");
        auto fields = named_record(read_->schema().type(column.refers_to), name, column.many());
        if (!fields) return std::unexpected(fields.error());
        std::string key = key_of(column.refers_to, name);
        const auto same = [&](const Missing& other) { return other.column == &column && other.key == key; };
        if (std::ranges::none_of(missing, same)) missing.push_back({&column, std::move(key), std::move(*fields)});
    }
    return ids;
}

/// A name that one record has, of whichever kind.
Parsed<std::string> Names::any_named(std::string_view name) {
    storage::Any_ref found;
    for (const Kind_row& row : kinds()) {
        const storage::Kind& kind = row.type->kind;
        if (kind.internal || row.type->column(row.naming.columns.front()) == nullptr) continue;
        const auto id = id_named(*read_, kind.number, name);
        if (id && *id == 0) continue;
        if (!id || found) return std::unexpected("fits several: begin with what it is, “client: Ruiz, Ana”");
        found = {kind.number, *id};
    }
    if (!found) return std::unexpected("is not there");
    return storage::show_any(found);
}

/// "Ruiz, Ana", or "client: Ruiz, Ana", or a number in place of the name then.
Parsed<std::string> Names::any_of(std::string_view typed) {
    const std::string numbered = with_kind_number(typed);
    if (const auto known = storage::parse_any(numbered)) return storage::show_any(*known);
    const auto colon = numbered.find(':');
    const auto kind = storage::parse_id(std::string_view(numbered).substr(0, colon));
    if (colon == std::string::npos || !kind || *kind > 255 || name_of_kind(static_cast<std::uint8_t>(*kind)).empty())
        return any_named(storage::trimmed(typed));
    const auto number = static_cast<std::uint8_t>(*kind);
    const auto id = id_of(number, storage::trimmed(std::string_view(numbered).substr(colon + 1)));
    if (!id) return std::unexpected(id.error());
    if (*id == 0) return std::unexpected("is not there yet");
    return storage::show_any({number, *id});
}

/// 0 when there is none and one can be made.
Parsed<Id> Names::id_of(std::uint8_t kind, std::string_view name) {
    const std::string key = key_of(kind, name);
    if (const auto known = known_.find(key); known != known_.end()) return known->second;
    const auto named = id_named(*read_, kind, name);
    if (!named) return named;
    if (*named != 0) return known_[key] = *named;
    if (const Id numbered = id_numbered(*read_, kind, name); numbered != 0) return known_[key] = numbered;
    const Naming& naming = kind_row(kind).naming;
    if (naming.made) return 0;
    const auto number = storage::parse_id(name);
    if (number && *number != 0 && read_->has(kind, *number)) return *number;
    return std::unexpected(naming.unknown);
}

Parsed<Id> id_named(const storage::Read& read, std::uint8_t kind, std::string_view name) {
    const Record_type& type = read.schema().type(kind);
    for (const std::string_view column : kind_row(kind).naming.columns) {
        if (column.empty()) continue;
        const Column& looked_into = *type.column(column);
        const auto ids = read.ids_with(kind, looked_into.tag, *storage::index_key(looked_into, name, {}), 2);
        if (ids.size() > 1) return std::unexpected("fits several: choose one of those that are offered");
        if (ids.size() == 1) return ids.front();
    }
    return 0;
}

std::string name_alone(const storage::Read& read, std::uint8_t kind, Id id) {
    std::string name = read.name(kind, id);
    const Column* column = read.schema().type(kind).column("name");
    if (column == nullptr || column->attributes.index == storage::Index::none) return name;
    const auto namesakes = read.ids_with(kind, column->tag, *storage::index_key(*column, name, {}), 2);
    return namesakes.size() > 1 ? std::format("{} ({})", name, id) : name;
}

std::string_view name_of_kind(std::uint8_t kind) {
    for (const Kind_row& row : kinds())
        if (row.type->kind.number == kind && !row.type->kind.internal) return row.type->kind.name;
    return {};
}

std::string with_kind_number(std::string_view typed) {
    const auto colon = std::min(typed.find(':'), typed.size());
    const std::string called = storage::folded(storage::trimmed(typed.substr(0, colon)));
    for (const Kind_row& row : kinds()) {
        const storage::Kind& kind = row.type->kind;
        const std::array names{kind.name, kind.plural, kind.label, kind.title};
        if (!kind.internal && std::ranges::contains(names, called, storage::folded))
            return std::to_string(kind.number) + std::string(typed.substr(colon));
    }
    return std::string(typed);
}

namespace {

std::string plain_name(const storage::Read& read, std::uint8_t kind, Id id) { return read.name(kind, id); }

std::string named(const storage::Read& read, const storage::Row& row,
                  std::string (*name)(const storage::Read&, std::uint8_t, Id)) {
    if (row.column->refers_to_any()) {
        const auto any = storage::parse_any(row.text);
        if (!any || !*any) return {};
        return std::string(name_of_kind(any->kind)) + ": " + name(read, any->kind, any->id);
    }
    const std::uint8_t kind = row.column->refers_to;
    if (kind == 0) return row.text;
    std::string names;
    for (const Id id : storage::parse_ids(row.text).value_or(std::vector<Id>{})) {
        if (!names.empty()) names += std::string(kind_row(kind).naming.separator) + ' ';
        names += name(read, kind, id);
    }
    return names;
}

}  // namespace

std::string names_of(const storage::Read& read, const storage::Row& row) { return named(read, row, &name_alone); }

bool is_named(const storage::Read& read, const storage::Row& row, std::string_view typed) {
    return typed == names_of(read, row) || typed == named(read, row, &plain_name);
}

}  // namespace office
