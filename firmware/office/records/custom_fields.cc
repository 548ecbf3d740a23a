#include "office/records/custom_fields.h"

#include <algorithm>
#include <format>
#include <ranges>
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
constexpr std::size_t most_counted = 1'000;

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

/// All fields of a kind.
std::vector<Custom_field> fields_of_kind(const Read& read, std::int64_t kind) {
    std::vector<Custom_field> fields;
    for (const Id id : read.where<&Custom_field::of_kind>(kind)) fields.push_back(read.get<Custom_field>(id));
    return fields;
}

/// Those that records have together with this one, in their order.
std::vector<Custom_field> fields_beside(const Read& read, const Custom_field& field) {
    auto fields = fields_of_kind(read, field.of_kind);
    std::erase_if(fields, [&](const Custom_field& other) { return other.belongs_to != field.belongs_to; });
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
    const auto named = fields_of_kind(read, field.of_kind);
    const std::string name = name_from(field.label);
    field.name = name;
    for (int number = 2; std::ranges::contains(named, field.name, &Custom_field::name); ++number)
        field.name = std::format("{}_{}", name, number);
    const auto others = fields_beside(read, field);
    field.position = others.empty() ? 1 : others.back().position + 1;
}

}  // namespace

const storage::Record_type& custom_kind(const Read& read) {
    const auto types = read.schema().types();
    const auto type = std::ranges::find_if(
        types, [](const auto* each) { return each->custom_tag != 0 && each->definer() == nullptr; });
    if (type == types.end()) throw std::logic_error("no kind has custom fields");
    return **type;
}

const storage::Record_type* kind_defined_by(const storage::Schema& schema, std::uint8_t kind) {
    for (const storage::Record_type* type : schema.types())
        if (const storage::Column* definer = type->definer(); definer != nullptr && definer->refers_to == kind)
            return type;
    return nullptr;
}

namespace {

/// Forms, filters and files could not tell them apart.
void refuse_second_label(const Read& read, const Custom_field& field, storage::Errors& errors) {
    const std::string label = storage::identity_of(field.label);
    const auto same = [&](const Custom_field& other) {
        return other.id != field.id && storage::identity_of(other.label) == label;
    };
    if (std::ranges::any_of(fields_beside(read, field), same)) errors.emplace("label", "is there already");
}

/// Whose field a new one is.
void settle_kind(const Read& read, Custom_field& field, storage::Errors& errors) {
    if (!field.belongs_to) {
        if (field.of_kind == 0) field.of_kind = custom_kind(read).kind.number;
        return;
    }
    if (const auto* type = kind_defined_by(read.schema(), field.belongs_to.kind))
        field.of_kind = type->kind.number;
    else
        errors.emplace("belongs_to", "has no fields of its own");
}

void refuse_lost_choices(const Read& read, const Custom_field& before, const Custom_field& field,
                         storage::Errors& errors) {
    for (const auto& [choice, used] : lost_choices(read, before, field.choice_list()))
        errors.emplace(
            "choices",
            used == 1
                ? std::format("must keep “{}”, which one record has; put another one in its place", choice)
                : std::format("must keep “{}”, which {} records have; put another one in its place", choice, used));
}

}  // namespace

void judge_field(Write& write, const Custom_field* before, Custom_field& field, storage::Errors& errors) {
    if (storage::names_security_code(field.label))
        errors.emplace("label", "Security codes of cards are not kept by anybody.");
    if (before == nullptr) settle_kind(write, field, errors);
    if (before == nullptr || storage::identity_of(before->label) != storage::identity_of(field.label))
        refuse_second_label(write, field, errors);
    if (before == nullptr) return name_and_place(write, field);
    if (before->belongs_to != field.belongs_to) errors.emplace("belongs_to", "cannot be changed");
    if (before->type != field.type && values_of(write, *before) > 0)
        errors.emplace("type", "cannot change: there are values in this field");
    refuse_lost_choices(write, *before, field, errors);
}

