// The settings of places: the map, and address books. Files come as documents, which go on after a cut, or by command on the box.
#pragma once

#include "http/server.h"
#include "pages/frame/page.h"
#include "storage/descriptor.h"

namespace pages {

std::vector<http::Route> map_routes(const Site& site);
std::vector<http::Route> address_book_routes(const Site& site);

/// For the frame of pages.
Shown_map shown_map(const Box_places& places);

/// Documents whose names end so, the youngest first, for a form that takes one of them: see places/source.
void set_source(Data& data, const Site& site, const http::Request& request, std::string_view ending);
/// The document that such a form chose. Throws Error{not_found}.
struct Chosen_file {
    std::string name;
    storage::Descriptor bytes;
};
Chosen_file chosen_file(const Site& site, const http::Request& request);

}  // namespace pages
