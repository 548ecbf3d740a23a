#include "storage/custom_field.h"

#include <algorithm>
#include <format>
#include <ranges>
#include <set>

#include "storage/types/describe.h"
#include "storage/words.h"

namespace storage {

namespace {

bool has_choices(const Custom_field& field) {
    return field.type == Custom_type::choice || field.type == Custom_type::choices;
}

}  // namespace

std::vector<std::string> Custom_field::choice_list() const {
    std::vector<std::string> list;
    for (const auto line : std::views::split(choices.text, '\n'))
        if (const auto choice = trimmed(std::string_view(line)); !choice.empty()) list.emplace_back(choice);
    return list;
}

void check(const Custom_field& field, Errors& errors) {
    if (!has_choices(field)) return;
    const auto choices = field.choice_list();
    if (choices.empty()) errors.emplace("choices", "needs at least one choice");
    std::set<std::string> identities;
    for (const std::string& choice : choices)
        if (!identities.insert(identity_of(choice)).second)
            errors.emplace("choices", std::format("has “{}” twice", choice));
    if (std::ranges::any_of(choices, [](const auto& choice) { return choice.contains(','); }))
        errors.emplace("choices", "must not contain commas");
}

Column column_of(const Custom_field& field) {
    Column column{.name = "custom." + field.name,
                  .label = field.label,
                  .control = control_of(field.type),
                  .longest = field.type == Custom_type::choices ? 2'000UL : 500UL,
                  .attributes = {.required = field.required, .search = true, .index = Index::sorted},
                  .custom = field.id,
                  .custom_type = field.type,
                  .defined_by = field.belongs_to.id};
    if (has_choices(field))
        for (const std::string& choice : field.choice_list()) {
            std::string key;
            put_number(key, field.id);
            column.options.push_back({choice, choice, key + ordered_text(choice)});
        }
    return column;
}

template const Record_type& record_type<Custom_field>();

}  // namespace storage
