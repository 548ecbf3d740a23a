#include "pages/people/users.h"

#include <algorithm>
#include <format>

#include "office/people/accounts.h"
#include "office/people/hand_over.h"
#include "office/people/second_factor.h"
#include "office/people/secrets.h"
#include "office/people/undo.h"
#include "office/people/users.h"
#include "office/records/save.h"
#include "pages/frame/frame.h"
#include "pages/frame/question.h"
#include "pages/frame/shown_once.h"
#include "pages/frame/view.h"
#include "pages/records/confirmation.h"
#include "pages/records/form.h"
#include "pages/records/simple_form.h"

namespace pages {
namespace {

http::Response list_users(const Site& site, const http::Request& request);
http::Response new_user_form(const Site& site, const http::Request& request);
http::Response create_user(const Site& site, const http::Request& request);
http::Response edit_user_form(const Site& site, const http::Request& request);
http::Response change_user(const Site& site, const http::Request& request);
http::Response reset_password(const Site& site, const http::Request& request);
http::Response ask_to_disable(const Site& site, const http::Request& request);
http::Response disable_user(const Site& site, const http::Request& request);
http::Response enable_user(const Site& site, const http::Request& request);
http::Response ask_to_reset_factor(const Site& site, const http::Request& request);
http::Response reset_factor(const Site& site, const http::Request& request);

}  // namespace

std::vector<http::Route> user_routes(const Site& site) {
    using enum http::Method;
    const auto route = [&site](http::Method method, std::string pattern,
                               http::Response (*handler)(const Site&, const http::Request&)) {
        http::Handler with_site = [&site, handler](const http::Request& request) { return handler(site, request); };
        if (method == post) with_site = confirmed(site, std::move(with_site));
        return http::Route{method, std::move(pattern), needs(office::Right::manage_users), std::move(with_site)};
    };
    return {
        route(get, "/settings/users", &list_users),
        route(post, "/settings/users", &create_user),
        route(get, "/settings/users/new", &new_user_form),
        route(get, "/settings/users/<id>", &edit_user_form),
        route(post, "/settings/users/<id>", &change_user),
        route(post, "/settings/users/<id>/password", &reset_password),
        route(get, "/settings/users/<id>/disabling", &ask_to_disable),
        route(post, "/settings/users/<id>/disabling", &disable_user),
        route(post, "/settings/users/<id>/enabling", &enable_user),
        route(get, "/settings/users/<id>/second-factor", &ask_to_reset_factor),
        route(post, "/settings/users/<id>/second-factor", &reset_factor),
    };
}

namespace {

using office::Role;
using office::User;
using storage::Id;
using storage::Read;
using storage::Write;

constexpr std::string_view users_url = "/settings/users";

const storage::Record_type& type() { return storage::record_type<User>(); }

std::string url_of_user(Id id, std::string_view rest = {}) { return std::format("{}/{}{}", users_url, id, rest); }

// ---- The list

std::string role_label(const Language& language, Role role) {
    for (const auto& option : options(role))
        if (option.key == storage::Value<Role>::show(role)) return language.say(option.label);
    return {};
}

/// What of somebody the list shows that does not stand in their record.
struct Standing {
    storage::Moment seen;  ///< never: not set
    bool has_factor = false;
};

Standing standing_of(const Read& read, const User& user) {
    const auto sessions = office::sessions_of(read, {user.id});
    return {.seen = sessions.empty() ? storage::Moment{} : sessions.front().last_seen,
            .has_factor = office::has_second_factor(read, {user.id})};
}

Data user_data(const Language& language, const User& user, const Standing& standing, bool self) {
    auto data = object();
    data["person_name"] = text(user.name);
    data["person_email"] = text(user.email.text);
    data["person_role"] = text(role_label(language, user.role));
    data["person_initials"] = text(initials(user.name));
    data["person_seen"] = text(moment_text(language, standing.seen).relative);
    data["person_disabled"] = user.disabled;
    data["person_one_time_until"] = text(moment_text(language, user.one_time_until).exact);
    data["person_self"] = self;
    data["person_has_factor"] = standing.has_factor;
    data["person_factor_url"] =
        self || !standing.has_factor ? Data(false) : text(url_of_user(user.id, "/second-factor"));
    data["person_sessions_url"] = text(url_of_user(user.id, "/sessions"));
    data["person_edit_url"] = text(url_of_user(user.id));
    data["person_disable_url"] = self || user.disabled ? Data(false) : text(url_of_user(user.id, "/disabling"));
    data["person_enable_url"] = user.disabled ? text(url_of_user(user.id, "/enabling")) : Data(false);
    data["person_reset_url"] = self ? Data(false) : text(url_of_user(user.id, "/password"));
    return data;
}

Data users_data(const Site& site, const http::Request& request) {
    const auto& language = Language::of(request);
    auto users = list();
    site.store.read(request.scope(), [&](const Read& read) {
        for (const auto& user : all_users(read))
            append(users, user_data(language, user, standing_of(read, user), user.id == request.caller->user));
    });
    return users;
}

Data one_time_note(const Language& language, const Secret_note& note) {
    if (note.secret.empty()) return {false};
    auto data = object();
    data["one_time_name"] = text(note.about);
    data["one_time_secret"] = text(note.secret);
    data["one_time_until"] = text(moment_text(language, office::one_time_until(storage::Moment::now())).exact);
    return data;
}

http::Response list_users(const Site& site, const http::Request& request) {
    auto data = object();
    data["title"] = Language::of(request).say("People");
    data["users"] = users_data(site, request);
    data["user_new_url"] = std::string(users_url) + "/new";
    data["one_time_password"] = one_time_note(Language::of(request), show_once(request));
    return page(site, request, "people/users", std::move(data));
}

// ---- The form

Form user_form(const Site& site, const http::Request& request, Id id) {
    const auto& language = Language::of(request);
    auto form = site.store.read(request.scope(), [&](const Read& read) {
        if (id == 0) return open_form(read, language, type(), nullptr);
        const auto raw = read.get(type(), id);
        return open_form(read, language, type(), &raw);
    });
    if (id == 0) form.title = language.say("New person");
    form.action = id == 0 ? std::string(users_url) : url_of_user(id);
    form.cancel_url = form.back_url = users_url;
    form.back_label = language.say("People");
    return form;
}

http::Response new_user_form(const Site& site, const http::Request& request) {
    return form_page(site, request, user_form(site, request, 0));
}

http::Response edit_user_form(const Site& site, const http::Request& request) {
    return form_page(site, request, user_form(site, request, request.id()));
}

/// To the list, which shows the password once.
http::Response with_password(const http::Request& request, const std::string& name, const std::string& password,
                             std::string_view message) {
    return done(request, url_with_secret(request, users_url, {name, password}), Language::of(request).say(message));
}

/// Runs `change`; what is wrong comes back with the form.
http::Response or_form_again(const Site& site, const http::Request& request, Form form, const storage::Typed& typed,
                             const std::function<http::Response()>& change) {
    try {
        return change();
    } catch (const storage::Error& error) {
        if (error.fault() != storage::Fault::invalid) throw;
        return form_again(site, request, std::move(form), typed, error);
    }
}

http::Response create_user(const Site& site, const http::Request& request) {
    auto form = user_form(site, request, 0);
    const auto typed = typed_of(request.form, items_of(form.groups));
    return or_form_again(site, request, std::move(form), typed, [&] {
        const auto password = office::new_typed_secret();
        const auto hashed = office::new_password(password, {});
        const auto name = site.store.write(actor_of(request), [&](Write& write) {
            const auto raw =
                office::save(write, type(), 0, 0, typed, office::References::names, Language::of(request).style());
            office::set_one_time_password(write, {raw.id}, hashed);
            return type().name(raw.fields);
        });
        return with_password(request, name, password, "Saved");
    });
}

bool disables(const Read& read, Id id, const storage::Typed& typed) {
    const auto at = typed.find("disabled");
    return at != typed.end() && at->second == "yes" && !read.get<User>(id).disabled;
}

/// What somebody has in hand is asked about before they are disabled.
http::Response change_user(const Site& site, const http::Request& request) {
    auto form = user_form(site, request, request.id());
    const auto typed = typed_of(request.form, items_of(form.groups));
    return or_form_again(site, request, std::move(form), typed, [&] {
        bool asks = false;
        site.store.write(actor_of(request), [&](Write& write) {
            storage::Typed saved = typed;
            asks = disables(write, request.id(), typed) && !office::in_hand(write, {request.id()}).empty();
            if (asks) saved.erase("disabled");
            office::save(write, type(), request.id(), revision_of(request.form), saved, office::References::names,
                         Language::of(request).style());
        });
        return done(request, asks ? url_of_user(request.id(), "/disabling") : std::string(users_url),
                    Language::of(request).say("Saved"));
    });
}

// ---- Verbs

http::Response reset_password(const Site& site, const http::Request& request) {
    const auto password = office::new_typed_secret();
    const auto hashed = office::new_password(password, {});
    const auto name = site.store.write(actor_of(request), [&](Write& write) {
        const auto user = write.get<User>(request.id());
        if (user.id == request.caller->user)
            throw storage::Error(storage::Fault::refused, "Change your own password on the page of your account.");
        office::set_one_time_password(write, {user.id}, hashed);
        return user.name;
    });
    return with_password(request, name, password, "The old password no longer works.");
}

http::Response ask_to_reset_factor(const Site& site, const http::Request& request) {
    const auto& language = Language::of(request);
    const auto user = site.store.read(request.scope(), [&](const Read& read) { return read.get<User>(request.id()); });
    return confirm_page(
        site, request,
        {.title = language.say("Take the second factor of {} away?", {user.name}),
         .text = language.say("The password alone is enough to sign in then, until a new second factor is set up. The "
                              "app and the recovery codes of now no longer work."),
         .button = language.say("Take second factor away"),
         .action = url_of_user(user.id, "/second-factor"),
         .cancel_url = std::string(users_url),
         .option = language.say("Sign them out everywhere"),
         .option_name = "end_sessions"});
}

http::Response reset_factor(const Site& site, const http::Request& request) {
    site.store.write(actor_of(request), [&](Write& write) {
        const auto user = write.get<User>(request.id());
        if (user.id == request.caller->user)
            throw storage::Error(storage::Fault::refused,
                                 "Turn off your own second factor on the page of your account.");
        office::reset_second_factor(write, {user.id});
        if (request.form.get("end_sessions") == "yes")
            office::end_sessions_of_another(write, {user.id}, request.caller->session);
    });
    return done(request, std::string(users_url), Language::of(request).say("The password alone is enough again."));
}

// ---- Disabling

/// Who may have what somebody else has in hand; first that it stays.
std::vector<std::pair<std::string, std::string>> takers(const Read& read, const Language& language, const User& user) {
    std::vector<std::pair<std::string, std::string>> options{
        {"", language.say("Nobody: it stays with {}", {user.name})}};
    for (const User& other : all_users(read))
        if (other.id != user.id && office::takes_work(read, other.id))
            options.emplace_back(std::to_string(other.id), other.name);
    return options;
}

/// "3 tasks", "12 clients"
Data in_hand_data(const Language& language, const std::vector<office::In_hand>& all) {
    Data counts = list();
    for (const office::In_hand& some : all) {
        Data one = object();
        one["in_hand_count"] = text(with_separators(language, some.ids.size()));
        one["in_hand_what"] = text(counted_kind(language, some.type->kind, some.ids.size()));
        append(counts, std::move(one));
    }
    return counts;
}

http::Response disabling_page(const Site& site, const http::Request& request, const storage::Errors& errors,
                              int status) {
    const Language& language = Language::of(request);
    Data data = object();
    site.store.read([&](const Read& read) {
        const auto user = read.get<User>(request.id());
        const auto all = office::in_hand(read, {user.id});
        Simple_form form(language, {{.name = "to",
                                     .label = "Hand it over to",
                                     .control = storage::Control::select,
                                     .required = false,
                                     .options = takers(read, language, user)}});
        form.keep(request.form);
        form.add_errors(errors);
        form.set_errors(data);
        data["title"] = text(language.say("Disable {}?", {user.name}));
        data["in_hand"] = in_hand_data(language, all);
        data["has_in_hand"] = !all.empty();
        data["disable_fields"] = all.empty() ? list() : form.fields();
    });
    data["disable_action"] = text(url_of_user(request.id(), "/disabling"));
    data["disable_cancel_url"] = text(users_url);
    return page(site, request, "people/disabling", std::move(data), status);
}

http::Response ask_to_disable(const Site& site, const http::Request& request) {
    return disabling_page(site, request, {}, 200);
}

/// One operation; taking it back lets them in again, and gives back what was handed over.
http::Response disable_user(const Site& site, const http::Request& request) {
    const storage::Ref<User> to{storage::parse_id(request.form.get("to")).value_or(0)};
    std::uint64_t operation = 0;
    try {
        operation = site.store.write(actor_of(request), [&](Write& write) {
            office::disable(write, {request.id()}, to);
            return write.operation();
        });
    } catch (const storage::Error& error) {
        if (error.fault() != storage::Fault::invalid) throw;
        return disabling_page(site, request, error.fields(), 422);
    }
    const std::string enabling = url_of_user(request.id(), "/enabling");
    return done(request, std::string(users_url),
                Language::of(request).say(to ? "Disabled, and handed over" : "Disabled"),
                to ? std::format("{}?operation={}", enabling, operation) : enabling);
}

/// Takes back what was handed over when they were disabled.
void take_back_handed_over(const Site& site, const http::Request& request) {
    const auto operation = storage::parse_id(request.query.get("operation"));
    if (!operation || *operation == 0) return;
    const bool is_theirs = site.store.read([&](const Read& read) {
        return std::ranges::any_of(read.entries_of(*operation), [&](std::uint64_t number) {
            const storage::Entry entry = read.entry(number);
            return entry.kind == User::kind.number && entry.id == request.id() && entry.doing.verb == "disable";
        });
    });
    if (is_theirs) office::take_back(site.store, actor_of(request), *operation);
}

http::Response enable_user(const Site& site, const http::Request& request) {
    site.store.write(actor_of(request), [&](Write& write) {
        const auto user = write.get<User>(request.id());
        office::save(write, type(), user.id, user.revision, {{"disabled", "no"}}, office::References::names);
    });
    take_back_handed_over(site, request);
    return done(request, std::string(users_url), Language::of(request).say("Enabled"));
}

}  // namespace

std::vector<User> all_users(const Read& read) {
    std::vector<User> users;
    for (const auto id : read.select(type(), {.tag = type().column("name")->tag, .limit = 1000}).ids)
        users.push_back(read.get<User>(id));
    return users;
}

}  // namespace pages
