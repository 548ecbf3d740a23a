#include "storage/record_type.h"

namespace storage {

const Column* Record_type::column(std::string_view name) const {
    const auto at = std::ranges::find(columns, name, &Column::name);
    return at == columns.end() ? nullptr : &*at;
}

const Column* Record_type::column(const Record_type& type, const Definitions& definitions, std::string_view name) {
    if (const Column* declared = type.column(name)) return declared;
    const auto at = std::ranges::find(definitions.columns, name, &Column::name);
    return at == definitions.columns.end() ? nullptr : &*at;
}

bool Record_type::secret(std::uint8_t tag) const {
    return std::ranges::any_of(
        columns, [&](const Column& column) { return column.tag == tag && column.control == Control::password; });
}

namespace declared {

void fill_custom(Custom& custom, const Typed& typed, bool is_new, const Definitions& definitions, Errors& errors) {
    for (const Column& column : definitions.columns) {
        const auto found = typed.find(column.name);
        const bool required = column.attributes.required;
        if (found == typed.end()) {
            if (is_new && required && custom.find(column.custom) == nullptr) errors.emplace(column.name, "is required");
            continue;
        }
        if (found->second.size() > column.longest) {
            errors.emplace(column.name, "is too long");
            continue;
        }
        auto bytes = parse_custom(column.custom_type, column, found->second);
        if (!bytes)
            errors.emplace(column.name, bytes.error());
        else if (required && bytes->empty())
            errors.emplace(column.name, "is required");
        else
            custom.set({column.custom, column.custom_type, std::move(*bytes)});
    }
}

}  // namespace declared

}  // namespace storage
