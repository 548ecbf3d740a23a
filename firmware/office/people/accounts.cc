// Users and their passwords; sessions.cc has what follows from having signed in.
#include "office/people/accounts.h"

#include "office/records/settings.h"

namespace office {

using storage::Error;
using storage::Errors;
using storage::Fault;
using storage::record_type;
using storage::Ref;
using storage::Write;

namespace {

Error there_is_one() { return Error(Fault::refused, "There is an administrator already. Please sign in."); }
Error wrong_old_password() { return Error(Errors{{"old_password", "is wrong"}}); }

void replace_password(Write& write, Ref<User> ref, const New_password& password) {
    User user = write.get(ref);
    user.password = password.hash;
    write.update(user);
}

}  // namespace

bool has_users(const storage::Read& read) { return read.count(record_type<User>()) > 0; }

User make_first_admin(storage::Store& store, std::string_view name, std::string_view email, std::string_view password,
                      std::string_view currency) {
    if (store.read(has_users)) throw there_is_one();
    Errors errors;
    const std::string fields = record_type<User>().fill(
        record_type<User>(), {}, {{"name", std::string(name)}, {"email", std::string(email)}, {"role", "admin"}}, true,
        {}, errors);
    if (std::string wrong = objection(password, email); !wrong.empty()) errors.emplace("password", std::move(wrong));
    storage::Settings settings;
    settings.currency = currency;
    if (!currency.empty()) check(settings, errors);
    if (!errors.empty()) throw Error(std::move(errors));
    User user = storage::decode_fields<User>(fields);
    user.password = hashed(password);
    return store.write({}, [&](Write& write) {
        if (has_users(write)) throw there_is_one();
        User made = user;
        write.create(made);
        if (!currency.empty()) set_currency(write, currency);
        return made;
    });
}

void change_password(storage::Store& store, Ref<User> ref, std::string_view old_password, std::string_view password,
                     storage::Id keep) {
    const User user = store.read([&](const storage::Read& read) { return read.get(ref); });
    if (!matches(user.password, old_password)) throw wrong_old_password();
    const New_password hashed = new_password(password, user.email.text, "new_password");
    store.write({user.id, user.name}, [&](Write& write) {
        // Checked outside: somebody else may have changed it in the meantime.
        if (write.get(ref).password != user.password) throw wrong_old_password();
        replace_password(write, ref, hashed);
        end_sessions(write, ref, keep);
    });
}

void set_password(Write& write, Ref<User> ref, const New_password& password) {
    replace_password(write, ref, password);
    end_sessions(write, ref);
}

}  // namespace office
