#include "office/clients/feedback.h"

#include "office/people/users.h"

namespace office {

void judge(storage::Write& write, const Feedback* before, Feedback& feedback, Errors&) {
    if (before == nullptr) feedback.author = whoever_asks(write);
}

std::string_view why_not_change(const Feedback& feedback, const Viewer& viewer) {
    return is_author_or_admin(viewer, feedback.author)
               ? ""
               : "Only its author or an administrator changes or deletes feedback.";
}

}  // namespace office
