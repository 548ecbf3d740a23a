// Users and their passwords; sessions.cc has what follows from having signed in.
#include "office/people/accounts.h"

#include "office/people/passwords.h"

namespace office {

using storage::Error;
using storage::Errors;
using storage::Fault;
using storage::record_type;
using storage::Ref;
using storage::Write;

namespace {

void set(Write& write, User user, std::string_view password, const char* field) {
    if (const std::string wrong = objection(password, user.email.text); !wrong.empty())
        throw Error(Errors{{field, wrong}});
    user.password = hashed(password);
    write.update(user);
}

}  // namespace

bool has_users(const storage::Read& read) { return read.count(record_type<User>()) > 0; }

User make_first_admin(Write& write, std::string_view name, std::string_view email, std::string_view password) {
    if (has_users(write)) throw Error(Fault::refused, "There is an administrator already. Please sign in.");
    Errors errors;
    const std::string fields = record_type<User>().fill(
        record_type<User>(), {}, {{"name", std::string(name)}, {"email", std::string(email)}, {"role", "admin"}}, true,
        {}, errors);
    if (std::string wrong = objection(password, email); !wrong.empty()) errors.emplace("password", std::move(wrong));
    if (!errors.empty()) throw Error(std::move(errors));
    User user = storage::decode_fields<User>(fields);
    user.password = hashed(password);
    write.create(user);
    return user;
}

void change_password(Write& write, Ref<User> ref, std::string_view old_password, std::string_view new_password,
                     storage::Id keep) {
    const User user = write.get(ref);
    if (!matches(user.password, old_password)) throw Error(Errors{{"old_password", "is wrong"}});
    set(write, user, new_password, "new_password");
    end_sessions(write, ref, keep);
}

void set_password(Write& write, Ref<User> ref, std::string_view new_password) {
    set(write, write.get(ref), new_password, "password");
    end_sessions(write, ref);
}

}  // namespace office
