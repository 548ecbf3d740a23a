// A question before something smaller that cannot be undone (web/pages/records/confirm).
#pragma once

#include <string>

#include "http/server.h"
#include "pages/frame/site.h"

namespace pages {

struct Question {
    std::string title, text, button, action, cancel_url;
    std::string option = {}, option_name = {};  ///< what is done as well, unless the tick is taken out; none
};
http::Response confirm_page(const Site& site, const http::Request& request, const Question& question);

}  // namespace pages
