// Signing in and out, and knowing again who is asking: the second half of accounts.h.
#include <algorithm>
#include <array>

#include "office/people/access_settings.h"
#include "office/people/accounts.h"
#include "office/people/events.h"
#include "office/people/full_disk.h"
#include "office/people/passwords.h"
#include "office/people/recent.h"
#include "office/people/second_factor.h"
#include "office/people/secrets.h"
#include "office/people/throttle.h"
#include "storage/digest.h"
#include "storage/words.h"

namespace office {

using storage::Error;
using storage::Fault;
using storage::Id;
using storage::Moment;
using storage::Read;
using storage::Ref;
using storage::Secret;
using storage::Store;
using storage::Write;

namespace {

using Running = std::chrono::steady_clock::time_point;

constexpr std::chrono::minutes stored_every{5};

Moment operator+(Moment moment, std::chrono::milliseconds time) { return {moment.milliseconds + time.count()}; }

/// What this process knows of a session, by the clock that nobody sets.
struct Use {
    Running seen, ends;
    Running confirmed;  ///< when the password was given
    Moment seen_at;     ///< by the one on the wall, for people
};

/// By the session's stored token.
Recent<Use>& in_use() {
    static Recent<Use> recent(10'000);
    return recent;
}
/// One that the store could not take up.
struct Held {
    Session session;
    Secret password;  ///< of its user then: another one ends it
};
/// By the session's token.
Recent<Held>& held() {
    static Recent<Held> recent(1'000);
    return recent;
}
/// From which accounts signed in.
Recent<Moment>& known_browsers() {
    static Recent<Moment> recent(1'000);
    return recent;
}
Throttle& throttle() {
    static Throttle throttle;
    return throttle;
}

/// What is in use ends by the running clock; of what this process never saw the one on the wall must tell.
bool has_ended(const Session& session, Now now) {
    if (const auto use = in_use().find(session.token.text))
        return now.steady >= use->ends || now.steady > use->seen + session_idle;
    return now.wall >= session.ends || now.wall > session.last_seen + session_idle;
}

/// It was used now.
void keep(const Session& session, Now now) {
    const std::chrono::milliseconds left{session.ends.milliseconds - now.wall.milliseconds};
    in_use().change(session.token.text, [&](Use& use) {
        if (use.ends == Running{}) use.ends = now.steady + std::min<std::chrono::milliseconds>(left, session_longest);
        use.seen = now.steady;
        use.seen_at = now.wall;
    });
}

/// Whatever the store says of it.
void end_here(const Secret& token) {
    held().forget(token.text);
    in_use().change(token.text, [](Use& use) { use.ends = Running::min(); });
}

void set_confirmed(const Session& session, Now now) {
    in_use().change(session.token.text, [&](Use& use) { use.confirmed = now.steady; });
}

bool is_confirmed(const Session& session, Now now) {
    const auto use = in_use().find(session.token.text);
    return use && use->confirmed != Running{} && now.steady - use->confirmed < confirmed_for;
}

/// Names under which the throttle counts a try to sign in.
struct Names_of_try {
    Names_of_try(const Store& store, std::string_view email, std::string_view address, std::string_view browser_name) {
        const std::string store_name = store.folder().string() + '\n';
        const std::string account = store_name + "account\n" + storage::folded(storage::trimmed(email));
        browser = account + '\n' + std::string(address) + '\n' + std::string(browser_name);
        others = {account, store_name + "address\n" + std::string(address)};
    }
    std::string browser;              ///< one that the account signed in from before: others cannot lock it out
    std::vector<std::string> others;  ///< for all other browsers

    std::vector<std::string> counted(bool known) const { return known ? std::vector{browser} : others; }
};

/// Sessions that cannot be read are none: people sign in again, and go on.
template <class Look> auto unless_damaged(Look&& look) -> decltype(look()) {
    try {
        return look();
    } catch (const Error& error) {
        if (error.fault() != Fault::corrupt) throw;
        return {};
    }
}

bool has_session_from(const Read& read, const User& user, std::string_view address, std::string_view browser) {
    return std::ranges::any_of(read.where<&Session::user>(Ref<User>{user.id}), [&](Id id) {
        const auto session = read.get<Session>(id);
        return !session.awaits_code && session.address == address && session.browser == browser;
    });
}

Error wrong_credentials() { return Error(storage::Errors{{"", "E-mail address or password is wrong."}}); }

/// An unknown e-mail address takes as long as a wrong password.
void check_password(const std::optional<User>& user, std::string_view password) {
    static const Secret nobodys = hashed(new_secret());
    const bool can_sign_in = user && !user->disabled && !user->password.text.empty();
    const bool right = matches(can_sign_in ? user->password : nobodys, password);
    if (!can_sign_in || !right) throw wrong_credentials();
}

/// Nobody waits for it: somebody who reads is not held up by those who write.
void store_last_seen(Store& store, const Session& session, Moment now) {
    store.write_later({session.user.id, ""}, [id = session.id, now](Write& write) {
        auto stored = write.find<Session>(id);
        if (!stored || now < stored->last_seen + stored_every) return;
        stored->last_seen = now;
        write.update(*stored);
    });
}

/// The user whose e-mail address and password these are; tries are counted.
User proven(Store& store, std::string_view email, std::string_view password, const Peer& peer,
            const std::string& browser, Moment now) {
    bool known = false;
    const auto user = store.read([&](const Read& read) {
        auto found = read.first<&User::email>(Email{std::string(storage::trimmed(email))});
        known = found && unless_damaged([&] { return has_session_from(read, *found, peer.address, browser); });
        return found;
    });
    const Names_of_try names(store, email, peer.address, browser);
    known = known || known_browsers().find(names.browser);
    Throttle::Try attempt(throttle(), names.counted(known), now);
    check_password(user, password);
    attempt.succeeded();
    return *user;
}

void check_still_works(const User& user, Moment now) {
    if (user.one_time_until != Moment{} && now >= user.one_time_until)
        throw Error(storage::Errors{{"", "This one-time password has run out. Ask whoever made it for a new one."}});
}

void note_failure(Store& store, Happening what, std::string_view email, const Peer& peer) {
    note(store, {.what = what, .who = std::string(email), .address = std::string(peer.address)});
}

void end_session_of(Write& write, std::string_view secret) {
    if (secret.empty()) return;
    if (const auto session = write.first<&Session::token>(stored_form(secret))) sign_out(write, {session->id});
}

/// Of a user whose password is still the one that was given.
std::optional<Session> held_session(const Read& read, const Secret& token) {
    auto one = held().find(token.text);
    if (!one) return std::nullopt;
    const auto user = read.find(one->session.user);
    if (!user || user->password != one->password) return std::nullopt;
    return std::move(one->session);
}

/// As soon as there is room.
void store_held(Store& store, const Session& session) {
    store.write_later({session.user.id, ""}, [stored = session](Write& write) mutable {
        if (!held().find(stored.token.text)) return;
        write.create(stored);
        held().forget(stored.token.text);
    });
}

Session new_session(const User& user, std::string_view secret, const Peer& peer, bool awaits_code, Moment now) {
    Session session;
    session.token = stored_form(secret);
    session.user = {user.id};
    session.address = shortened(peer.address, 200);
    session.browser = shortened(peer.browser, 300);
    session.last_seen = now;
    session.ends = awaits_code ? now + code_within : now + session_longest;
    session.awaits_code = awaits_code;
    return session;
}

/// In place of the one that the browser had. What was checked outside may have changed in the meantime.
void take_up(Write& write, const User& user, Session& session, std::string_view old_secret) {
    const auto current = write.find<User>(user.id);
    if (!current || current->disabled || current->password != user.password) throw wrong_credentials();
    end_session_of(write, old_secret);
    session.id = 0;
    write.create(session);
    if (session.awaits_code) return;
    record(write, {.what = Happening::signed_in,
                   .user = {user.id},
                   .who = user.name,
                   .address = session.address,
                   .detail = session.browser});
}

Signed_in open_session(Store& store, const User& user, const Peer& peer, bool awaits_code, Now now) {
    Signed_in signed_in{.secret = new_secret(), .session = {}};
    Session& session = signed_in.session;
    session = new_session(user, signed_in.secret, peer, awaits_code, now.wall);
    try {
        store.write({user.id, user.name}, [&](Write& write) { take_up(write, user, session, peer.secret); });
    } catch (const Error& error) {
        if (!is_no_room(error)) throw;
        session.id = 0;
        held().put(session.token.text, {session, user.password});
    }
    if (!peer.secret.empty()) end_here(stored_form(peer.secret));
    keep(session, now);
    if (awaits_code) return signed_in;
    known_browsers().put(Names_of_try(store, user.email.text, peer.address, session.browser).browser, now.wall);
    set_confirmed(session, now);
    return signed_in;
}

}  // namespace

Signed_in sign_in(Store& store, std::string_view email, std::string_view password, const Peer& peer, Now now) {
    const User user = [&] {
        try {
            return proven(store, email, password, peer, shortened(peer.browser, 300), now.wall);
        } catch (const Error& error) {
            note_failure(store, error.fault() == Fault::too_many ? Happening::locked_out : Happening::wrong_password,
                         email, peer);
            throw;
        }
    }();
    check_still_works(user, now.wall);
    const bool awaits_code = store.read([&](const Read& read) { return has_second_factor(read, {user.id}); });
    return open_session(store, user, peer, awaits_code, now);
}

Signed_in finish_sign_in(Store& store, Ref<User> ref, std::string_view code, const Peer& peer, Now now) {
    const User user = store.read([&](const Read& read) { return read.get(ref); });
    const Names_of_try names(store, user.email.text, peer.address, shortened(peer.browser, 300));
    const bool known = known_browsers().find(names.browser).has_value();
    use_code(store, ref, code, "code", peer.address, known ? names.browser : "", now.wall);
    return open_session(store, user, peer, false, now);
}

void erase_ended_sessions(Write& write, Now now) {
    const auto& type = storage::record_type<Session>();
    for (const Id id : write.select(type, {.tag = type.column("ends")->tag, .limit = SIZE_MAX}).ids)
        if (has_ended(write.get<Session>(id), now)) sign_out(write, {id});
}

void sign_out(Write& write, Ref<Session> session) {
    if (write.find(session)) write.erase(session);
}

void sign_out(Store& store, const storage::Actor& actor, std::string_view secret) {
    end_here(stored_form(secret));
    try {
        store.write(actor, [&](Write& write) { end_session_of(write, secret); });
    } catch (const Error& error) {
        if (!is_no_room(error)) throw;
    }
}

namespace {

std::optional<Identity> find_identity(const Read& read, std::string_view secret, Now now) {
    const Secret token = stored_form(secret);
    auto session = unless_damaged([&] { return read.first<&Session::token>(token); });
    if (!session) session = held_session(read, token);
    if (!session || has_ended(*session, now)) return std::nullopt;
    auto user = read.find(session->user);
    if (!user || user->disabled) return std::nullopt;
    Identity identity{.user = std::move(*user), .session = std::move(*session), .viewer = {}};
    if (identity.session.awaits_code) return identity;
    identity.viewer = viewer_of(read, identity.user);
    identity.needs_factor = access_settings(read).second_factor_for_all && !has_second_factor(read, {identity.user.id});
    return identity;
}

}  // namespace

bool is_session(Store& store, std::string_view secret, Now now) {
    return store.read([&](const Read& read) { return find_identity(read, secret, now).has_value(); });
}

std::optional<Identity> identify(Store& store, std::string_view secret, Now now) {
    auto identity = store.read([&](const Read& read) { return find_identity(read, secret, now); });
    if (!identity) return std::nullopt;
    Session& session = identity->session;
    if (session.id == 0) store_held(store, session);
    keep(session, now);
    identity->confirmed = is_confirmed(session, now);
    if (now.wall >= session.last_seen + stored_every) store_last_seen(store, session, now.wall);
    session.last_seen = now.wall;
    return identity;
}

void confirm(Store& store, Ref<User> user, Ref<Session> ref, const Proof& proof, std::string_view address, Now now) {
    check_present_password(store, user, proof.password, "confirm_password", address, now.wall);
    if (store.read([&](const Read& read) { return has_second_factor(read, user); }))
        use_code(store, user, proof.code, "confirm_code", address, "", now.wall);
    if (const auto session = store.read([&](const Read& read) { return read.find(ref); })) set_confirmed(*session, now);
}

std::string csrf_of(std::string_view secret) { return storage::hex(storage::sha256("csrf" + std::string(secret))); }

std::vector<Session> sessions_of(const Read& read, Ref<User> user, Now now) {
    std::vector<Session> sessions;
    for (const Id id : read.where<&Session::user>(user)) {
        auto session = read.get<Session>(id);
        if (session.awaits_code || has_ended(session, now)) continue;
        if (const auto use = in_use().find(session.token.text))
            session.last_seen = std::max(session.last_seen, use->seen_at);
        sessions.push_back(std::move(session));
    }
    std::ranges::sort(sessions, std::greater{}, &Session::last_seen);
    return sessions;
}

void end_sessions(Write& write, Ref<User> user, Id keep) {
    for (const Id id : write.where<&Session::user>(user))
        if (id != keep) write.erase(Ref<Session>{id});
}

void end_sessions_of_another(Write& write, Ref<User> user, Id keep) {
    end_sessions(write, user, keep);
    record(write, {.what = Happening::session_ended, .user = user, .by = write.actor().name});
}

void end_session_of_another(Write& write, const Session& session) {
    sign_out(write, {session.id});
    record(
        write,
        {.what = Happening::session_ended, .user = session.user, .detail = session.browser, .by = write.actor().name});
}

}  // namespace office
