// Signing in and out, and knowing again who is asking: the second half of accounts.h.
#include <algorithm>
#include <array>

#include "office/people/accounts.h"
#include "office/people/passwords.h"
#include "office/people/recent.h"
#include "office/people/throttle.h"
#include "storage/digest.h"
#include "storage/words.h"

namespace office {

using storage::Error;
using storage::Id;
using storage::Moment;
using storage::Read;
using storage::Ref;
using storage::Secret;
using storage::Store;
using storage::Write;

namespace {

constexpr std::chrono::minutes stored_every{5};

Moment operator+(Moment moment, std::chrono::milliseconds time) { return {moment.milliseconds + time.count()}; }

std::string new_secret() { return storage::hex(storage::random_bytes(32)); }

Secret stored_form(std::string_view secret) { return {storage::hex(storage::sha256(secret))}; }

/// When sessions were last seen, by their stored token; browsers that accounts signed in from.
Recent& seen() {
    static Recent recent(10'000);
    return recent;
}
Recent& known_browsers() {
    static Recent recent(1'000);
    return recent;
}
Throttle& throttle() {
    static Throttle throttle;
    return throttle;
}

Moment last_seen(const Session& session) { return std::max(session.last_seen, seen().when(session.token.text)); }

bool has_ended(const Session& session, Moment now) {
    return now >= session.ends || now > last_seen(session) + session_idle;
}

/// Names under which the throttle counts tries of one sign-in.
class Tries {
  public:
    Tries(const Store& store, std::string_view email, std::string_view address, std::string_view browser) {
        const std::string store_name = store.folder().string() + '\n';
        account_ = store_name + "account\n" + storage::folded(storage::trimmed(email));
        address_ = store_name + "address\n" + std::string(address);
        browser_ = account_ + '\n' + std::string(address) + '\n' + std::string(browser);
    }

    /// A browser that the account signed in from before is counted for itself, so that others cannot lock it out.
    void count(bool known, Moment now) {
        known_ = known || known_browsers().when(browser_) != Moment{};
        throttle().count(known_ ? std::vector{browser_} : std::vector{account_, address_}, now);
    }

    void succeeded(Moment now) {
        throttle().forget(known_ ? browser_ : account_);
        if (!known_) throttle().take_back(address_);
        known_browsers().put(browser_, now);
    }

  private:
    std::string account_, address_, browser_;
    bool known_ = false;
};

bool has_session_from(const Read& read, const User& user, std::string_view address, std::string_view browser) {
    return std::ranges::any_of(read.where<&Session::user>(Ref<User>{user.id}), [&](Id id) {
        const auto session = read.get<Session>(id);
        return session.address == address && session.browser == browser;
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

/// No longer than the field takes, without half a character at the end.
std::string shortened(std::string_view text, std::size_t size) {
    if (!storage::is_text(text)) return {};
    if (text.size() > size) {
        while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
        text = text.substr(0, size);
    }
    return std::string(text);
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

}  // namespace

Signed_in sign_in(Store& store, std::string_view email, std::string_view password, std::string_view address,
                  std::string_view given_browser, Moment now) {
    const std::string browser = shortened(given_browser, 300);
    bool known = false;
    const auto user = store.read([&](const Read& read) {
        auto found = read.first<&User::email>(Email{std::string(storage::trimmed(email))});
        known = found && has_session_from(read, *found, address, browser);
        return found;
    });
    Tries tries(store, email, address, browser);
    tries.count(known, now);
    check_password(user, password);
    tries.succeeded(now);

    Signed_in signed_in{.secret = new_secret(), .session = {}};
    Session& session = signed_in.session;
    session.token = stored_form(signed_in.secret);
    session.user = {user->id};
    session.address = shortened(address, 200);
    session.browser = browser;
    session.last_seen = now;
    session.ends = now + session_longest;
    store.write({user->id, user->name}, [&](Write& write) {
        // The password was checked outside: it may have been changed, or the user disabled, in the meantime.
        const auto current = write.find<User>(user->id);
        if (!current || current->disabled || current->password != user->password) throw wrong_credentials();
        write.create(session);
    });
    return signed_in;
}

void erase_ended_sessions(Write& write, Moment now) {
    const auto& type = storage::record_type<Session>();
    for (const Id id : write.select(type, {.tag = type.column("ends")->tag, .limit = SIZE_MAX}).ids)
        if (has_ended(write.get<Session>(id), now)) sign_out(write, {id});
}

void sign_out(Write& write, Ref<Session> session) {
    if (write.find(session)) write.erase(session);
}

std::optional<Identity> identify(Store& store, std::string_view secret, Moment now) {
    auto identity = store.read([&](const Read& read) -> std::optional<Identity> {
        auto session = read.first<&Session::token>(stored_form(secret));
        if (!session || has_ended(*session, now)) return std::nullopt;
        auto user = read.find(session->user);
        if (!user || user->disabled) return std::nullopt;
        return Identity{std::move(*user), std::move(*session)};
    });
    if (!identity) return std::nullopt;
    Session& session = identity->session;
    seen().put(session.token.text, now);
    if (now >= session.last_seen + stored_every) store_last_seen(store, session, now);
    session.last_seen = now;
    return identity;
}

std::optional<User> identify_token(const Store& store, std::string_view secret) {
    return store.read([&](const Read& read) -> std::optional<User> {
        const auto token = read.first<&Token::token>(stored_form(secret));
        if (!token) return std::nullopt;
        auto user = read.find(token->user);
        return user && !user->disabled ? user : std::nullopt;
    });
}

std::string csrf_of(std::string_view secret) { return storage::hex(storage::sha256("csrf" + std::string(secret))); }

std::string make_token(Write& write, Ref<User> user, std::string_view label) {
    std::string secret = new_secret();
    Token token;
    token.token = stored_form(secret);
    token.user = user;
    token.label = shortened(storage::trimmed(label), 200);
    write.create(token);
    return secret;
}

std::vector<Session> sessions_of(const Read& read, Ref<User> user, Moment now) {
    std::vector<Session> sessions;
    for (const Id id : read.where<&Session::user>(user)) {
        auto session = read.get<Session>(id);
        if (has_ended(session, now)) continue;
        session.last_seen = last_seen(session);
        sessions.push_back(std::move(session));
    }
    std::ranges::sort(sessions, std::greater{}, &Session::last_seen);
    return sessions;
}

void end_sessions(Write& write, Ref<User> user, Id keep) {
    for (const Id id : write.where<&Session::user>(user))
        if (id != keep) write.erase(Ref<Session>{id});
}

void end_tokens(Write& write, Ref<User> user) {
    for (const Id id : write.where<&Token::user>(user)) write.erase(Ref<Token>{id});
}

}  // namespace office
