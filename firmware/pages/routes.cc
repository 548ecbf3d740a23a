#include "pages/routes.h"

#include <iterator>

#include "pages/account.h"
#include "pages/client_page.h"
#include "pages/exports.h"
#include "pages/imports.h"
#include "pages/records.h"
#include "pages/search.h"
#include "pages/session.h"
#include "pages/settings.h"
#include "pages/settings_pages.h"
#include "pages/setup.h"
#include "pages/users.h"

namespace pages {

std::vector<http::Route> routes(const Site& site) {
    std::vector<http::Route> all;
    for (auto* area : {
             &setup_routes,
             &session_routes,
             &account_routes,
             &user_routes,
             &settings_routes,
             &record_routes,
             &client_routes,
             &contact_routes,
             &note_routes,
             &tag_routes,
             &custom_field_routes,
             &search_routes,
             &import_routes,
             &export_routes,
         })
        std::ranges::move(area(site), std::back_inserter(all));
    return all;
}

}  // namespace pages
