// Search from every page, live or as a page: clients, companies, contacts, whatever stands in the navigation, and notes. The palette finds
// records of every other kind too.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "http/server.h"
#include "pages/frame/page.h"
#include "pages/records/kind.h"

namespace pages {

std::vector<http::Route> search_routes(const Site& site);

/// What was found of one kind.
struct Hit_group {
    const storage::Record_type* type;
    std::string hits_html = {};
    std::size_t count = 0;       ///< of those that are shown
    std::string first_url = {};  ///< of the first of them
    bool more = false;           ///< than `most`
    std::size_t left_out = 0;    ///< that lists leave out until they are asked for
};

/// The records that have all `words`, of each kind that fits and that whoever asks may see and open.
std::vector<Hit_group> find_hits(const storage::Read& read, const http::Request& request, std::string_view words,
                                 std::size_t most, bool (*fits)(const Page_row&));
/// The page with more results.
std::string search_url(std::string_view words);
/// hit_groups of records/search_results.
Data hit_groups_data(const Language& language, const std::vector<Hit_group>& groups, std::string_view words);

}  // namespace pages
