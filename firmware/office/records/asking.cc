#include "office/records/asking.h"

#include <array>

namespace office {

using storage::Column;
using storage::Control;
using storage::Filter;
using storage::Parsed;

namespace {

/// Below every value that is one, so that days that are not known are in no range.
std::string lowest(const Column& column) {
    std::string key;
    if (column.custom != 0) storage::put_number(key, column.custom);
    if (column.custom != 0 || column.control != Control::date) return key;
    std::vector<std::string> unset;
    storage::Value<storage::Date>::order({}, unset);
    return unset.front() + '\0';
}

/// Behind every value of a custom field: they are eight bytes long.
std::optional<std::string> highest(const Column& column) {
    if (column.custom == 0) return std::nullopt;
    return lowest(column) + std::string(8, '\xFF');
}

}  // namespace

bool can_range(const Column& column) {
    if (!column.indexed() || column.attributes.hidden) return false;
    switch (column.control) {
    case Control::date:
    case Control::moment:
    case Control::number:
    case Control::money: return true;
    default: return false;
    }
}

Parsed<Filter> in_range(const Column& column, std::string_view from, std::string_view to) {
    Filter filter{.mode = Filter::between, .tag = column.tag, .from = lowest(column), .to = highest(column)};
    if (!from.empty()) {
        auto key = storage::index_key(column, from);
        if (!key) return std::unexpected(key.error());
        filter.from = std::move(*key);
    }
    if (!to.empty()) {
        auto key = storage::index_key(column, to);
        if (!key) return std::unexpected(key.error());
        filter.to = std::move(*key);
    }
    return filter;
}

bool can_be_empty(const Column& column) {
    return can_range(column) && (column.custom != 0 || column.control == Control::date);
}

Filter is_empty(const Column& column, bool empty) {
    return {.mode = empty ? Filter::not_between : Filter::between,
            .tag = column.tag,
            .from = lowest(column),
            .to = highest(column)};
}

std::optional<Asked> asked_by(std::string_view name) {
    for (const std::string_view what : std::array{"from", "to", "empty"}) {
        const std::string_view column = name.substr(0, name.size() - std::min(name.size(), what.size() + 1));
        if (!column.empty() && name[column.size()] == '.' && name.ends_with(what)) return Asked{column, what};
    }
    return std::nullopt;
}

}  // namespace office
