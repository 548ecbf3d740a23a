// What a list shows, all pages of it, and one record as a contact card.
//
//   GET /clients/export.csv
//   GET /clients/export.vcf, /clients/export-3.vcf      contact cards (vCard 4.0, 3.0) of who can be called or written to
//   GET /clients/7/card.vcf, /clients/7/card-3.vcf
#pragma once

#include <vector>

#include "http/server.h"
#include "pages/frame/site.h"

namespace pages {

std::vector<http::Route> export_routes(const Site& site);

}  // namespace pages
