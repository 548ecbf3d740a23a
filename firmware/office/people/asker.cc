#include "office/people/asker.h"

#include "office/people/user.h"
#include "office/records/days.h"

namespace office {

Asker asker(storage::Id user, const storage::Style& style) {
    return {.kind = User::kind.number, .id = user, .today = day_of(storage::Moment::now()), .style = style};
}

}  // namespace office
