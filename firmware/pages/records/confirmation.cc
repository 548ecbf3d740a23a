#include "pages/records/confirmation.h"

#include <array>
#include <format>

#include "http/access.h"
#include "http/form.h"
#include "office/people/accounts.h"
#include "office/people/second_factor.h"
#include "office/people/throttle.h"
#include "pages/frame/view.h"
#include "pages/records/simple_form.h"

namespace pages {
namespace {

constexpr std::string_view password_name = "confirm_password", code_name = "confirm_code";
constexpr std::string_view confirmation_url = "/account/confirmation";

/// The password, and the code of whoever has a second factor.
Simple_form proof_form(const Site& site, const http::Request& request) {
    std::vector<Simple_field> fields{{.name = password_name,
                                      .label = "Your password",
                                      .control = storage::Control::password,
                                      .autocomplete = "current-password",
                                      .missing = "Enter your password."}};
    const bool has_factor = site.store.read(
        [&](const storage::Read& read) { return office::has_second_factor(read, {request.caller->user}); });
    if (has_factor)
        fields.push_back({.name = code_name,
                          .label = "Code",
                          .autocomplete = "one-time-code",
                          .hint = "Six digits of the app, or a recovery code",
                          .missing = "Enter the code."});
    return {Language::of(request), fields};
}

http::Response question(const Site& site, const http::Request& request, const Simple_form& form, int status) {
    auto data = object();
    data["title"] = Language::of(request).say("Is it you?");
    data["confirm_action"] = text(request.path);
    data["kept"] = kept_data(request, {password_name, code_name});
    data["fields"] = form.fields();
    form.set_errors(data);
    auto response = page(site, request, "people/confirmation", std::move(data), status);
    if (request.fragment()) response.header("HX-Retarget", "body").header("HX-Reswap", "innerHTML");
    return response;
}

http::Response when_proven(const Site& site, const http::Request& request, const http::Handler& handler) {
    auto form = proof_form(site, request);
    form.check_required(request.form);
    if (form.wrong()) return question(site, request, form, 422);
    try {
        office::confirm(site.store, {request.caller->user}, {request.caller->session},
                        {.password = request.form.get(password_name), .code = request.form.get(code_name)},
                        request.address);
    } catch (const office::Slow_down& error) {
        form.add_errors({{std::string(password_name), error.what()}});
        auto response = question(site, request, form, 429);
        return std::move(response.header("Retry-After", std::to_string(error.wait().count())));
    } catch (const storage::Error& error) {
        if (error.fault() != storage::Fault::invalid) throw;
        form.add_errors(error.fields());
        return question(site, request, form, 422);
    }
    return handler(request);
}

/// Its form keeps where to go on to.
http::Response show_question(const Site& site, const http::Request& request) {
    auto asked = request;
    asked.form.add("next", http::local_target(request.query.get("next")));
    return question(site, asked, proof_form(site, request), 200);
}

}  // namespace

http::Handler confirmed(const Site& site, http::Handler handler) {
    return [&site, handler = std::move(handler)](const http::Request& request) {
        if (request.caller->confirmed) return handler(request);
        if (request.form.has(password_name)) return when_proven(site, request, handler);
        return question(site, request, proof_form(site, request), 403);
    };
}

http::Response ask_to_confirm(const http::Request& request) {
    return http::Response::see_other(
        std::format("{}?next={}", confirmation_url, http::percent_encoded(request.target)));
}

std::vector<http::Route> confirmation_routes(const Site& site) {
    using enum http::Method;
    const std::string url(confirmation_url);
    return {{get, url, http::signed_in, [&site](const auto& request) { return show_question(site, request); }},
            {post, url, http::signed_in, confirmed(site, [](const http::Request& request) {
                 return http::Response::see_other(http::local_target(request.form.get("next")));
             })}};
}

}  // namespace pages
