#include "pages/people/session.h"

#include <format>

#include "http/access.h"
#include "http/form.h"
#include "office/people/throttle.h"
#include "pages/frame/browser.h"
#include "pages/frame/view.h"
#include "pages/records/simple_form.h"

namespace pages {
namespace {

http::Response start(const Site& site, const http::Request& request);
http::Response show_login(const Site& site, const http::Request& request);
http::Response log_in(const Site& site, const http::Request& request);
http::Response show_code(const Site& site, const http::Request& request);
http::Response take_code(const Site& site, const http::Request& request);
http::Response log_out(const Site& site, const http::Request& request);

}  // namespace

std::vector<http::Route> session_routes(const Site& site) {
    using enum http::Method;
    return {
        {get, "/", http::anyone, [&site](const auto& request) { return start(site, request); }},
        {get, "/login", http::anyone, [&site](const auto& request) { return show_login(site, request); }},
        {post, "/login", http::anyone, [&site](const auto& request) { return log_in(site, request); }},
        {get, std::string(code_url), http::signed_in,
         [&site](const auto& request) { return show_code(site, request); }},
        {post, std::string(code_url), http::signed_in,
         [&site](const auto& request) { return take_code(site, request); }},
        {post, "/logout", http::anyone, [&site](const auto& request) { return log_out(site, request); }},
    };
}

namespace {

bool is_set_up(const Site& site) { return site.store.read(office::has_users); }

http::Response start(const Site& site, const http::Request& request) {
    if (request.caller) return http::Response::see_other("/today");
    return http::Response::see_other(is_set_up(site) ? "/login" : "/setup");
}

Simple_form login_form(const http::Request& request) {
    return {Language::of(request),
            {{.name = "email",
              .label = "E-mail",
              .control = storage::Control::email,
              .autocomplete = "username",
              .missing = "Enter your e-mail address."},
             {.name = "password",
              .label = "Password",
              .control = storage::Control::password,
              .autocomplete = "current-password",
              .missing = "Enter your password."}}};
}

http::Response login_page(const Site& site, const http::Request& request, const Simple_form& form,
                          std::string_view next, std::string_view error, int status) {
    const auto& language = Language::of(request);
    const auto target = http::local_target(next);
    auto data = object();
    data["title"] = language.say("Sign in");
    data["fields"] = form.fields();
    data["login_error"] = text(language.say(error));
    data["login_next"] = text(target == "/" ? "" : target);
    return page(site, request, "people/login", std::move(data), status);
}

http::Response show_login(const Site& site, const http::Request& request) {
    const auto next = request.query.get("next");
    if (request.caller) return http::Response::see_other(http::local_target(next));
    if (!is_set_up(site)) return http::Response::see_other("/setup");
    return login_page(site, request, login_form(request), next, "", 200);
}

std::string theme_of(const Site& site, const office::Session& session) {
    return site.store.read([&](const storage::Read& read) {
        const auto user = read.find(session.user);
        return storage::Value<office::Theme>::show(user ? user->theme : office::Theme::automatic);
    });
}

http::Response log_in(const Site& site, const http::Request& request) {
    const auto next = request.form.get("next");
    auto form = login_form(request);
    form.keep(request.form);
    form.check_required(request.form);
    if (form.wrong()) return login_page(site, request, form, next, "", 422);
    try {
        const auto session =
            office::sign_in(site.store, request.form.get("email"), request.form.get("password"), peer_of(request));
        auto target = http::local_target(next);
        if (session.session.awaits_code) target = std::format("{}?next={}", code_url, http::percent_encoded(target));
        return signed_in(request, session, std::move(target), theme_of(site, session.session));
    } catch (const office::Slow_down& error) {
        auto response = login_page(site, request, form, next, error.what(), 429);
        return std::move(response.header("Retry-After", std::to_string(error.wait().count())));
    } catch (const storage::Error& error) {
        if (error.fault() != storage::Fault::invalid) throw;
        const auto message = error.fields().find("");
        return login_page(site, request, form, next,
                          message == error.fields().end() ? std::string_view(error.what()) : message->second, 422);
    }
}

// ---- The second step

bool awaits_code(const http::Request& request) { return request.caller->only_at == code_url; }

Simple_form code_form(const http::Request& request) {
    return {Language::of(request),
            {{.name = "code",
              .label = "Code",
              .autocomplete = "one-time-code",
              .hint = "Six digits of the app, or a recovery code",
              .missing = "Enter the code."}}};
}

http::Response code_page(const Site& site, const http::Request& request, const Simple_form& form, std::string_view next,
                         int status) {
    const auto target = http::local_target(next);
    auto data = object();
    data["title"] = Language::of(request).say("Second factor");
    data["fields"] = form.fields();
    data["login_next"] = text(target == "/" ? "" : target);
    form.set_errors(data);
    return page(site, request, "people/login_code", std::move(data), status);
}

http::Response show_code(const Site& site, const http::Request& request) {
    const auto next = request.query.get("next");
    if (!awaits_code(request)) return http::Response::see_other(http::local_target(next));
    return code_page(site, request, code_form(request), next, 200);
}

http::Response take_code(const Site& site, const http::Request& request) {
    const auto next = request.form.get("next");
    if (!awaits_code(request)) return http::Response::see_other(http::local_target(next));
    auto form = code_form(request);
    form.keep(request.form);
    form.check_required(request.form);
    if (form.wrong()) return code_page(site, request, form, next, 422);
    try {
        const auto session =
            office::finish_sign_in(site.store, {request.caller->user}, request.form.get("code"), peer_of(request));
        return signed_in(request, session, http::local_target(next), theme_of(site, session.session));
    } catch (const office::Slow_down& error) {
        form.add_errors({{"code", error.what()}});
        auto response = code_page(site, request, form, next, 429);
        return std::move(response.header("Retry-After", std::to_string(error.wait().count())));
    } catch (const storage::Error& error) {
        if (error.fault() != storage::Fault::invalid) throw;
        form.add_errors(error.fields());
        return code_page(site, request, form, next, 422);
    }
}

http::Response log_out(const Site& site, const http::Request& request) {
    if (request.caller) office::sign_out(site.store, actor_of(request), peer_of(request).secret);
    auto response = done(request, "/login", Language::of(request).say("You are signed out."));
    response.cookie(std::string(http::session_cookie(request.secure)), "", {}, request.secure);
    return response.header("Clear-Site-Data", "\"cache\"");  // pages with personal data do not stay behind
}

}  // namespace
}  // namespace pages
