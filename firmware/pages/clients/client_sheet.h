// What a client's page shows on paper only: the sheet's head, and whom one talks to.
#pragma once

#include "pages/frame/page.h"
#include "storage/read.h"

namespace pages {

/// The names of clients/sheet_head and clients/sheet_contacts.
void set_sheet(Data& data, const storage::Read& read, const Language& language, storage::Id client);

}  // namespace pages
