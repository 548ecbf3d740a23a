// What stands above a list: its controls, and as chips what it is asked for now.
#pragma once

#include "pages/frame/page.h"
#include "pages/records/lists/list_found.h"

namespace pages {

void set_filters(Data& data, const Language& language, const storage::Record_type& type, const Found_list& found);
/// One for each condition, with the list without it.
void set_chips(Data& data, const Language& language, const Found_list& found);

}  // namespace pages
