#include "office/clients/feedback.h"

namespace office {

void judge(storage::Write& write, const Feedback* before, Feedback& feedback, Errors&) {
    if (before == nullptr && write.has(User::kind.number, write.actor().user)) feedback.author = {write.actor().user};
}

std::string_view why_not_change(const Feedback& feedback, const Viewer& viewer) {
    if (viewer.is_admin() || (viewer.person != 0 && feedback.author.id == viewer.person)) return "";
    return "Only its author or an administrator changes or deletes feedback.";
}

}  // namespace office
