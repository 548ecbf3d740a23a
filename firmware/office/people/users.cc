#include "office/people/users.h"

#include <algorithm>

#include "office/people/accounts.h"
#include "office/people/events.h"
#include "office/people/permissions.h"
#include "office/people/tokens.h"

namespace office {

using storage::Error;
using storage::Fault;
using storage::Id;
using storage::Read;
using storage::Write;

namespace {

/// A password that somebody else made may never be used.
bool is_working_admin(const User& user) {
    return user.role == Role::admin && !user.disabled && !user.password.text.empty() &&
           user.one_time_until == storage::Moment{};
}

bool is_last_admin(const Read& read, const User& user) {
    if (!is_working_admin(user)) return false;
    return std::ranges::none_of(read.where<&User::role>(Role::admin),
                                [&](Id id) { return id != user.id && is_working_admin(read.get<User>(id)); });
}

}  // namespace

bool takes_work(const Read& read, Id id) {
    const auto user = read.find<User>(id);
    return user && !user->disabled && may(read, user->role, Right::write_notes);
}

void refuse_unless_takes_work(const Read& read, Ref<User> assignee) {
    if (assignee.id != 0 && !takes_work(read, assignee.id))
        throw storage::Error(Errors{{"assignee", "cannot be given work"}});
}

Ref<User> whoever_asks(const Write& write) {
    return write.has(User::kind.number, write.actor().user) ? Ref<User>{write.actor().user} : Ref<User>{};
}

namespace {

/// "staff", "admin disabled"
std::string standing(const User& user) {
    return storage::Value<Role>::show(user.role) + (user.disabled ? " disabled" : "");
}

}  // namespace

void judge(Write& write, const User* before, User& user, Errors& errors) {
    const std::string now = standing(user);
    if (before == nullptr || standing(*before) != now)
        record(write, {.what = Happening::rights_changed,
                       .user = {user.id},
                       .who = user.name,
                       .detail = now,
                       .by = write.actor().name});
    if (before == nullptr || is_working_admin(user) || !is_last_admin(write, *before)) return;
    if (user.disabled) errors.emplace("disabled", "is not possible for the last administrator");
    if (user.role != Role::admin) errors.emplace("role", "must stay: this is the last administrator");
}

void follow(Write& write, const User& user) {
    if (!user.disabled) return;
    end_sessions(write, {user.id});
    end_tokens(write, {user.id});
}

void before_erase(Write& write, const User& user) {
    if (user.id == write.actor().user) throw Error(Fault::refused, "You cannot delete yourself.");
    if (is_last_admin(write, user)) throw Error(Fault::refused, "The last administrator cannot be deleted.");
}

}  // namespace office
