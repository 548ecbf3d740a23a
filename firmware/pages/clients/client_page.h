// The page of one client: head, places, rail (web/pages/clients/profile).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "http/server.h"
#include "office/clients/client.h"
#include "pages/clients/composer.h"
#include "pages/records/lists/children.h"
#include "pages/records/records.h"

namespace pages {

std::vector<http::Route> client_routes(const Site& site);  // clients.cc

/// The page at a glance.
http::Response show_profile(const Records& records, const http::Request& request);
/// The page with its details.
http::Response show_client_details(const Site& site, const http::Request& request);
/// The page with its history.
http::Response show_client_history(const Site& site, const http::Request& request);
/// The page around a list or a form of what belongs to the client (records/kind.h).
http::Response client_around(const Site& site, const http::Request& request, const Children& children, Data data,
                             int status);
/// The page with all that was written and done.
http::Response show_activity(const Site& site, const http::Request& request);
/// The same with what was typed into the composer and could not be stored.
http::Response client_with_draft(const Site& site, const http::Request& request, const Draft& draft);

// clients.cc: what its header has beside fields.
struct Tag_line {
    storage::Id id;
    std::string name, color;
};
struct Tags_of_client {
    std::vector<Tag_line> tags;
    std::vector<std::string> others;  ///< suggestions
};
Tags_of_client tags_of(const storage::Read& read, const office::Client& client);
void set_tags(Data& data, const http::Request& request, storage::Id client, const Tags_of_client& tags,
              const std::string& error);
void set_stars(Data& data, const http::Request& request, storage::Id client, unsigned stars);
http::Response tags_control(const Records& records, const http::Request& request, const std::string& error);
http::Response stars_control(const Records& records, const http::Request& request, const std::string& error);

}  // namespace pages
