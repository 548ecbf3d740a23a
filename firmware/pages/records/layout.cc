#include "pages/records/layout.h"

#include <algorithm>
#include <iterator>

#include "pages/records/kind.h"

namespace pages {

namespace {

/// "billing_address.city" → "billing_address"; "" for what is no part. Custom fields have a point in their names too.
std::string_view part_of(const storage::Column& column) {
    if (column.custom != 0 || column.group.empty()) return {};
    return std::string_view(column.name).substr(0, column.name.find('.'));
}

void add_item(std::vector<Item>& items, const storage::Column& column) {
    if (column.attributes.hidden) return;
    const std::string_view part = part_of(column);
    if (part.empty())
        items.push_back({column.name, column.label, {&column}, false});
    else if (!items.empty() && items.back().name == part)
        items.back().columns.push_back(&column);
    else
        items.push_back({std::string(part), column.group, {&column}, true});
}

}  // namespace

std::vector<Item> items_of(const storage::Record_type& type, const storage::Definitions& definitions) {
    std::vector<Item> items;
    for (const auto& column : type.columns) add_item(items, column);
    for (const auto& column : definitions.columns) add_item(items, column);
    return items;
}

std::vector<Item> items_of(std::span<const storage::Column> columns) {
    std::vector<Item> items;
    for (const auto& column : columns) add_item(items, column);
    return items;
}

std::optional<Item> find_item(const storage::Record_type& type, const storage::Definitions& definitions,
                              std::string_view name) {
    std::vector<Item> found;
    const auto add = [&](const storage::Column& column) {
        if (column.name == name || part_of(column) == name) add_item(found, column);
    };
    std::ranges::for_each(type.columns, add);
    std::ranges::for_each(definitions.columns, add);
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

std::vector<Group> groups_of(const storage::Record_type& type, const storage::Definitions& definitions) {
    std::vector<Item> items = items_of(type, definitions);
    const auto& sections = page_row(type.kind.number).sections;
    const auto is_placed = [&](const Item& item) {
        return std::ranges::any_of(
            sections, [&](const Section& section) { return std::ranges::contains(section.fields, item.name); });
    };
    std::erase_if(items, [&](const Item& item) { return item.column().derived && !is_placed(item); });
    std::vector<Group> groups;
    const auto move_into = [&](Group& group, auto belongs) {
        const auto rest = std::ranges::stable_partition(items, [&](const Item& item) { return !belongs(item); });
        std::ranges::move(rest, std::back_inserter(group.items));
        items.erase(rest.begin(), rest.end());
    };
    for (const Section& section : sections) {
        Group group{section.title, {}};
        for (const std::string_view field : section.fields)
            move_into(group, [&](const Item& item) { return item.name == field; });
        groups.push_back(std::move(group));
    }
    Group custom{type.definer() == nullptr ? "Custom fields" : "Attributes", {}};
    move_into(custom, [](const Item& item) { return item.column().custom != 0 && item.column().group.empty(); });
    if (type.definer() != nullptr && !groups.empty()) {  // which stands in the first one
        groups.insert(groups.begin() + 1, std::move(custom));
        custom = {};
    }
    Group own{groups.empty() ? "" : "More", {}};
    move_into(own, [](const Item& item) { return item.column().custom == 0; });
    groups.push_back(std::move(own));
    groups.push_back(std::move(custom));
    groups.push_back({"Kept from another kind", std::move(items)});
    std::erase_if(groups, [](const Group& group) { return group.items.empty(); });
    return groups;
}

storage::Tag_path name_order(const storage::Record_type& type) {
    const storage::Column* name = type.column("name");
    return name != nullptr && name->indexed() ? name->tag : storage::Tag_path{storage::index_tag::created};
}

std::vector<std::string> usual_columns(const storage::Record_type& type, bool within) {
    const Page_row& row = page_row(type.kind.number);
    const auto& usual = within && !row.brief.empty() ? row.brief : row.columns;
    if (!usual.empty()) return {usual.begin(), usual.end()};
    std::vector<std::string> names;
    for (const auto& column : type.columns)
        if (column.name != "name" && !column.attributes.hidden && column.control != storage::Control::textarea &&
            names.size() < 5)
            names.push_back(column.name);
    return names;
}

}  // namespace pages
