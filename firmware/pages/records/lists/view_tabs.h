// Saved views above a list (office/people/saved_view.h): which there are, and whether the list still is what its view says.
#pragma once

#include <string>
#include <string_view>

#include "office/people/saved_view.h"
#include "pages/records/lists/list_found.h"

namespace pages {

/// Where a list is as its view says: "/clients?status=active&sort=name&column=email&view=7".
std::string view_url(const office::Saved_view& view, std::string_view list_url);
/// The whole list, whatever one begins with.
std::string whole_list_url(const List_query& query);
/// What a view of that list has to keep.
storage::Typed view_of(const List_query& query, const storage::Kind& kind);

/// Where to go instead, when the address names a view and nothing else, or nothing at all and one begins with a view; "" when it
/// says what it asks for.
std::string opened_instead(const storage::Read& read, const Records& records, const http::Request& request);

void set_view_tabs(Data& data, const Records& records, const http::Request& request, const Found_list& found);

}  // namespace pages
