#include "office/background/kinds.h"

#include "office/background/work_state.h"
#include "storage/types/describe.h"

namespace office {

std::span<const Kind_row> background_kinds() {
    using enum Right;
    static const std::array rows{
        Kind_row{.type = &storage::record_type<Work_state>(),
                 .rights = {manage_box, manage_box, manage_box},
                 .rules = {.apply = &never_typed}},
    };
    return rows;
}

}  // namespace office

template const storage::Record_type& storage::record_type<office::Work_state>();
