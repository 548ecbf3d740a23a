#include "pages/people/account.h"

#include <algorithm>

#include "http/access.h"
#include "http/form.h"
#include "office/people/accounts.h"
#include "office/people/second_factor.h"
#include "pages/frame/browser.h"
#include "pages/frame/view.h"
#include "pages/people/new_password.h"
#include "pages/people/session_list.h"

namespace pages {
namespace {

http::Response show_account(const Site& site, const http::Request& request);
http::Response change_password(const Site& site, const http::Request& request);
http::Response change_preferences(const Site& site, const http::Request& request);
http::Response change_theme(const Site& site, const http::Request& request);
http::Response end_other_sessions(const Site& site, const http::Request& request);
http::Response end_session(const Site& site, const http::Request& request);

}  // namespace

std::vector<http::Route> account_routes(const Site& site) {
    using enum http::Method;
    const auto route = [&site](http::Method method, std::string pattern,
                               http::Response (*handler)(const Site&, const http::Request&)) {
        return http::Route{method, std::move(pattern), http::signed_in,
                           [&site, handler](const http::Request& request) { return handler(site, request); }};
    };
    return {
        route(get, "/account", &show_account),
        route(post, "/account/password", &change_password),
        route(post, "/account/preferences", &change_preferences),
        route(post, "/account/theme", &change_theme),
        route(post, "/account/sessions/revocation", &end_other_sessions),
        route(post, "/account/sessions/<id>/revocation", &end_session),
    };
}

Place account_place() { return {{}, "My account", "/account", "user"}; }

namespace {

using office::Session;
using office::User;
using storage::Control;
using storage::Read;
using storage::Ref;
using storage::Write;

Ref<User> self(const http::Request& request) { return {request.caller->user}; }

// ---- The page

std::vector<std::pair<std::string, std::string>> theme_options() {
    std::vector<std::pair<std::string, std::string>> themes;
    for (const auto& option : options(office::Theme{})) themes.emplace_back(option.key, option.label);
    return themes;
}

std::vector<std::pair<std::string, std::string>> language_options() {
    std::vector<std::pair<std::string, std::string>> languages{{"", "Like the browser"}};
    for (const auto* language : Language::all()) languages.emplace_back(language->code(), language->name());
    return languages;
}

Simple_form preference_form(const http::Request& request) {
    return {Language::of(request),
            {{.name = "theme", .label = "Theme", .control = Control::select, .options = theme_options()},
             {.name = "language",
              .label = "Language",
              .control = Control::select,
              .required = false,
              .options = language_options()}}};
}

Simple_form password_form(const http::Request& request) {
    return {Language::of(request),
            {{.name = "old_password",
              .label = "Present password",
              .control = Control::password,
              .autocomplete = "current-password",
              .missing = "Enter your present password."},
             new_password_field(),
             new_password_again_field(),
             {.name = "end_sessions",
              .label = "Sign out all other browsers",
              .control = Control::checkbox,
              .autocomplete = "",
              .required = false},
             {.name = "end_tokens",
              .label = "Take back all my tokens",
              .control = Control::checkbox,
              .autocomplete = "",
              .required = false}}};
}

/// The forms of the page; the one that was sent has its messages.
struct Forms {
    explicit Forms(const http::Request& request)
        : preferences(preference_form(request))
        , password(password_form(request)) {
        password.set("end_sessions", "yes");
        preferences.set("theme", request.caller->theme);
        preferences.set("language", request.caller->language);
    }
    Simple_form preferences, password;
};

http::Response account_page(const Site& site, const http::Request& request, const Forms& forms, int status) {
    auto data = object();
    data["title"] = Language::of(request).say("My account");
    data["preference_fields"] = forms.preferences.fields();
    data["password_fields"] = forms.password.fields();
    for (const auto* form : {&forms.preferences, &forms.password})
        if (form->wrong() || !data.get("has_errors")) form->set_errors(data);
    site.store.read(request.scope(), [&](const Read& read) {
        set_sessions(data, request, office::sessions_of(read, self(request)), "/account/sessions");
        data["has_factor"] = office::has_second_factor(read, self(request));
    });
    return page(site, request, "people/account", std::move(data), status);
}

http::Response show_account(const Site& site, const http::Request& request) {
    return account_page(site, request, Forms(request), 200);
}

// ---- Password

office::Password_change wanted_by(const http::Request& request) {
    return {.old_password = request.form.get("old_password"),
            .new_password = request.form.get("new_password"),
            .end_sessions = request.form.has("end_sessions"),
            .end_tokens = request.form.has("end_tokens")};
}

http::Response change_password(const Site& site, const http::Request& request) {
    Forms forms(request);
    auto& form = forms.password;
    form.keep(request.form);
    form.check_required(request.form);
    check_typed_twice(form, request.form);
    if (form.wrong()) return account_page(site, request, forms, 422);
    try {
        office::change_password(site.store, self(request), wanted_by(request), request.caller->session,
                                request.address);
    } catch (const storage::Error& error) {
        if (error.fault() != storage::Fault::invalid) throw;
        form.add_errors(error.fields());
        return account_page(site, request, forms, 422);
    }
    return done(request, "/account", Language::of(request).say("Your password is changed."));
}

// ---- Preferences

std::optional<office::Theme> theme_named(std::string_view key) {
    const auto theme = storage::Value<office::Theme>::parse(key);
    return theme && !key.empty() ? std::optional(*theme) : std::nullopt;
}

bool is_spoken(std::string_view code) {
    return code.empty() || std::ranges::contains(Language::all(), code, &Language::code);
}

void store_preferences(const Site& site, const http::Request& request, const std::function<void(User&)>& change) {
    site.store.write(actor_of(request), [&](Write& write) {
        auto user = write.get(self(request));
        change(user);
        write.update(user);
    });
}

http::Response change_preferences(const Site& site, const http::Request& request) {
    Forms forms(request);
    forms.preferences.keep(request.form);
    const auto theme = theme_named(request.form.get("theme"));
    const auto language = request.form.get("language");
    if (!theme) forms.preferences.add_errors({{"theme", "is not one of the choices"}});
    if (!is_spoken(language)) forms.preferences.add_errors({{"language", "is not one of the choices"}});
    if (forms.preferences.wrong()) return account_page(site, request, forms, 422);
    store_preferences(site, request, [&](User& user) {
        user.theme = *theme;
        user.language = language;
    });
    const auto& spoken = language.empty() ? Language::of(request) : Language::named(language);
    auto response = done(request, "/account", spoken.say("Saved"));
    set_theme_cookie(response, request, request.form.get("theme"));
    return response;
}

/// Back to the page whose menu was used.
std::string came_from(const http::Request& request) {
    const auto referer = request.headers.get("referer");
    const auto host = referer.find(request.host);
    if (request.host.empty() || host == std::string_view::npos) return "/account";
    return http::local_target(referer.substr(host + request.host.size()));
}

http::Response change_theme(const Site& site, const http::Request& request) {
    const auto theme = theme_named(request.form.get("theme"));
    if (!theme) throw storage::Error(storage::Errors{{"theme", "is not one of the choices"}});
    store_preferences(site, request, [&](User& user) { user.theme = *theme; });
    auto response = http::Response::see_other(came_from(request));
    set_theme_cookie(response, request, request.form.get("theme"));
    return response;
}

// ---- Sessions

http::Response end_other_sessions(const Site& site, const http::Request& request) {
    site.store.write(actor_of(request),
                     [&](Write& write) { office::end_sessions(write, self(request), request.caller->session); });
    return done(request, "/account", Language::of(request).say("Your other sessions have ended."));
}

http::Response end_session(const Site& site, const http::Request& request) {
    site.store.write(actor_of(request), [&](Write& write) {
        const auto session = write.get<Session>(request.id());
        if (session.user != self(request))
            throw storage::Error(storage::Fault::not_found, "There is nothing at this address.");
        office::sign_out(write, {session.id});
    });
    return done(request, "/account", Language::of(request).say("The session has ended."));
}

}  // namespace
}  // namespace pages
