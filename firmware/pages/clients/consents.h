// What a client agreed to, among its details (web/pages/clients/consents).
#pragma once

#include "pages/frame/page.h"
#include "storage/read.h"

namespace pages {

/// The names of clients/consents.
void set_consents(Data& data, const storage::Read& read, const http::Request& request, storage::Id client);

}  // namespace pages
