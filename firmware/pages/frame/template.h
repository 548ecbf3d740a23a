// One page template, parsed: names, sections and what stands between them. What Mustache has beside that no page of ours uses.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pages/frame/page.h"

namespace pages {

class Template {
  public:
    /// Throws std::logic_error when a tag or a section has no end.
    explicit Template(std::string_view text);

    /// A name is looked up inside out. Where one is in none of the data it is an empty text and no section; throws
    /// std::logic_error instead when `all_set`. A line on which sections came to nothing is left out.
    std::string fill(const Data& data, bool all_set) const;

  private:
    enum class Kind : std::uint8_t { text, value, html, section, inverted };
    struct Piece {
        Kind kind;
        std::string text;     ///< or the name
        std::size_t end = 0;  ///< of a section: behind its last piece
    };
    class Filling;

    std::vector<Piece> pieces_;
};

}  // namespace pages
