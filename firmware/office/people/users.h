// Rules of users: somebody can always sign in as an administrator (office/records/rules.h).
#pragma once

#include "office/people/user.h"
#include "storage/write.h"

namespace office {

/// Whether work can be given to them: they can sign in, and do more than look.
bool takes_work(const storage::Read& read, storage::Id user);
/// Throws Error{invalid} for "assignee" when it cannot; nobody can always be chosen.
void refuse_unless_takes_work(const storage::Read& read, Ref<User> assignee);

/// Who makes the change; nobody when it is the box.
Ref<User> whoever_asks(const storage::Write& write);

void judge(storage::Write& write, const User* before, User& user, Errors& errors);
/// Whoever cannot sign in any more is signed out everywhere.
void follow(storage::Write& write, const User& user);
void before_erase(storage::Write& write, const User& user);

}  // namespace office
