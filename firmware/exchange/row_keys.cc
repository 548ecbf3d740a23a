#include "exchange/row_keys.h"

#include <array>
#include <format>

#include "storage/values/clean.h"
#include "storage/words.h"

namespace exchange {

using storage::Column;
using storage::Typed;

namespace {

/// All that a person's name is made of.
Typed parts_of_name(const Typed& typed) {
    constexpr std::array<std::string_view, 4> parts{"first_name", "last_name", "organisation", "type"};
    Typed found;
    for (const std::string_view part : parts)
        if (const auto at = typed.find(part); at != typed.end()) found.insert(*at);
    return found;
}

/// As client names are made, but of what the row says: that takes no record.
std::string said_name(const Row_read& row) {
    const std::string_view organisation = row.value("organisation");
    std::string person(row.value("last_name"));
    if (!row.value("first_name").empty()) {
        if (!person.empty()) person += ", ";
        person += row.value("first_name");
    }
    const bool is_organisation = storage::identity_of(row.value("type")) == "organisation";
    return !organisation.empty() && (is_organisation || person.empty()) ? std::string(organisation) : person;
}

Typed without_references(const storage::Record_type& type, const Typed& typed) {
    Typed plain = typed;
    for (const Column& column : type.columns)
        if (column.refers()) plain.erase(column.name);
    return plain;
}

}  // namespace

Row_keys::Row_keys(const storage::Record_type& type, const storage::Definitions& definitions)
    : type_(type)
    , definitions_(definitions) {
    for (const Column& column : type.columns) {
        if (column.typed() && column.attributes.index == storage::Index::unique) unique_ = &column;
        if (column.name == "reference" && column.indexed()) reference_ = &column;
    }
}

std::vector<std::string> Row_keys::of(const Row_read& row) const {
    std::vector<std::string> keys;
    if (!row.own_id.empty()) keys.push_back(told_by::own_id + row.own_id);
    const auto add = [&](char by, const Column* column) {
        const std::string_view value = column == nullptr ? std::string_view{} : row.value(column->name);
        if (value.empty()) return;
        if (const auto key = storage::index_key(*column, value, definitions_.currency)) keys.push_back(by + *key);
    };
    add(told_by::unique, unique_);
    add(told_by::reference, reference_);
    if (std::string said = plain(row); !said.empty()) keys.push_back(std::move(said));
    return keys;
}

std::string Row_keys::plain(const Row_read& row) const {
    if (!has_person_names(type_)) return {};
    if (row.value("first_name").size() + row.value("last_name").size() + row.value("organisation").size() == 0)
        return {};
    const std::string name = storage::identity_of(storage::clean_line(said_name(row)));
    if (name.empty()) return {};
    return std::format("{}{}\n{}\n{}", told_by::what_it_says, name, storage::phone_digits(row.value("phone")),
                       storage::identity_of(row.value("billing_address.city")));
}

std::string Row_keys::name_of(const Typed& typed) const {
    const Typed plain = has_person_names(type_) ? parts_of_name(typed) : without_references(type_, typed);
    storage::Errors ignored;
    return type_.name(type_.fill(type_, {}, plain, true, {}, ignored));
}

std::vector<std::string> Row_keys::labels() const {
    std::vector<std::string> labels{"Id"};
    for (const Column* column : {unique_, reference_})
        if (column != nullptr) labels.push_back(column->label);
    return labels;
}

}  // namespace exchange
