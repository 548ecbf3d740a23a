// A page template from its file to the text that is parsed:
//
//   comments                     are cut out
//   {{> parts/x}}                is replaced by that template's text, since Mustache would parse it again at each use
//   [[Save]]                     is replaced by the language's text, escaped
//   {{assets.css}}, {{lang}} …   stay the same as long as the program runs, and are filled in
//   lines with section tags only are taken out, indentation as well
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pages/frame/page.h"

namespace pages {

/// The templates of one language. Throws std::logic_error naming a template that is not there or contains itself.
class Template_texts {
  public:
    explicit Template_texts(const Language& language);
    std::string text(std::string_view name) const;

    static std::vector<std::string_view> names();  ///< "records/list", …

  private:
    const Language* language_;
    std::vector<std::pair<std::string, std::string>> fixed_;  ///< tag → text that is the same on every page
};

/// Appends `text` as HTML, in which it means nothing but itself.
void append_escaped(std::string& html, std::string_view text);
std::string escaped(const std::string& text);

}  // namespace pages
