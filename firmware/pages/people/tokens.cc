#include "pages/people/tokens.h"

#include <algorithm>
#include <charconv>
#include <format>

#include "office/people/tokens.h"
#include "office/records/kind.h"
#include "pages/frame/shown_once.h"
#include "pages/frame/view.h"
#include "pages/records/confirmation.h"
#include "pages/records/simple_form.h"

namespace pages {
namespace {

http::Response show_own(const Site& site, const http::Request& request);
http::Response create(const Site& site, const http::Request& request);
http::Response revoke_own(const Site& site, const http::Request& request);
http::Response show_all(const Site& site, const http::Request& request);
http::Response revoke_any(const Site& site, const http::Request& request);

}  // namespace

std::vector<http::Route> token_routes(const Site& site) {
    using enum http::Method;
    const auto with = [&site](http::Response (*handler)(const Site&, const http::Request&)) -> http::Handler {
        return [&site, handler](const http::Request& request) { return handler(site, request); };
    };
    const auto admin = needs(office::Right::manage_users);
    return {
        {get, "/account/tokens", http::signed_in, with(&show_own)},
        {post, "/account/tokens", http::signed_in, confirmed(site, with(&create))},
        {post, "/account/tokens/<id>/revocation", http::signed_in, with(&revoke_own)},
        {get, "/settings/tokens", admin, with(&show_all)},
        {post, "/settings/tokens/<id>/revocation", admin, with(&revoke_any)},
    };
}

namespace {

using office::Token;
using office::User;
using storage::Moment;
using storage::Read;
using storage::Ref;
using storage::Write;

constexpr std::string_view own_url = "/account/tokens";
constexpr std::string_view all_url = "/settings/tokens";

// ---- The form

Simple_form token_form(const http::Request& request) {
    const auto& language = Language::of(request);
    const auto days = [&](std::string_view number) {
        return std::pair{std::string(number), language.say("{} days", {number})};
    };
    return {language,
            {{.name = "label",
              .label = "What for",
              .hint = "For example the program that will use it",
              .missing = "Say what the token is for."},
             {.name = "works_for",
              .label = "Ends after",
              .control = storage::Control::select,
              .options = {days("7"), days("30"), days("90"), days("365"), days("730")}},
             {.name = "access",
              .label = "It may",
              .control = storage::Control::select,
              .options = {{"read", language.say("Read")}, {"write", language.say("Read and change")}}}}};
}

/// Kinds of records that people know, of those that whoever asks may see.
std::vector<const storage::Record_type*> choosable(const http::Request& request) {
    std::vector<const storage::Record_type*> types;
    for (const auto& row : office::kinds())
        if (!row.type->kind.internal && may(request, row.rights.see)) types.push_back(row.type);
    return types;
}

Data kind_choices(const http::Request& request) {
    const auto chosen = request.form.all("kinds");
    auto choices = list();
    for (const auto* type : choosable(request)) {
        auto one = object();
        one["token_kind"] = text(type->kind.name);
        one["token_kind_label"] = text(Language::of(request).say(type->kind.title));
        one["token_kind_chosen"] = std::ranges::contains(chosen, type->kind.name);
        append(choices, std::move(one));
    }
    return choices;
}

// ---- The list

std::string scope_text(const Language& language, const Token& token) {
    std::string scope = language.say(office::may_change(token) ? "Read and change" : "Read");
    const auto numbers = office::kinds_of(token);
    if (numbers.empty()) return scope + ": " + language.say("all but people");
    std::string titles;
    for (const auto& row : office::kinds())
        if (std::ranges::contains(numbers, row.type->kind.number))
            titles += (titles.empty() ? "" : ", ") + language.say(row.type->kind.title);
    return scope + ": " + titles;
}

Data token_data(const Language& language, const Token& token, std::string_view owner, std::string_view url) {
    const auto ends = moment_text(language, office::end_of(token));
    const auto used = moment_text(language, token.last_used);
    auto data = object();
    data["token_label"] = text(token.label);
    data["token_owner"] = text(owner);
    data["token_scope"] = text(scope_text(language, token));
    data["token_ends"] = text(ends.exact);
    data["token_ends_iso"] = text(ends.iso);
    data["token_over"] = Moment::now() >= office::end_of(token);
    data["token_used"] = token.last_used == Moment{} ? Data(false) : text(used.relative);
    data["token_used_exact"] = text(used.exact);
    data["token_used_iso"] = text(used.iso);
    data["token_address"] = text(token.last_address);
    data["token_revoke_url"] = text(std::format("{}/{}/revocation", url, token.id));
    return data;
}

Data one_time_token(const Secret_note& note) {
    if (note.secret.empty()) return {false};
    auto data = object();
    data["one_time_label"] = text(note.about);
    data["one_time_secret"] = text(note.secret);
    return data;
}

Data tokens_data(const Site& site, const http::Request& request, Ref<User> of, std::string_view url) {
    auto tokens = list();
    site.store.read(request.scope(), [&](const Read& read) {
        for (const auto& token : office::tokens_of(read, of)) {
            const auto owner = of ? std::nullopt : read.find(token.user);
            append(tokens, token_data(Language::of(request), token, owner ? owner->name : "", url));
        }
    });
    return tokens;
}

http::Response tokens_page(const Site& site, const http::Request& request, std::string_view title, Data tokens,
                           const Simple_form* form, int status) {
    auto data = object();
    data["title"] = Language::of(request).say(title);
    data["own_tokens"] = form != nullptr;
    data["has_tokens"] = !tokens.is_empty_list();
    data["tokens"] = std::move(tokens);
    data["token_fields"] = form != nullptr ? form->fields() : list();
    data["token_kinds"] = form != nullptr ? kind_choices(request) : list();
    data["one_time_token"] = one_time_token(show_once(request));
    if (form != nullptr) {
        form->set_errors(data);
    } else {
        data["errors"] = list();
        data["has_errors"] = false;
    }
    return page(site, request, "people/tokens", std::move(data), status);
}

http::Response own_page(const Site& site, const http::Request& request, const Simple_form& form, int status) {
    return tokens_page(site, request, "Tokens for programs",
                       tokens_data(site, request, {request.caller->user}, own_url), &form, status);
}

http::Response show_own(const Site& site, const http::Request& request) {
    auto form = token_form(request);
    form.set("works_for", "365");
    form.set("access", "read");
    return own_page(site, request, form, 200);
}

http::Response show_all(const Site& site, const http::Request& request) {
    return tokens_page(site, request, "Tokens of everybody", tokens_data(site, request, {}, all_url), nullptr, 200);
}

// ---- Verbs

office::New_token wanted_by(const http::Request& request) {
    office::New_token wanted{.label = std::string(request.form.get("label")), .address = request.address};
    const auto days = request.form.get("works_for");
    int number = 0;
    std::from_chars(days.data(), days.data() + days.size(), number);
    wanted.works_for = std::chrono::days{number};
    if (request.form.get("access") == "read") wanted.access = office::Token_access::read;
    for (const auto kind : request.form.all("kinds")) wanted.kinds.emplace_back(kind);
    return wanted;
}

http::Response create(const Site& site, const http::Request& request) {
    auto form = token_form(request);
    form.keep(request.form);
    form.check_required(request.form);
    if (form.wrong()) return own_page(site, request, form, 422);
    const auto wanted = wanted_by(request);
    try {
        const auto secret = site.store.write(
            actor_of(request), [&](Write& write) { return office::make_token(write, {request.caller->user}, wanted); });
        return done(request, url_with_secret(request, own_url, {wanted.label, secret}),
                    Language::of(request).say("The token is made."));
    } catch (const storage::Error& error) {
        if (error.fault() != storage::Fault::invalid) throw;
        form.add_errors(error.fields());
        return own_page(site, request, form, 422);
    }
}

http::Response revoked(const http::Request& request, std::string_view url) {
    return done(request, std::string(url), Language::of(request).say("The token no longer works."));
}

http::Response revoke_own(const Site& site, const http::Request& request) {
    site.store.write(actor_of(request), [&](Write& write) {
        const auto token = write.get<Token>(request.id());
        if (token.user.id != request.caller->user)
            throw storage::Error(storage::Fault::not_found, "There is nothing at this address.");
        office::end_token(write, token);
    });
    return revoked(request, own_url);
}

http::Response revoke_any(const Site& site, const http::Request& request) {
    site.store.write(actor_of(request),
                     [&](Write& write) { office::end_token(write, write.get<Token>(request.id())); });
    return revoked(request, all_url);
}

}  // namespace
}  // namespace pages
