#include "pages/catalogue/kinds.h"

#include "office/catalogue/service.h"

namespace pages {

std::vector<Page_row> catalogue_pages() {
    return {{.kind = office::Service::kind.number,
             .icon = "briefcase",
             .searched = true,
             .columns = {"code", "unit", "price", "duration"},
             .brief = {"code", "unit", "price"},
             .head = {"name"},
             .actions = {{"archive", "archive", "archived"}, {"restore", "arrow-back-up", "restored"}},
             .left_out = {"archived", {"yes"}, "Archived too"}}};
}

}  // namespace pages
