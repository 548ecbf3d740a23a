#include "pages/people/setup.h"

#include <algorithm>

#include "http/access.h"
#include "office/people/accounts.h"
#include "office/people/throttle.h"
#include "office/work/ready_made.h"
#include "pages/frame/browser.h"
#include "pages/records/currency.h"
#include "pages/records/simple_form.h"

namespace pages {
namespace {

http::Response show_setup(const Site& site, const http::Request& request);
http::Response make_admin(const Site& site, const http::Request& request);

}  // namespace

std::vector<http::Route> setup_routes(const Site& site) {
    using enum http::Method;
    return {
        {get, "/setup", http::anyone, [&site](const auto& request) { return show_setup(site, request); }},
        {post, "/setup", http::anyone, [&site](const auto& request) { return make_admin(site, request); }},
    };
}

namespace {

using storage::Control;

bool is_set_up(const Site& site) { return site.store.read(office::has_users); }

Simple_form setup_form(const http::Request& request) {
    return {Language::of(request),
            {{.name = "code", .label = "Code", .autocomplete = "one-time-code", .missing = "Enter the code."},
             {.name = "name", .label = "Name", .autocomplete = "name", .missing = "Enter your name."},
             {.name = "email",
              .label = "E-mail",
              .control = Control::email,
              .autocomplete = "username",
              .missing = "Enter your e-mail address."},
             {.name = "password",
              .label = "Password",
              .control = Control::password,
              .autocomplete = "new-password",
              .hint = "At least 10 characters",
              .missing = "Enter a password."},
             {.name = "password_again",
              .label = "Password again",
              .control = Control::password,
              .autocomplete = "new-password",
              .missing = "Enter the password again."},
             {.name = "currency",
              .label = "Currency",
              .control = Control::select,
              .hint = "Of all amounts. It cannot be changed once there are some.",
              .required = false,  // a program that sends none gets that of the program
              .options = currency_options()}}};
}

http::Response setup_page(const Site& site, const http::Request& request, const Simple_form& form, int status) {
    auto data = object();
    data["title"] = Language::of(request).say("Set up this box");
    data["fields"] = form.fields();
    form.set_errors(data);
    return page(site, request, "people/first_admin", std::move(data), status);
}

http::Response show_setup(const Site& site, const http::Request& request) {
    if (is_set_up(site)) return http::Response::see_other("/");
    auto form = setup_form(request);
    form.set("currency", likely_currency(request).code);
    return setup_page(site, request, form, 200);
}

/// Letters and digits only, in capitals: people type codes as they like.
std::string plain_code(std::string_view typed) {
    std::string code;
    for (const char letter : typed) {
        if (letter >= 'a' && letter <= 'z') code += static_cast<char>(letter - 'a' + 'A');
        if ((letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9')) code += letter;
    }
    return code;
}

/// Wrong codes are counted by address and slowed.
bool is_right_code(const Site& site, const http::Request& request) {
    static office::Throttle throttle;
    office::Throttle::Try attempt(throttle, {site.folder.string() + '\n' + request.address}, storage::Moment::now());
    const auto code = plain_code(site.first_admin_code());
    if (code.empty() || !http::equal_secrets(plain_code(request.form.get("code")), code)) return false;
    attempt.succeeded();
    return true;
}

storage::Errors wrong_in(const Site& site, const http::Request& request) {
    storage::Errors errors;
    if (!is_right_code(site, request)) errors.emplace("code", "is wrong");
    if (request.form.get("password") != request.form.get("password_again"))
        errors.emplace("password_again", "is not the same");
    return errors;
}

http::Response make_admin(const Site& site, const http::Request& request) {
    if (is_set_up(site)) return http::Response::see_other("/login");
    auto form = setup_form(request);
    form.keep(request.form);
    form.check_required(request.form);
    if (!form.wrong()) form.add_errors(wrong_in(site, request));
    if (form.wrong()) return setup_page(site, request, form, 422);
    const auto email = request.form.get("email"), password = request.form.get("password");
    try {
        const office::User admin = office::make_first_admin(site.store, request.form.get("name"), email, password,
                                                            request.form.get("currency"));
        office::make_ready_kinds(site.store, {admin.id, admin.name}, saying(Language::of(request)));
    } catch (const storage::Error& error) {
        if (error.fault() != storage::Fault::invalid) throw;
        form.add_errors(error.fields());
        return setup_page(site, request, form, 422);
    }
    site.first_admin_code();  // is forgotten now
    const auto session = office::sign_in(site.store, email, password, peer_of(request));
    return signed_in(request, session, "/today", "auto");
}

}  // namespace
}  // namespace pages
