// What a list is asked for as people read it: "Status is Active", "Tags with VIP or Lead", "Budget over 5,000".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pages/records/lists/list_found.h"

namespace pages {

/// Values of a field that are few and known: options, stars, yes and no, "me", and the records that `found` lists.
std::vector<Choice> choices_of(const Language& language, const storage::Column& column, const Found_list& found);

/// "This week", "Last 30 days"; nothing for a plain day.
std::optional<std::string> days_text(const Language& language, std::string_view typed);

/// One value that a field is asked for.
std::string value_text(const Language& language, const storage::Column& column, std::string_view value,
                       const Found_list& found);

/// The whole condition, and what is wrong with it.
std::string condition_text(const Language& language, const office::Asked& asked, const Found_list& found);

}  // namespace pages