void move(Write& write, storage::Ref<Custom_field> ref, int places) {
    auto fields = fields_beside(write, write.get(ref));
    const auto from = std::ranges::find(fields, ref.id, &Custom_field::id) - fields.begin();
    const auto to = std::clamp<std::ptrdiff_t>(from + places, 0, std::ssize(fields) - 1);
    if (to < from)
        std::rotate(fields.begin() + to, fields.begin() + from, fields.begin() + from + 1);
    else
        std::rotate(fields.begin() + from, fields.begin() + from + 1, fields.begin() + to + 1);
    std::int64_t position = 0;
    for (Custom_field& field : fields) {
        if (field.position == ++position) continue;
        field.position = position;
        write.update(field);
    }
}

std::size_t values_of(const Read& read, const Custom_field& field) {
    return records_with(read, field, {}, most_counted).size();
}

std::vector<Lost_choice> lost_choices(const Read& read, const Custom_field& field,
                                      const std::vector<std::string>& kept) {
    std::vector<Lost_choice> lost;
    for (const std::string& choice : field.choice_list())
        if (!std::ranges::contains(kept, choice))
            if (const auto used = records_with(read, field, storage::ordered_text(choice), most_counted).size();
                used > 0)
                lost.push_back({choice, used});
    return lost;
}

namespace {

/// "Red, Green" with "Blue" in place of "Red"; each once.
std::string with_other_choice(std::string_view chosen, std::string_view choice, std::string_view other) {
    std::vector<std::string_view> kept;
    for (const auto part : std::views::split(chosen, ',')) {
        const std::string_view one = storage::trimmed(std::string_view(part));
        const std::string_view now = one == choice ? other : one;
        if (!now.empty() && !std::ranges::contains(kept, now)) kept.push_back(now);
    }
    std::string joined;
    for (const std::string_view one : kept) joined.append(joined.empty() ? "" : ", ").append(one);
    return joined;
}

std::string with_other_run(std::string_view fields, std::uint8_t tag, std::string_view payload) {
    std::string other;
    for (storage::Reader reader(fields); !reader.done();) {
        const std::uint8_t at = reader.byte();
        const std::string_view run = reader.text();
        if (at != tag || !payload.empty()) storage::put_run(other, at, at == tag ? payload : run);
    }
    return other;
}

void replace_in_record(Write& write, const storage::Record_type& type, Id id, const Custom_field& field,
                       const Other_choice& asked) {
    const storage::Raw raw = write.get(type, id);
    auto custom = storage::Value<storage::Custom>::decode(storage::payload_of(raw.fields, type.custom_tag));
    const storage::Custom_value* value = custom.find(field.id);
    custom.set({field.id, value->type, with_other_choice(value->bytes, asked.choice, asked.to)});
    std::string payload;
    storage::Value<storage::Custom>::encode(payload, custom);
    write.update(type, id, raw.revision, with_other_run(raw.fields, type.custom_tag, payload));
}

/// The list with another choice in place of one; where that is among them already, without the one.
storage::Text replaced(const Custom_field& field, const Other_choice& asked) {
    auto list = field.choice_list();
    const auto at = std::ranges::find(list, asked.choice);
    if (asked.to.empty() || std::ranges::contains(list, asked.to))
        list.erase(at);
    else
        *at = asked.to;
    storage::Text choices;
    for (const std::string& choice : list) choices.text.append(choices.text.empty() ? "" : "\n").append(choice);
    return choices;
}

}  // namespace

void replace_choice(Write& write, storage::Ref<Custom_field> ref, const Other_choice& asked) {
    Custom_field field = write.get(ref);
    storage::Errors errors;
    if (!std::ranges::contains(field.choice_list(), asked.choice))
        errors.emplace("choice", "is not one of the choices");
    if (field.required && asked.to.empty()) errors.emplace("to", storage::is_required);
    if (asked.to.contains(',')) errors.emplace("to", "must not contain commas");
    if (!errors.empty()) throw storage::Error(std::move(errors));
    const auto chosen = records_with(write, field, storage::ordered_text(asked.choice), SIZE_MAX);
    field.choices = replaced(field, asked);
    write.update(field);
    for (const Id id : chosen) replace_in_record(write, type_of(write, field), id, field, asked);
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
