#include "office/people/users.h"

#include <algorithm>

#include "office/people/accounts.h"
#include "office/people/permissions.h"

namespace office {

using storage::Error;
using storage::Fault;
using storage::Id;
using storage::Read;
using storage::Write;

namespace {

bool is_working_admin(const User& user) {
    return user.role == Role::admin && !user.disabled && !user.password.text.empty();
}

bool is_last_admin(const Read& read, const User& user) {
    if (!is_working_admin(user)) return false;
    return std::ranges::none_of(read.where<&User::role>(Role::admin),
                                [&](Id id) { return id != user.id && is_working_admin(read.get<User>(id)); });
}

}  // namespace

bool takes_work(const Read& read, Id id) {
    const auto user = read.find<User>(id);
    return user && !user->disabled && may(user->role, Right::edit_clients);
}

void judge(Write& write, const User* before, User& user, Errors& errors) {
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
