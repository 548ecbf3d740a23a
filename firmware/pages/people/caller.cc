#include "pages/people/caller.h"

#include <algorithm>
#include <memory>

#include "office/people/viewer.h"
#include "pages/people/new_password.h"
#include "pages/people/second_factor.h"
#include "pages/people/session.h"

namespace pages {

using office::User;
using office::Viewer;

namespace {

http::Caller caller_of(const User& user, const Viewer& viewer) {
    return {.user = user.id,
            .name = user.name,
            .email = user.email.text,
            .role = storage::Value<office::Role>::show(user.role),
            .rights = viewer.rights,
            .scope = std::make_shared<const storage::Scope>(office::scope_of(viewer)),
            .language = user.language,
            .theme = storage::Value<office::Theme>::show(user.theme),
            .kinds = viewer.kinds};
}

void take_away(http::Caller& caller, office::Right right) {
    caller.rights &= ~(std::uint64_t{1} << static_cast<unsigned>(right));
}

}  // namespace

http::Caller caller_of(const office::Identity& identity, std::string_view secret) {
    http::Caller caller = caller_of(identity.user, identity.viewer);
    caller.session = identity.session.id;
    caller.csrf = office::csrf_of(secret);
    caller.confirmed = identity.confirmed;
    if (identity.session.awaits_code)
        caller.only_at = code_url;
    else if (identity.user.one_time_until != storage::Moment{})
        caller.only_at = new_password_url;
    else if (identity.needs_factor)
        caller.only_at = second_factor_url;
    return caller;
}

http::Caller caller_of(const office::Program& program) {
    http::Caller caller = caller_of(program.user, program.viewer);
    caller.reads_only = !office::may_change(program.token);
    if (!std::ranges::contains(caller.kinds, User::kind.number)) take_away(caller, office::Right::manage_users);
    if (!caller.kinds.empty()) take_away(caller, office::Right::manage_box);
    return caller;
}

}  // namespace pages
