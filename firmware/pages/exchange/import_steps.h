// What the steps of an import share: where it is, what was made of it, and the page that is shown while its file is read.
#pragma once

#include <string>
#include <string_view>

#include "office/exchange/import.h"
#include "pages/frame/page.h"

namespace pages {

/// "/import/7/check"
std::string url_of(const office::Import& import, std::string_view step);
/// Of the request's path.
office::Import import_of(const Site& site, const http::Request& request);
/// What the file holds.
const storage::Record_type& type_of(const office::Import& import);

/// Sets parts/import_steps and the title, which names the kind.
void set_step(Data& data, const Language& language, std::string_view step, const storage::Kind& kind);

/// Where all that it made is taken back; "" when that is over, or done.
std::string undo_of(const storage::Read& read, const http::Request& request, const office::Import& import);
/// Told by the record that it changed first: the last that was done to it was to take that back. Asked as nobody in particular,
/// since what is gone has no history that anybody sees.
bool was_taken_back(const Site& site, const office::Import& import);

/// How far it is, in place of the page that asks for its columns, and of that which shows its rows. Asks again by itself.
http::Response reading_page(const Site& site, const http::Request& request, const office::Import& import);
http::Response checking_page(const Site& site, const http::Request& request, const office::Import& import);

}  // namespace pages
