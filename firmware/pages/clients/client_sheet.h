// What a client's page shows on paper only: the sheet's head, whom one talks to, and its details.
#pragma once

#include <string_view>
#include <vector>

#include "pages/frame/page.h"
#include "pages/records/shown.h"
#include "storage/read.h"

namespace pages {

/// The names of clients/sheet_head and clients/sheet_contacts.
void set_sheet(Data& data, const storage::Read& read, const Language& language, storage::Id client);
/// Those of its own values on Overview that the page does not show there.
void set_sheet_values(Data& data, const Language& language, const Record_view& view,
                      const std::vector<std::string_view>& elsewhere);

}  // namespace pages
