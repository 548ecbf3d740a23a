#include "office/records/merging.h"

#include <algorithm>
#include <map>
#include <ranges>

#include "office/records/kind.h"
#include "office/records/merger.h"
#include "office/records/save.h"

namespace office {

using storage::Column;
using storage::Error;
using storage::Fault;

namespace {

using Values = std::map<std::string, std::string, std::less<>>;

Values values_of(const storage::Record_type& type, const storage::Raw& raw, const storage::Definitions& definitions) {
    Values values;
    for (const storage::Row& row : type.show(raw.fields, definitions)) values[row.column->name] = row.text;
    return values;
}

/// A box that is not ticked says no, which is no lack of a value.
bool is_missing(const Column& column, std::string_view text) {
    const bool box = column.control == storage::Control::checkbox && column.custom == 0 && !column.optional;
    return text.empty() && !box;
}

/// "billing_address.city" → "billing_address."; nothing for what is no part.
std::string_view part_of(const Column& column) {
    const auto dot = column.name.find('.');
    return column.custom != 0 || dot == std::string::npos ? "" : std::string_view(column.name).substr(0, dot + 1);
}

bool is_empty_part(const Values& values, std::string_view part) {
    return std::ranges::none_of(values,
                                [&](const auto& one) { return one.first.starts_with(part) && !one.second.empty(); });
}

std::vector<std::string> parts_of(std::string_view text) {
    std::vector<std::string> parts;
    for (const auto each : std::views::split(text, ','))
        if (const auto part = storage::trimmed(std::string_view(each)); !part.empty()) parts.emplace_back(part);
    return parts;
}

/// "3,9" and "9,12" → "3,9,12"; `one` itself when it has all of the other.
std::string united(const std::string& one, std::string_view other) {
    std::vector<std::string> all = parts_of(one);
    const std::size_t own = all.size();
    for (std::string& part : parts_of(other))
        if (!std::ranges::contains(all, part)) all.push_back(std::move(part));
    if (all.size() == own) return one;
    std::string text;
    for (const std::string& part : all) text += (text.empty() ? "" : ",") + part;
    return text;
}

struct Moved {
    const storage::Record_type* type;
    storage::Id id;
};

/// What refers to one that goes and has something to do about it.
std::vector<Moved> moved_with(const storage::Read& read, storage::Subject gone) {
    std::vector<Moved> moved;
    for (const auto& [type, column] : read.schema().referrers(gone.kind))
        if (kind_row(type->kind.number).rules.joined != nullptr)
            for (const storage::Id id :
                 read.ids_with(type->kind.number, column->tag, storage::key_of_reference(*column, gone.kind, gone.id)))
                moved.push_back({type, id});
    return moved;
}

}  // namespace

storage::Typed missing_values(const storage::Read& read, const storage::Record_type& type, const storage::Raw& kept,
                              const storage::Raw& gone) {
    const storage::Definitions definitions = read.definitions(type);
    const Values own = values_of(type, kept, definitions);
    const Values others = values_of(type, gone, definitions);
    storage::Typed missing;
    type.each_column(definitions, [&](const Column& column) {
        const auto other = others.find(column.name);
        const auto mine = own.find(column.name);
        if (!column.typed() || column.control == storage::Control::rows || column.kept() || other == others.end() ||
            mine == own.end() || other->second.empty())
            return;
        if (column.many()) {
            if (std::string all = united(mine->second, other->second); all != mine->second) missing[column.name] = all;
        } else if (part_of(column).empty() ? is_missing(column, mine->second) : is_empty_part(own, part_of(column))) {
            missing[column.name] = other->second;
        }
    });
    return missing;
}

void merge_into(storage::Write& write, const storage::Record_type& type, storage::Id gone, storage::Id kept) {
    if (gone == kept) throw Error(Fault::refused, "It cannot be merged with itself.");
    const storage::Raw going = write.get(type, gone);
    const storage::Raw staying = write.get(type, kept);
    for (const storage::Raw* raw : {&going, &staying})
        if (const std::string why = why_not_change(write, write.actor(), type, *raw); !why.empty())
            throw Error(Fault::refused, why);
    storage::Typed taken = missing_values(write, type, staying, going);
    if (!may_change_guarded(write, write.actor(), type.kind))
        std::erase_if(taken, [&](const auto& one) { return kind_row(type.kind.number).guarded.has(one.first); });
    const auto moved = moved_with(write, {type.kind.number, gone});
    write.redirect(type.kind.number, gone, kept);
    for (const Moved& one : moved)
        kind_row(one.type->kind.number).rules.joined(write, write.get(*one.type, one.id), {type.kind.number, gone});
    write.erase(type, gone);
    Merger merger;
    merger.into = {type.kind.number, kept};
    merger.gone = static_cast<std::int64_t>(gone);
    write.create(merger);
    if (!taken.empty()) save(write, type, kept, write.get(type, kept).revision, taken, References::ids);
}

}  // namespace office
