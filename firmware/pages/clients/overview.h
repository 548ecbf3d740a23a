// What stands first on a client's page: the place "Overview" (web/pages/clients/overview), and beside every place what is next and
// open (web/pages/clients/rail). At most three of a kind.
#pragma once

#include "pages/clients/head.h"

namespace pages {

/// The names of clients/rail, but for the map.
void set_rail(Data& data, const storage::Read& read, const http::Request& request, const office::Client& client);
/// Those of clients/overview that come out of the store beside the client's own fields.
void set_overview(Data& data, const storage::Read& read, const http::Request& request, storage::Id client,
                  Shower& shower);

}  // namespace pages
