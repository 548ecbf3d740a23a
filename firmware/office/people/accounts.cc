// Users and their passwords; sessions.cc has what follows from having signed in.
#include "office/people/accounts.h"

#include <format>

#include "office/people/events.h"
#include "office/people/throttle.h"
#include "office/people/tokens.h"
#include "office/records/settings.h"

namespace office {

using storage::Error;
using storage::Errors;
using storage::Fault;
using storage::Moment;
using storage::record_type;
using storage::Ref;
using storage::Write;

namespace {

Error there_is_one() { return Error(Fault::refused, "There is an administrator already. Please sign in."); }
Error is_wrong(std::string_view field) { return Error(Errors{{std::string(field), "is wrong"}}); }

User user_in(const storage::Store& store, Ref<User> ref) {
    return store.read([&](const storage::Read& read) { return read.get(ref); });
}

void replace_password(Write& write, Ref<User> ref, const New_password& password, Moment one_time_until) {
    User user = write.get(ref);
    user.password = password.hash;
    user.one_time_until = one_time_until;
    write.update(user);
}

void give_password(Write& write, Ref<User> ref, const New_password& password, Moment one_time_until) {
    replace_password(write, ref, password, one_time_until);
    end_sessions(write, ref);
    end_tokens(write, ref);
    record(write, {.what = Happening::password_given, .user = ref, .by = write.actor().name});
}

Throttle& present_passwords() {
    static Throttle throttle;
    return throttle;
}

}  // namespace

Moment one_time_until(Moment now) {
    const std::chrono::milliseconds works_for = one_time_for;
    return {now.milliseconds + works_for.count()};
}

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

User check_present_password(storage::Store& store, Ref<User> ref, std::string_view password, std::string_view field,
                            std::string_view address, Moment now) {
    const User user = user_in(store, ref);
    const auto tell = [&](Happening what) {
        note(store, {.what = what, .user = ref, .who = user.name, .address = std::string(address)});
    };
    try {
        Throttle::Try attempt(present_passwords(), {std::format("{}\n{}", store.folder().string(), ref.id)}, now);
        if (matches(user.password, password)) {
            attempt.succeeded();
            return user;
        }
    } catch (const Error& error) {
        if (error.fault() == Fault::too_many) tell(Happening::locked_out);
        throw;
    }
    tell(Happening::wrong_password);
    throw is_wrong(field);
}

void change_password(storage::Store& store, Ref<User> ref, const Password_change& change, storage::Id session,
                     std::string_view address, Moment now) {
    const User user = check_present_password(store, ref, change.old_password, "old_password", address, now);
    const New_password hashed = new_password(change.new_password, user.email.text, "new_password");
    store.write({user.id, user.name}, [&](Write& write) {
        // Checked outside: somebody else may have changed it in the meantime.
        if (write.get(ref).password != user.password) throw is_wrong("old_password");
        replace_password(write, ref, hashed, {});
        if (change.end_sessions) end_sessions(write, ref, session);
        if (change.end_tokens) end_tokens(write, ref);
        record(write, {.what = Happening::password_changed, .user = ref, .address = std::string(address)});
    });
}

void choose_password(storage::Store& store, Ref<User> ref, std::string_view password, storage::Id session,
                     std::string_view address) {
    const User user = user_in(store, ref);
    if (matches(user.password, password)) throw Error(Errors{{"new_password", "must be another one"}});
    const New_password hashed = new_password(password, user.email.text, "new_password");
    store.write({user.id, user.name}, [&](Write& write) {
        const User now = write.get(ref);
        if (now.one_time_until == Moment{} || now.password != user.password)
            throw Error(Fault::refused, "Change your own password on the page of your account.");
        replace_password(write, ref, hashed, {});
        end_sessions(write, ref, session);
        record(write, {.what = Happening::password_changed, .user = ref, .address = std::string(address)});
    });
}

void set_password(Write& write, Ref<User> ref, const New_password& password) {
    give_password(write, ref, password, {});
}

void set_one_time_password(Write& write, Ref<User> ref, const New_password& password) {
    give_password(write, ref, password, one_time_until(write.now()));
}

}  // namespace office
