// Templates of web/pages/snippets: names only, no sections. What a list repeats is filled in here; Mustache would look up
// some thousand names for it.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pages/frame/page.h"

namespace pages {

class Snippet {
  public:
    /// Throws std::logic_error when `text` has more than names.
    explicit Snippet(std::string_view text);

    /// Appends the snippet with its names replaced: {{name}} by the escaped text, {{{name}}} by HTML as it is.
    /// Throws std::logic_error for a name without a value.
    void fill(std::string& html, std::initializer_list<std::pair<std::string_view, std::string_view>> values) const;

  private:
    struct Piece {
        std::string before;
        std::string name;  ///< "" after the last one
        bool is_html;
    };
    std::vector<Piece> pieces_;
};

/// Those that lists and search results are made of, in one language.
struct List_snippets {
    Snippet row, row_icon, row_badge, row_note, row_alarm, pick, cell, mail, figure, link, picture, chips, chip, stars,
        option, column_choice, column_move, hit, hit_subtitle;
    Snippet row_end, row_mark, row_action, row_edit;  ///< of lists in the page of another record
    static const List_snippets& of(const Language& language);
};

}  // namespace pages
