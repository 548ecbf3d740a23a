#include "pages/people/new_password.h"

#include "http/access.h"
#include "office/people/accounts.h"
#include "pages/frame/page.h"

namespace pages {
namespace {

http::Response show_form(const Site& site, const http::Request& request);
http::Response choose(const Site& site, const http::Request& request);

}  // namespace

std::vector<http::Route> new_password_routes(const Site& site) {
    using enum http::Method;
    const std::string url(new_password_url);
    return {
        {get, url, http::signed_in, [&site](const auto& request) { return show_form(site, request); }},
        {post, url, http::signed_in, [&site](const auto& request) { return choose(site, request); }},
    };
}

Simple_field new_password_field() {
    return {.name = "new_password",
            .label = "New password",
            .control = storage::Control::password,
            .autocomplete = "new-password",
            .hint = "At least 10 characters",
            .missing = "Enter a new password."};
}

Simple_field new_password_again_field() {
    return {.name = "new_password_again",
            .label = "New password again",
            .control = storage::Control::password,
            .autocomplete = "new-password",
            .missing = "Enter the new password again."};
}

void check_typed_twice(Simple_form& form, const http::Pairs& sent) {
    if (sent.get("new_password") != sent.get("new_password_again"))
        form.add_errors({{"new_password_again", "is not the same"}});
}

namespace {

Simple_form password_form(const http::Request& request) {
    return {Language::of(request), {new_password_field(), new_password_again_field()}};
}

http::Response form_page(const Site& site, const http::Request& request, const Simple_form& form, int status) {
    auto data = object();
    const auto next =
        http::local_target(request.method == http::Method::post ? request.form.get("next") : request.query.get("next"));
    data["title"] = Language::of(request).say("Choose your password");
    data["password_next"] = text(next == "/" ? "" : next);
    data["fields"] = form.fields();
    form.set_errors(data);
    return page(site, request, "people/new_password", std::move(data), status);
}

http::Response show_form(const Site& site, const http::Request& request) {
    if (request.caller->only_at.empty()) return http::Response::see_other("/account");
    return form_page(site, request, password_form(request), 200);
}

http::Response choose(const Site& site, const http::Request& request) {
    auto form = password_form(request);
    form.check_required(request.form);
    const auto password = request.form.get("new_password");
    check_typed_twice(form, request.form);
    if (form.wrong()) return form_page(site, request, form, 422);
    try {
        office::choose_password(site.store, {request.caller->user}, password, request.caller->session, request.address);
    } catch (const storage::Error& error) {
        if (error.fault() != storage::Fault::invalid) throw;
        form.add_errors(error.fields());
        return form_page(site, request, form, 422);
    }
    return done(request, http::local_target(request.form.get("next")),
                Language::of(request).say("Your password is changed."));
}

}  // namespace
}  // namespace pages
