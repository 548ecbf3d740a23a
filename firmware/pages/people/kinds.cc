#include "pages/people/kinds.h"

#include <array>

#include "office/people/saved_view.h"

namespace pages {

namespace {

constexpr std::array view_sentences{Sentences{
    {"saved the view", "changed the view", "deleted the view", "saved the view", "deleted the view"}, "columns", true}};

}  // namespace

std::vector<Page_row> people_pages() {
    return {{.kind = office::User::kind.number, .icon = "user", .pages = false, .home = "/settings/users"},
            {.kind = office::Saved_view::kind.number,
             .icon = "columns",
             .pages = false,
             .home = "/",
             .sentences = view_sentences}};
}

}  // namespace pages
