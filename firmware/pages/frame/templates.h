// Every page template, for every language: prepared by template_text.h, parsed when it is
// first asked for; and the one place that renders.
#pragma once

#include <string>
#include <string_view>

#include "pages/frame/page.h"

namespace pages {

struct Templates {
    /// Throws std::logic_error when there is no such template; when names are checked, also when one is not set.
    static std::string render(const Language& language, std::string_view name, const Data& data);

    /// Parses all, in every language. Throws std::logic_error naming the template with a missing partial or an unclosed
    /// section. For tests.
    static void check_all();
    /// From now on a name that a template uses and its data lack is an error, not an empty text. For tests.
    static void check_names();
};

}  // namespace pages
