// Every page template, for every language: prepared by template_text.h, parsed once; and the one place that renders.
#pragma once

#include <string>
#include <string_view>

#include "pages/page.h"

namespace pages {

struct Templates {
    /// Parses all, in English; other languages follow when they are first asked for.
    /// Throws std::logic_error naming the template with a missing partial or an unclosed section.
    static void load();

    /// Throws std::logic_error when there is no such template; when names are checked, also when one is not set.
    static std::string render(const Language& language, std::string_view name, const Data& data);

    /// From now on a name that a template uses and its data lack is an error, not an empty text. For tests.
    static void check_names();
};

}  // namespace pages
