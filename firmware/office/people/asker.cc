#include "office/people/asker.h"

#include "office/people/user.h"
#include "office/records/days.h"

namespace office {

Asker asker(storage::Id user, char decimal) {
    return {.kind = User::kind.number, .id = user, .today = day_of(storage::Moment::now()), .decimal = decimal};
}

}  // namespace office
