#include "pages/people/second_factor.h"

#include <format>
#include <ranges>

#include "http/access.h"
#include "http/form.h"
#include "office/people/second_factor.h"
#include "office/people/throttle.h"
#include "office/people/totp.h"
#include "pages/frame/shown_once.h"
#include "pages/frame/view.h"
#include "pages/people/qr_code.h"
#include "pages/records/confirmation.h"
#include "pages/records/simple_form.h"
#include "storage/settings.h"

namespace pages {
namespace {

http::Response show_factor(const Site& site, const http::Request& request);
http::Response set_up(const Site& site, const http::Request& request);
http::Response make_codes(const Site& site, const http::Request& request);
http::Response turn_off(const Site& site, const http::Request& request);

}  // namespace

std::vector<http::Route> second_factor_routes(const Site& site) {
    using enum http::Method;
    const std::string url(second_factor_url);
    const auto with = [&site](http::Response (*handler)(const Site&, const http::Request&)) -> http::Handler {
        return [&site, handler](const http::Request& request) { return handler(site, request); };
    };
    return {
        {get, url, http::signed_in, with(&show_factor)},
        {post, url, http::signed_in, confirmed(site, with(&set_up))},
        {post, url + "/codes", http::signed_in, confirmed(site, with(&make_codes))},
        {post, url + "/off", http::signed_in, with(&turn_off)},
    };
}

namespace {

using storage::Control;
using storage::Read;
using storage::Ref;

Ref<office::User> self(const http::Request& request) { return {request.caller->user}; }

Simple_field code_field(std::string_view hint) {
    return {
        .name = "code", .label = "Code", .autocomplete = "one-time-code", .hint = hint, .missing = "Enter the code."};
}

/// The forms of the page; the one that was sent has its messages.
struct Forms {
    explicit Forms(const http::Request& request)
        : code(Language::of(request), {code_field("Six digits, as the app shows them now")})
        , off(Language::of(request), {{.name = "old_password",
                                       .label = "Present password",
                                       .control = Control::password,
                                       .autocomplete = "current-password",
                                       .missing = "Enter your present password."},
                                      code_field("Of the app, or a recovery code")}) {}
    Simple_form code, off;
};

struct Standing {
    bool on = false;
    std::string key;  ///< of a setup that was begun
    std::size_t codes_left = 0;
    std::string office;
};

Standing standing_of(const Read& read, Ref<office::User> user) {
    const auto settings = read.find<storage::Settings>(storage::Settings::only);
    return {.on = office::has_second_factor(read, user),
            .key = office::begun_key(read, user),
            .codes_left = office::recovery_codes_left(read, user),
            .office = settings ? settings->office : std::string{}};
}

/// In groups of four, as people type it.
std::string in_groups(std::string_view key) {
    std::string text;
    for (std::size_t at = 0; at < key.size(); at += 4) text += (at == 0 ? "" : " ") + std::string(key.substr(at, 4));
    return text;
}

void set_key(Data& data, const http::Request& request, const Standing& standing) {
    const std::string issuer = standing.office.empty() ? "Clientbox" : standing.office;
    const Qr_code picture =
        standing.key.empty()
            ? Qr_code{}
            : qr_code(office::totp_address(office::from_base32(standing.key), issuer, request.caller->email));
    data["factor_key"] = text(in_groups(standing.key));
    data["qr_box"] = text(picture.box);
    data["qr_path"] = text(picture.path);
}

void set_shown_codes(Data& data, const http::Request& request) {
    auto codes = list();
    const std::string made = show_once(request).secret;
    for (const auto one : std::views::split(made, ' ')) {
        if (one.empty()) continue;
        auto code = object();
        code["recovery_code"] = text(std::string_view(one));
        append(codes, std::move(code));
    }
    data["has_recovery_codes"] = !codes.is_empty_list();
    data["recovery_codes"] = std::move(codes);
}

std::string next_of(const http::Request& request) {
    const auto next =
        http::local_target(request.method == http::Method::post ? request.form.get("next") : request.query.get("next"));
    return next == "/" ? std::string{} : next;
}

http::Response factor_page(const Site& site, const http::Request& request, const Forms& forms, int status) {
    const auto& language = Language::of(request);
    const Standing standing = site.store.read([&](const Read& read) { return standing_of(read, self(request)); });
    auto data = object();
    data["title"] = language.say("Second factor");
    data["factor_on"] = standing.on;
    data["factor_begun"] = !standing.key.empty();
    data["factor_needed"] = !request.caller->only_at.empty();
    data["factor_next"] = text(next_of(request));
    data["codes_left"] =
        text(language.say(standing.codes_left, "1 recovery code is left.", "{} recovery codes are left."));
    data["code_fields"] = forms.code.fields();
    data["off_fields"] = forms.off.fields();
    set_key(data, request, standing);
    set_shown_codes(data, request);
    forms.code.set_errors(data);
    if (forms.off.wrong()) forms.off.set_errors(data);
    return page(site, request, "people/second_factor", std::move(data), status);
}

http::Response show_factor(const Site& site, const http::Request& request) {
    return factor_page(site, request, Forms(request), 200);
}

/// Runs `change`; what is wrong comes back in that form.
http::Response or_form_again(const Site& site, const http::Request& request, Forms& forms, Simple_form& form,
                             const std::function<http::Response()>& change) {
    form.keep(request.form);
    form.check_required(request.form);
    if (form.wrong()) return factor_page(site, request, forms, 422);
    try {
        return change();
    } catch (const office::Slow_down& error) {
        form.add_errors({{"code", error.what()}});
        auto response = factor_page(site, request, forms, 429);
        return std::move(response.header("Retry-After", std::to_string(error.wait().count())));
    } catch (const storage::Error& error) {
        if (error.fault() != storage::Fault::invalid) throw;
        form.add_errors(error.fields());
        return factor_page(site, request, forms, 422);
    }
}

std::string joined(const std::vector<std::string>& codes) {
    std::string all;
    for (const std::string& code : codes) all += (all.empty() ? "" : " ") + code;
    return all;
}

/// To the page that shows them once.
http::Response with_codes(const http::Request& request, const std::vector<std::string>& codes,
                          std::string_view message) {
    std::string url = url_with_secret(request, second_factor_url, {.about = {}, .secret = joined(codes)});
    if (const std::string next = next_of(request); !next.empty()) url += "&next=" + http::percent_encoded(next);
    return done(request, url, Language::of(request).say(message));
}

http::Response begin(const Site& site, const http::Request& request) {
    site.store.write(actor_of(request),
                     [&](storage::Write& write) { office::begin_second_factor(write, self(request)); });
    const std::string next = next_of(request);
    return http::Response::see_other(std::string(second_factor_url) +
                                     (next.empty() ? "" : "?next=" + http::percent_encoded(next)));
}

/// Begun without a code, ended with one: at one address, the only one that is open to whoever must do it first.
http::Response set_up(const Site& site, const http::Request& request) {
    if (!request.form.has("code")) return begin(site, request);
    Forms forms(request);
    return or_form_again(site, request, forms, forms.code, [&] {
        const auto codes =
            office::turn_on_second_factor(site.store, self(request), request.form.get("code"), request.address);
        return with_codes(request, codes, "The second factor is on.");
    });
}

http::Response make_codes(const Site& site, const http::Request& request) {
    const auto codes = site.store.write(actor_of(request), [&](storage::Write& write) {
        return office::new_recovery_codes(write, self(request), request.address);
    });
    return with_codes(request, codes, "The old recovery codes no longer work.");
}

http::Response turn_off(const Site& site, const http::Request& request) {
    Forms forms(request);
    return or_form_again(site, request, forms, forms.off, [&] {
        office::turn_off_second_factor(site.store, self(request), request.form.get("old_password"),
                                       request.form.get("code"), request.address);
        return done(request, "/account", Language::of(request).say("The second factor is off."));
    });
}

}  // namespace
}  // namespace pages
