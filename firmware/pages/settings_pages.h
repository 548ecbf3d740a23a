// Settings pages about what clients are described with: tags and custom fields; and search over all of it.
#pragma once

#include <string>
#include <vector>

#include "http/server.h"
#include "pages/page.h"

namespace pages {

std::vector<http::Route> tag_routes(const Site& site);           // tags.cc
std::vector<http::Route> custom_field_routes(const Site& site);  // custom_fields.cc

/// A question before something smaller that cannot be undone.
struct Question {
    std::string title, text, button, action, cancel_url;
};
http::Response confirm_page(const Site& site, const http::Request& request, const Question& question);

}  // namespace pages
