// Custom fields: those that all clients have, and those that belong to what defines them (a kind of items).
//
//   /settings/fields          of clients: their list, and below it each one
//   /asset_kinds/3/fields     of what kind 3 defines; their list is the page of that kind
#pragma once

#include <string>
#include <vector>

#include "http/server.h"
#include "pages/frame/site.h"
#include "pages/records/records.h"
#include "storage/read.h"

namespace pages {

std::vector<http::Route> custom_field_routes(const Site& site);

/// The page of a record that defines fields: its head, and their list.
http::Response show_definer(const Records& records, const http::Request& request);

/// Whose fields a page is about.
struct Field_owner {
    const storage::Record_type* type;  ///< of the records that have them
    storage::Any_ref belongs_to;       ///< none: to all of these
    std::string url;                   ///< each one is below it
    std::string list_url, label;       ///< where their list is, and how it is called

    static Field_owner of(const Site& site, const http::Request& request, const storage::Record_type* definer);
    /// Throws Error{not_found} when the one in the address is another's.
    storage::Custom_field field(const storage::Read& read, const http::Request& request) const;
};

// custom_field_form.cc
http::Response new_field(const Site& site, const http::Request& request, const Field_owner& owner);
http::Response create_field(const Site& site, const http::Request& request, const Field_owner& owner);
http::Response edit_field(const Site& site, const http::Request& request, const Field_owner& owner);
http::Response change_field(const Site& site, const http::Request& request, const Field_owner& owner);

}  // namespace pages
