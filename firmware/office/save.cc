#include "office/save.h"

#include <algorithm>
#include <array>
#include <optional>

#include "office/client.h"
#include "office/rules.h"

namespace office {

using storage::Column;
using storage::Error;
using storage::Id;
using storage::Parsed;
using storage::Raw;
using storage::Record_type;
using storage::Typed;

namespace {

/// How records of a kind are named by people.
struct Naming {
    std::uint8_t kind;
    std::string_view separator;                ///< between several
    std::array<std::string_view, 2> columns;   ///< indexed ones that are looked into, in this order
    bool made;                                 ///< one that is not there yet is made on the spot
    const char* unknown;
};

constexpr std::array namings{
    Naming{Company::kind.number, ",", {"name", ""}, true, ""},
    Naming{Tag::kind.number, ",", {"name", ""}, true, ""},
    Naming{User::kind.number, ",", {"email", "name"}, false, "is not a user's name or e-mail address"},
    Naming{Client::kind.number, ";", {"email", "name"}, false, "is not a client's name or e-mail address"},
    Naming{Contact::kind.number, ";", {"email", "name"}, false, "is not a contact's name or e-mail address"},
};

const Naming& naming_of(std::uint8_t kind) {
    const auto at = std::ranges::find(namings, kind, &Naming::kind);
    if (at == namings.end()) throw std::logic_error("records of this kind are not referred to by name");
    return *at;
}

std::vector<std::string_view> parts_of(std::string_view text, std::string_view separator) {
    std::vector<std::string_view> parts;
    for (std::size_t begin = 0; begin <= text.size();) {
        const auto end = std::min(text.find(separator, begin), text.size());
        if (const auto part = storage::trimmed(text.substr(begin, end - begin)); !part.empty()) parts.push_back(part);
        begin = end + separator.size();
    }
    return parts;
}

/// What a new record with nothing but that name is stored as, or what is wrong with the name.
Parsed<std::string> named_record(const Record_type& type, std::string_view name) {
    storage::Errors errors;
    std::string fields = type.fill(type, {}, {{"name", std::string(name)}}, true, {}, errors);
    if (!errors.empty()) return std::unexpected(errors.begin()->second);
    return fields;
}

void append_id(std::string& ids, Id id) {
    if (!ids.empty()) ids += ',';
    ids += std::to_string(id);
}

}  // namespace

Raw save(storage::Write& write, const Record_type& type, Id id, std::uint64_t revision, const Typed& typed,
         References references) {
    return Saver(write, type).save(id, revision, typed, references);
}

Saver::Saver(storage::Write& write, const Record_type& type)
    : write_(&write), type_(&type), definitions_(write.definitions(type)) {
    for (const Column& column : type.columns)
        if (column.refers_to != 0 && column.typed()) references_.push_back(&column);
}

Raw Saver::save(Id id, std::uint64_t revision, const Typed& typed, References references) {
    std::optional<Raw> stored;
    if (id != 0) stored = write_->get(*type_, id);
    // Only to fail: the store says in its words that somebody else changed it, before anything is judged.
    if (stored && stored->revision != revision) write_->update(*type_, id, revision, stored->fields);

    storage::Errors errors;
    std::vector<Missing> missing;
    Typed resolved = typed;
    if (references == References::names) resolve(resolved, missing, errors);
    std::string fields = type_->fill(*type_, stored ? stored->fields : std::string{}, resolved, !stored, definitions_,
                                     errors);
    apply_rules(*write_, *type_, stored ? &*stored : nullptr, fields, errors);
    if (!errors.empty() || !missing.empty()) refuse_wrong(id, fields, std::move(errors));
    if (!missing.empty()) fields = with_made(fields, missing, std::move(resolved));

    Raw saved = stored ? write_->update(*type_, id, revision, std::move(fields))
                       : write_->create(*type_, std::move(fields));
    follow_rules(*write_, *type_, saved);
    return saved;
}

/// Turns names into ids; what cannot be is left out and has an error, or is among `missing`.
void Saver::resolve(Typed& typed, std::vector<Missing>& missing, storage::Errors& errors) {
    for (const Column* column : references_) {
        const auto at = typed.find(column->name);
        if (at == typed.end()) continue;
        if (auto ids = ids_of(*column, at->second, missing)) {
            at->second = std::move(*ids);
        } else {
            errors.emplace(column->name, ids.error());
            typed.erase(at);
        }
    }
}

Parsed<std::string> Saver::ids_of(const Column& column, std::string_view names, std::vector<Missing>& missing) {
    const Naming& naming = naming_of(column.refers_to);
    const auto parts = column.many() ? parts_of(names, naming.separator) : parts_of(names, "\n");
    if (!column.many() && parts.size() > 1) return std::unexpected("must be a single line");
    std::string ids;
    for (const std::string_view name : parts) {
        const auto id = id_of(naming.kind, name);
        if (!id) return std::unexpected(id.error());
        if (*id != 0) {
            append_id(ids, *id);
            continue;
        }
        auto fields = named_record(write_->schema().type(naming.kind), name);
        if (!fields) return std::unexpected(fields.error());
        std::string key = storage::ordered_text(name);
        const auto same = [&](const Missing& other) { return other.column == &column && other.key == key; };
        if (std::ranges::none_of(missing, same)) missing.push_back({&column, std::move(key), std::move(*fields)});
    }
    return ids;
}

/// 0 when there is none and one can be made.
Parsed<Id> Saver::id_of(std::uint8_t kind, std::string_view name) {
    const Naming& naming = naming_of(kind);
    const Record_type& type = write_->schema().type(kind);
    const std::string key = storage::ordered_text(name);
    if (const auto known = known_.find({kind, key}); known != known_.end()) return known->second;
    for (const std::string_view column : naming.columns) {
        if (column.empty()) continue;
        const auto ids = write_->ids_with(kind, type.column(column)->tag, key, 2);
        if (ids.size() > 1) return std::unexpected("fits several: give the e-mail address instead");
        if (ids.size() == 1) return known_[{kind, key}] = ids.front();
    }
    if (naming.made) return 0;
    const auto number = storage::parse_id(name);
    if (number && *number != 0 && write_->has(kind, *number)) return *number;
    return std::unexpected(naming.unknown);
}

/// Throws everything that is wrong at once: what was found so far, and what the store would object to.
void Saver::refuse_wrong(Id id, const std::string& fields, storage::Errors errors) const {
    std::map<std::string, storage::Clash> clashes;
    try {
        write_->refuse_clashes(*type_, id, type_->index_entries(fields));
    } catch (const Error& clash) {
        errors.insert(clash.fields().begin(), clash.fields().end());
        clashes = clash.clashes();
    }
    if (!errors.empty()) throw Error(std::move(errors), std::move(clashes));
}

/// Makes the companies and tags that were missing, and refers to them.
std::string Saver::with_made(const std::string& fields, const std::vector<Missing>& missing, Typed typed) {
    Typed references;
    for (const Missing& one : missing) {
        const std::uint8_t kind = one.column->refers_to;
        Id& id = known_[{kind, one.key}];
        if (id == 0) id = write_->create(write_->schema().type(kind), one.fields).id;
        std::string& ids = typed[one.column->name];
        append_id(ids, id);
        references[one.column->name] = ids;
    }
    storage::Errors errors;
    std::string completed = type_->fill(*type_, fields, references, false, {}, errors);
    if (!errors.empty()) throw Error(std::move(errors));
    return completed;
}

void erase(storage::Write& write, const Record_type& type, Id id) {
    prepare_erase(write, type, write.get(type, id));
    write.erase(type, id);
}

std::string names_of(const storage::Read& read, const storage::Row& row) {
    const std::uint8_t kind = row.column->refers_to;
    if (kind == 0) return row.text;
    std::string names;
    for (const Id id : storage::parse_ids(row.text).value_or(std::vector<Id>{})) {
        if (!names.empty()) names += std::string(naming_of(kind).separator) + ' ';
        names += read.name(kind, id);
    }
    return names;
}

}  // namespace office
