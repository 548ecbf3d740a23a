#include "pages/people/kinds.h"

#include "office/people/user.h"

namespace pages {

std::vector<Page_row> people_pages() {
    return {{.kind = office::User::kind.number, .icon = "user", .pages = false, .home = "/settings/users"}};
}

}  // namespace pages
