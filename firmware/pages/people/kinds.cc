#include "pages/people/kinds.h"

#include "office/people/saved_view.h"

namespace pages {

std::vector<Page_row> people_pages() {
    return {{.kind = office::User::kind.number, .icon = "user", .pages = false, .home = "/settings/users"},
            {.kind = office::Saved_view::kind.number, .icon = "columns", .pages = false, .home = "/"}};
}

}  // namespace pages
