// The files the program carries within itself: scripts, styles and icons (compressed), page templates, languages.
#pragma once

#include <span>
#include <string_view>

namespace http {

struct Asset {
    std::string_view path;   ///< below web/: "dist/app-1a2b.css.br", "pages/clients/list.mustache", "languages/de.po"
    std::string_view bytes;  ///< as they lie in that file
};

/// All of them, in order of path.
std::span<const Asset> assets();

/// The one at this path, or nullptr.
const Asset* find_asset(std::string_view path);

}  // namespace http
