#include "office/records/custom_fields.h"

#include <algorithm>
#include <format>
#include <stdexcept>

#include "storage/values/card_number.h"
#include "storage/words.h"

namespace office {

using storage::Custom_field;
using storage::Id;
using storage::Read;
using storage::Write;

namespace {

constexpr std::size_t longest_name = 50;

/// "Annual budget (€)" → "annual_budget".
std::string name_from(std::string_view label) {
    std::string name;
    for (const std::string& word : storage::words_of(label)) {
        const bool plain = std::ranges::none_of(word, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
        if (plain) name += (name.empty() ? "" : "_") + word;
    }
    if (name.size() > longest_name) name.resize(longest_name);
    return name.empty() ? "field" : name;
}

/// All fields of a kind, in their order.
std::vector<Custom_field> fields_of(const Read& read, std::int64_t kind) {
    std::vector<Custom_field> fields;
    for (const Id id : read.where<&Custom_field::of_kind>(kind)) fields.push_back(read.get<Custom_field>(id));
    std::ranges::stable_sort(fields, {}, &Custom_field::position);
    return fields;
}

const storage::Record_type& type_of(const Read& read, const Custom_field& field) {
    return read.schema().type(static_cast<std::uint8_t>(field.of_kind));
}

/// Ids of the records with index entries of a field that begin so, each once.
std::vector<Id> records_with(const Read& read, const Custom_field& field, std::string_view begin, std::size_t limit) {
    const storage::Record_type& type = type_of(read, field);
    std::string ordered;
    storage::put_number(ordered, field.id);
    ordered += begin;
    return read.ids_beginning(type.kind.number, type.custom_tag, ordered, limit);
}

/// Gives a new one its name and the last place.
void name_and_place(const Read& read, Custom_field& field) {
    const auto others = fields_of(read, field.of_kind);
    const std::string name = name_from(field.label);
    field.name = name;
    for (int number = 2; std::ranges::contains(others, field.name, &Custom_field::name); ++number)
        field.name = std::format("{}_{}", name, number);
    field.position = others.empty() ? 1 : others.back().position + 1;
}

}  // namespace

const storage::Record_type& custom_kind(const Read& read) {
    const auto types = read.schema().types();
    const auto type = std::ranges::find_if(types, [](const auto* each) { return each->custom_tag != 0; });
    if (type == types.end()) throw std::logic_error("no kind has custom fields");
    return **type;
}

namespace {

/// Forms, filters and files could not tell them apart.
void refuse_second_label(const Read& read, const Custom_field& field, storage::Errors& errors) {
    const std::int64_t kind = field.of_kind == 0 ? custom_kind(read).kind.number : field.of_kind;
    const std::string label = storage::identity_of(field.label);
    const auto same = [&](const Custom_field& other) {
        return other.id != field.id && storage::identity_of(other.label) == label;
    };
    if (std::ranges::any_of(fields_of(read, kind), same)) errors.emplace("label", "is there already");
}

}  // namespace

void judge_field(Write& write, const Custom_field* before, Custom_field& field, storage::Errors& errors) {
    if (storage::names_security_code(field.label))
        errors.emplace("label", "Security codes of cards are not kept by anybody.");
    if (before == nullptr || storage::identity_of(before->label) != storage::identity_of(field.label))
        refuse_second_label(write, field, errors);
    if (before == nullptr) {
        if (field.of_kind == 0) field.of_kind = custom_kind(write).kind.number;
        return name_and_place(write, field);
    }
    if (before->type != field.type && values_of(write, *before) > 0)
        errors.emplace("type", "cannot change: there are values in this field");
    for (const std::string& choice : before->choice_list())
        if (!std::ranges::contains(field.choice_list(), choice) && is_chosen(write, *before, choice))
            errors.emplace("choices", std::format("must keep “{}”: it is chosen somewhere", choice));
}

void move(Write& write, storage::Ref<Custom_field> ref, int places) {
    auto fields = fields_of(write, write.get(ref).of_kind);
    const auto from = std::ranges::find(fields, ref.id, &Custom_field::id) - fields.begin();
    const auto to = std::clamp<std::ptrdiff_t>(from + places, 0, std::ssize(fields) - 1);
    if (to < from)
        std::rotate(fields.begin() + to, fields.begin() + from, fields.begin() + from + 1);
    else
        std::rotate(fields.begin() + from, fields.begin() + from + 1, fields.begin() + to + 1);
    std::int64_t position = 0;
    for (Custom_field& field : fields) {
        field.position = ++position;
        write.update(field);
    }
}

std::size_t values_of(const Read& read, const Custom_field& field) {
    return records_with(read, field, {}, 1'000).size();
}

bool is_chosen(const Read& read, const Custom_field& field, std::string_view choice) {
    return !records_with(read, field, storage::ordered_text(choice), 1).empty();
}

void take_out_values(Write& write, const Custom_field& field) {
    const storage::Record_type& type = type_of(write, field);
    const storage::Definitions definitions = write.definitions(type);
    const storage::Typed nothing{{"custom." + field.name, ""}};
    for (const Id id : records_with(write, field, {}, SIZE_MAX)) {
        const storage::Raw raw = write.get(type, id);
        storage::Errors none;  // a value that is required may go with its field
        write.update(type, id, raw.revision, type.fill(type, raw.fields, nothing, false, definitions, none));
    }
}

}  // namespace office
