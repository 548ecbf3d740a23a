#include "pages/routes.h"

#include <iterator>

#include "pages/box/settings.h"
#include "pages/clients/client_page.h"
#include "pages/clients/details.h"
#include "pages/clients/tags.h"
#include "pages/documents/documents.h"
#include "pages/exchange/archives.h"
#include "pages/exchange/exports.h"
#include "pages/exchange/imports.h"
#include "pages/home/today.h"
#include "pages/messages/mail_settings.h"
#include "pages/palette.h"
#include "pages/people/account.h"
#include "pages/people/changes.h"
#include "pages/people/events.h"
#include "pages/people/new_password.h"
#include "pages/people/permissions.h"
#include "pages/people/second_factor.h"
#include "pages/people/session.h"
#include "pages/people/session_list.h"
#include "pages/people/setup.h"
#include "pages/people/tokens.h"
#include "pages/people/users.h"
#include "pages/places/place_settings.h"
#include "pages/places/suggestions.h"
#include "pages/records/confirmation.h"
#include "pages/records/currency.h"
#include "pages/records/custom_fields.h"
#include "pages/records/erasure.h"
#include "pages/records/records.h"
#include "pages/records/search.h"
#include "pages/records/undo.h"

namespace pages {

std::vector<http::Route> routes(const Site& site) {
    std::vector<http::Route> all;
    for (auto* area : {
             &setup_routes,           &session_routes,       &account_routes,      &new_password_routes,
             &second_factor_routes,   &session_list_routes,  &permission_routes,   &token_routes,
             &event_routes,           &change_routes,        &confirmation_routes, &user_routes,
             &settings_routes,        &record_routes,        &undo_routes,         &client_routes,
             &client_settings_routes, &composer_routes,      &tag_routes,          &custom_field_routes,
             &currency_routes,        &mail_settings_routes, &search_routes,       &palette_routes,
             &document_routes,        &import_routes,        &export_routes,       &erasure_routes,
             &today_routes,           &map_routes,           &address_book_routes, &suggestion_routes,
             &archive_routes,
         })
        std::ranges::move(area(site), std::back_inserter(all));
    return all;
}

}  // namespace pages
