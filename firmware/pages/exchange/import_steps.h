// What all steps of an import share: where it is, what was made of it, and the page that is shown while its file is read.
#pragma once

#include <string>
#include <string_view>

#include "office/exchange/import.h"
#include "pages/frame/page.h"

namespace pages {

/// "/import/7/check".
std::string url_of(const office::Import& import, std::string_view step);
office::Import import_of(const Site& site, const http::Request& request);
/// Sets what parts/import_steps needs: "step_upload", "step_columns", "step_check" or "step_run".
void set_step(Data& data, const Language& language, std::string_view step);

/// Where all that it made is taken back; "" when that is over, or done.
std::string undo_of(const storage::Read& read, const http::Request& request, const office::Import& import);
/// Told by the record that it changed first: the last that was done to it was to take that back. Asked as nobody in particular,
/// since what is gone has no history that anybody sees.
bool was_taken_back(const Site& site, const office::Import& import);

/// How far it is, in place of the page that asks for its columns, and of that which shows its rows. Asks again by itself.
http::Response reading_page(const Site& site, const http::Request& request, const office::Import& import);
http::Response checking_page(const Site& site, const http::Request& request, const office::Import& import);

}  // namespace pages
