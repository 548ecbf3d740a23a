#include "pages/exchange/column_titles.h"

#include <format>

#include "pages/records/fields.h"

namespace pages {

std::string title_of(const Language& language, const storage::Column& column) {
    const std::string label = label_of(language, column);
    return column.group.empty() ? label : std::format("{}: {}", language.say(column.group), label);
}

}  // namespace pages
