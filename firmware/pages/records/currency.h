// Settings: what the office is called, and what it counts money in.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "http/server.h"
#include "pages/frame/site.h"
#include "storage/read.h"
#include "storage/values/currency.h"

namespace pages {

std::vector<http::Route> currency_routes(const Site& site);

/// What the office is called; "" when nobody has said.
std::string office_name(const storage::Read& read);

/// All of them to choose from: value, label.
std::vector<std::pair<std::string, std::string>> currency_options();
/// The one that is likely where somebody's browser is: by the first country in its languages, else that of the program.
storage::Currency likely_currency(const http::Request& request);

}  // namespace pages
