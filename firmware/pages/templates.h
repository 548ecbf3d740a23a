// Every page template, for every language: spliced, translated and parsed once; and the one place that renders.
//
// What is done to a template before Mustache sees it:
//   comments                     are cut out
//   {{> parts/x}}                is replaced by that template's text, since Mustache would parse it again at each use
//   [[Save]]                     is replaced by the language's text, escaped
//   {{assets.css}}, {{lang}} …   stay the same as long as the program runs, and are filled in
//   lines with section tags only are taken out, indentation as well
#pragma once

#include <string>
#include <string_view>
#include <vector>

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

    static std::vector<std::string_view> names();  ///< "records/list", …
};

}  // namespace pages
