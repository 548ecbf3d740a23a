#include "office/records/restore.h"

#include "office/records/among.h"

namespace office {

using storage::Error;

Restorer::Restorer(storage::Write& write, const storage::Record_type& type)
    : write_(&write)
    , type_(&type)
    , definitions_(write.definitions(type))
    , names_(write, type.columns) {}

storage::Raw Restorer::restore(const Known_as& known, std::string_view begun, const storage::Typed& typed) {
    const auto stored = write_->find(*type_, known.id);
    storage::Raw raw{.id = known.id, .revision = 1, .created = known.created, .changed = {}, .fields = {}};
    raw.fields = filled(stored ? std::string_view(stored->fields) : begun, !stored, typed);
    const Among_others among = among_others(type_->kind.number);
    storage::Errors errors;
    if (among.agrees != nullptr) among.agrees(*write_, raw, errors);
    errors.erase("");
    if (!errors.empty()) throw Error(std::move(errors));
    raw = stored ? write_->update(*type_, raw.id, stored->revision, std::move(raw.fields))
                 : write_->revive(*type_, raw.id, raw.revision, raw.created, std::move(raw.fields));
    if (among.came_back != nullptr) among.came_back(*write_, raw);
    return raw;
}

std::string Restorer::filled(std::string_view before, bool is_new, const storage::Typed& typed) {
    storage::Errors errors;
    storage::Typed resolved = typed;
    if (const auto missing = names_.resolve(resolved, errors); !missing.empty() && errors.empty()) {
        make(missing);
        resolved = typed;
        names_.resolve(resolved, errors);
    }
    std::string fields = type_->fill(*type_, before, resolved, is_new, definitions_, errors);
    if (!errors.empty()) throw Error(std::move(errors));
    return fields;
}

/// Companies and tags that no export brought before.
void Restorer::make(const std::vector<Names::Missing>& missing) {
    for (const Names::Missing& one : missing)
        if (storage::Id& id = names_.made(one); id == 0)
            id = write_->create(write_->schema().type(one.column->refers_to), one.fields).id;
}

}  // namespace office
