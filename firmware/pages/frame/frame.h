// What surrounds every page: navigation, search, menus, theme, and messages about what was done (web/pages/parts/head).
#pragma once

#include <string>
#include <string_view>

#include "pages/frame/page.h"

namespace pages {

/// Sets the names of parts/head, apart from `title`, which each page sets, and what is the same for a whole language.
void set_frame(Data& data, const http::Request& request);

/// The message of done() and not_done(), which travels in a cookie to the next page.
inline constexpr std::string_view toast_cookie = "toast";
std::string toast_value(std::string_view message, std::string_view undo_url);
std::string refused_toast_value(std::string_view message);

/// What a browser last chose, for pages where nobody is signed in.
inline constexpr std::string_view theme_cookie = "theme";

/// "Ana Novak" → "AN", "Callahan, Heather" → "CH".
std::string initials(std::string_view name);

/// One more place of the page that the keyboard skips to; `label` is English.
void add_skip(Data& data, const Language& language, std::string_view label, std::string_view url);

}  // namespace pages
