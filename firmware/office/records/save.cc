#include "office/records/save.h"

#include <algorithm>
#include <optional>

#include "office/records/kind.h"
#include "office/records/plain.h"

namespace office {

using storage::Error;
using storage::Id;
using storage::Raw;
using storage::Record_type;
using storage::Typed;

namespace {

/// All of a record that is seen at all, and may be changed. Throws Error{not_found}, Error{refused}.
Raw get_to_change(const storage::Write& whole, const storage::Read& seen, const Record_type& type, Id id) {
    seen.get(type, id);
    Raw raw = whole.get(type, id);
    if (const std::string why = why_not_change(whole, whole.actor(), type, raw); !why.empty())
        throw Error(storage::Fault::refused, why);
    return raw;
}

std::vector<storage::Index_entry> unique_entries(const Record_type& type, std::string_view fields) {
    std::vector<storage::Index_entry> entries;
    type.each_valued_column([&](const storage::Column& column) {
        if (column.attributes.index != storage::Index::unique) return;
        for (std::string& key : type.index_keys(fields, column.tag))
            entries.push_back({column.tag, std::move(key), true});
    });
    return entries;
}

}  // namespace

std::string begun(const storage::Read& read, const Record_type& type) {
    const auto make = kind_row(type.kind.number).begun;
    return make == nullptr ? std::string{} : make(read);
}

Raw save(storage::Write& write, const Record_type& type, Id id, std::uint64_t revision, const Typed& typed,
         References references, const storage::Style& style) {
    return Saver(write, type).save(id, revision, typed, references, style);
}

Raw finish(storage::Write& write, const Record_type& type, std::string_view begun, const Typed& typed,
           References references, const storage::Style& style) {
    return Saver(write, type).finish(begun, typed, references, style);
}

Saver::Saver(storage::Write& write, const Record_type& type)
    : write_(&write)
    , type_(&type)
    , rules_(&kind_row(type.kind.number).rules)
    , may_change_guarded_(may_change_guarded(write, write.actor(), type.kind))
    , scope_(scope_of(write, write.actor()))
    , seen_(write.seen_with(&scope_))
    , definitions_(write.definitions(type))
    , names_(seen_, type.columns) {}

Raw Saver::save(Id id, std::uint64_t revision, const Typed& typed, References references, const storage::Style& style) {
    if (id == 0) return finish(begun(*write_, *type_), typed, references, style);
    write_->doing("edit");
    const Raw stored = get_to_change(*write_, seen_, *type_, id);
    // Only to fail: the store says in its words that somebody else changed it, before anything is judged.
    if (stored.revision != revision) write_->update(*type_, id, revision, stored.fields);
    Raw saved = telling(
        [&] { return write_->update(*type_, id, revision, filled(&stored, stored.fields, typed, references, style)); });
    if (rules_->follow != nullptr) rules_->follow(*write_, saved);
    return saved;
}

Raw Saver::finish(std::string_view begun, const Typed& typed, References references, const storage::Style& style) {
    write_->doing("create");
    Raw saved = telling([&] { return write_->create(*type_, filled(nullptr, begun, typed, references, style)); });
    if (rules_->follow != nullptr) rules_->follow(*write_, saved);
    return saved;
}

Raw Saver::telling(auto&& change) const {
    try {
        return change();
    } catch (const Error& error) {
        if (error.clashes().empty()) throw;
        throw told(error);
    }
}

/// Who holds a value already is said to those who see that record.
Error Saver::told(const Error& error) const {
    storage::Errors fields = error.fields();
    std::map<std::string, storage::Clash> clashes = error.clashes();
    std::erase_if(clashes, [&](const auto& clash) {
        const auto& [field, holder] = clash;
        const bool is_seen = seen_.has(holder.kind, holder.id);
        if (!is_seen) fields[field] = "is taken already";
        return !is_seen;
    });
    return Error(std::move(fields), std::move(clashes));
}

/// Fields with what was typed into those that were there, judged.
std::string Saver::filled(const Raw* stored, std::string_view before, const Typed& typed, References references,
                          const storage::Style& style) {
    storage::Errors errors;
    std::vector<Names::Missing> missing;
    Typed resolved = typed;
    if (stored != nullptr && references == References::names) keep_as_shown(*stored, resolved);
    if (references == References::names) missing = names_.resolve(resolved, errors);
    if (style.decimal != 0) resolve_plain(*type_, definitions_, style, resolved, errors);
    std::string fields = type_->fill(*type_, before, resolved, stored == nullptr, definitions_, errors);
    if (stored != nullptr && !may_change_guarded_) refuse_guarded(*stored, fields, errors);
    const std::string as_typed = fields;
    if (rules_->apply != nullptr) rules_->apply(*write_, stored, fields, errors);
    refuse_unfit(stored, as_typed, errors);
    if (!errors.empty() || !missing.empty())
        refuse_wrong(stored == nullptr ? 0 : stored->id, fields, std::move(errors));
    if (!missing.empty()) fields = with_made(fields, missing, typed);
    return fields;
}

/// What stands there as it was shown was not changed, even where several records are called so.
void Saver::keep_as_shown(const Raw& stored, Typed& typed) const {
    for (const storage::Row& row : type_->show(stored.fields, {}))
        if (row.column->refers_to != 0)
            if (const auto at = typed.find(row.column->name); at != typed.end() && is_named(seen_, row, at->second))
                typed.erase(at);
}

/// Of others than those with the right.
void Saver::refuse_guarded(const Raw& stored, const std::string& fields, storage::Errors& errors) const {
    const Guarded& guarded = kind_row(type_->kind.number).guarded;
    std::vector<const storage::Column*> columns;
    for (const storage::Column& column : type_->columns)
        if (guarded.has(column.name)) columns.push_back(&column);
    const storage::Currency currency = write_->currency();
    const storage::Rows before = type_->show_columns(*type_, stored.fields, columns, currency);
    const storage::Rows after = type_->show_columns(*type_, fields, columns, currency);
    for (std::size_t i = 0; i < after.size(); ++i)
        if (before[i].text != after[i].text) errors.emplace(after[i].column->name, guarded.why);
}

/// What one does not see one does not refer to either, nor anew to what cannot be chosen.
void Saver::refuse_unfit(const Raw* stored, const std::string& fields, storage::Errors& errors) const {
    const auto before = stored == nullptr ? std::vector<storage::Reference>{} : type_->references(stored->fields);
    for (const storage::Reference& now : type_->references(fields)) {
        const auto same = [&](const storage::Reference& was) { return was.tag == now.tag && was.id == now.id; };
        if (std::ranges::any_of(before, same)) continue;
        if (!seen_.has(now.kind, now.id))
            errors.emplace(type_->column_of(now.tag)->name, "is not there any more");
        else if (!may_choose(*write_, now.kind, now.id))
            errors.emplace(type_->column_of(now.tag)->name, kind_row(now.kind).naming.unfit);
    }
}

/// Throws everything that is wrong at once: what was found so far, and what the store would object to.
void Saver::refuse_wrong(Id id, const std::string& fields, storage::Errors errors) const {
    std::map<std::string, storage::Clash> clashes;
    try {
        write_->refuse_clashes(*type_, id, unique_entries(*type_, fields));
    } catch (const Error& clash) {
        errors.insert(clash.fields().begin(), clash.fields().end());
        clashes = clash.clashes();
    }
    if (!errors.empty()) throw Error(std::move(errors), std::move(clashes));
}

/// One that is there, but is not seen, cannot be made again.
Id Saver::make(const Names::Missing& missing) const {
    try {
        return write_->create(write_->schema().type(missing.column->refers_to), missing.fields).id;
    } catch (const Error& error) {
        if (error.clashes().empty()) throw;
        throw Error(storage::Errors{{missing.column->name, told(error).fields().begin()->second}});
    }
}

/// Makes the companies and tags that were missing, and refers to them in the order in which they were typed.
std::string Saver::with_made(const std::string& fields, const std::vector<Names::Missing>& missing,
                             const Typed& typed) {
    Typed references;
    for (const Names::Missing& one : missing) {
        Id& id = names_.made(one);
        if (id == 0) id = make(one);
        references[one.column->name] = typed.at(one.column->name);
    }
    storage::Errors errors;
    names_.resolve(references, errors);
    std::string completed = type_->fill(*type_, fields, references, false, {}, errors);
    if (!errors.empty()) throw Error(std::move(errors));
    return completed;
}

void erase(storage::Write& write, const Record_type& type, Id id) {
    write.doing("delete");
    const storage::Scope scope = scope_of(write, write.actor());
    const Raw raw = get_to_change(write, write.seen_with(&scope), type, id);
    if (const auto prepare = kind_row(type.kind.number).rules.prepare_erase) prepare(write, raw);
    write.erase(type, id);
}

}  // namespace office
