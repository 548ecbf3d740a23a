#include "pages/people/users.h"

#include <algorithm>
#include <format>
#include <map>

#include "office/people/accounts.h"
#include "office/people/permissions.h"
#include "office/records/kind.h"
#include "office/records/save.h"
#include "pages/frame/frame.h"
#include "pages/frame/shown_once.h"
#include "pages/frame/view.h"
#include "pages/records/confirmation.h"
#include "pages/records/form.h"
#include "pages/records/kind.h"
#include "storage/digest.h"

namespace pages {
namespace {

http::Response list_users(const Site& site, const http::Request& request);
http::Response new_user_form(const Site& site, const http::Request& request);
http::Response create_user(const Site& site, const http::Request& request);
http::Response edit_user_form(const Site& site, const http::Request& request);
http::Response change_user(const Site& site, const http::Request& request);
http::Response reset_password(const Site& site, const http::Request& request);
http::Response disable_user(const Site& site, const http::Request& request);
http::Response enable_user(const Site& site, const http::Request& request);
http::Response show_permissions(const Site& site, const http::Request& request);

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
        route(post, "/settings/users/<id>/disabling", &disable_user),
        route(post, "/settings/users/<id>/enabling", &enable_user),
        {get, "/settings/permissions", http::signed_in,
         [&site](const auto& request) { return show_permissions(site, request); }},
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

Data user_data(const Language& language, const User& user, storage::Moment seen, bool self) {
    auto data = object();
    data["person_name"] = text(user.name);
    data["person_email"] = text(user.email.text);
    data["person_role"] = text(role_label(language, user.role));
    data["person_initials"] = text(initials(user.name));
    data["person_seen"] = text(moment_text(language, seen).relative);
    data["person_disabled"] = user.disabled;
    data["person_one_time_until"] = text(moment_text(language, user.one_time_until).exact);
    data["person_self"] = self;
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
        for (const auto& user : all_users(read)) {
            const auto sessions = office::sessions_of(read, {user.id});
            const auto seen = sessions.empty() ? storage::Moment{} : sessions.front().last_seen;
            append(users, user_data(language, user, seen, user.id == request.caller->user));
        }
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

/// Four groups of letters and digits that cannot be mistaken for each other: 80 bits.
std::string one_time_password() {
    constexpr std::string_view letters = "23456789abcdefghjkmnpqrstuvwxyz2";
    std::string password;
    for (const char byte : storage::random_bytes(16)) {
        if (password.size() % 5 == 4) password += '-';
        password += letters[static_cast<unsigned char>(byte) % letters.size()];
    }
    return password;
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
        const auto password = one_time_password();
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

http::Response change_user(const Site& site, const http::Request& request) {
    auto form = user_form(site, request, request.id());
    const auto typed = typed_of(request.form, items_of(form.groups));
    return or_form_again(site, request, std::move(form), typed, [&] {
        site.store.write(actor_of(request), [&](Write& write) {
            office::save(write, type(), request.id(), revision_of(request.form), typed, office::References::names,
                         Language::of(request).style());
        });
        return done(request, std::string(users_url), Language::of(request).say("Saved"));
    });
}

// ---- Verbs

http::Response reset_password(const Site& site, const http::Request& request) {
    const auto password = one_time_password();
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

void set_disabled(const Site& site, const http::Request& request, bool disabled) {
    site.store.write(actor_of(request), [&](Write& write) {
        const auto user = write.get<User>(request.id());
        if (user.id == request.caller->user)
            throw storage::Error(storage::Fault::refused, "You cannot disable yourself.");
        office::save(write, type(), user.id, user.revision, {{"disabled", disabled ? "yes" : "no"}},
                     office::References::names);
    });
}

http::Response disable_user(const Site& site, const http::Request& request) {
    set_disabled(site, request, true);
    return done(request, std::string(users_url), Language::of(request).say("Disabled"),
                url_of_user(request.id(), "/enabling"));
}

http::Response enable_user(const Site& site, const http::Request& request) {
    set_disabled(site, request, false);
    return done(request, std::string(users_url), Language::of(request).say("Enabled"));
}

// ---- Permissions

Data allowed(bool may) {
    auto cell = object();
    cell["allowed"] = may;
    return cell;
}

constexpr std::array shown_roles{Role::admin, Role::staff, Role::read_only};

/// A line of the table: which roles have that right.
Data right_data(std::string_view label, office::Right right) {
    auto cells = list();
    for (const auto role : shown_roles) append(cells, allowed(office::may(role, right)));
    auto data = object();
    data["right_label"] = text(label);
    data["role_cells"] = std::move(cells);
    return data;
}

/// Whether it is all about kinds of records with pages, whose rows say so.
bool is_of_kinds(office::Right right) {
    return std::ranges::any_of(page_rows(), [&](const Page_row& row) {
        const auto& [see, edit, erase] = office::kind_row(row.kind).rights;
        return row.pages && (right == see || right == edit || right == erase);
    });
}

/// The kinds that have pages, together where they need the same right for it.
void append_kinds(Data& rights, const Language& language, std::string_view sentence,
                  office::Right office::Kind_rights::* needed) {
    std::map<office::Right, std::string> kinds;
    for (const auto& row : page_rows()) {
        const storage::Kind& kind = office::kind_row(row.kind).type->kind;
        std::string& all = kinds[office::rights_for(kind).*needed];
        if (row.pages) all += (all.empty() ? "" : ", ") + language.say(kind.title);
    }
    for (const auto& [right, names] : kinds)
        if (!names.empty()) append(rights, right_data(language.say(sentence, {names}), right));
}

http::Response show_permissions(const Site& site, const http::Request& request) {
    const auto& language = Language::of(request);
    auto roles = list(), rights = list();
    for (const auto role : shown_roles) {
        auto one = object();
        one["role_label"] = text(role_label(language, role));
        append(roles, std::move(one));
    }
    append_kinds(rights, language, "See: {}", &office::Kind_rights::see);
    append_kinds(rights, language, "Create and change: {}", &office::Kind_rights::edit);
    append_kinds(rights, language, "Delete: {}", &office::Kind_rights::erase);
    for (const auto& row : office::right_table)
        if (!is_of_kinds(row.right)) append(rights, right_data(language.say(row.label), row.right));
    for (const auto& kind : office::kinds())
        for (const auto& action : kind.actions)
            append(rights,
                   right_data(std::format("{}: {}", language.say(kind.type->kind.title), language.say(action.label)),
                              action.right));
    auto data = object();
    data["title"] = language.say("Permissions");
    data["roles"] = std::move(roles);
    data["rights"] = std::move(rights);
    return page(site, request, "people/permissions", std::move(data));
}

}  // namespace

std::vector<User> all_users(const Read& read) {
    std::vector<User> users;
    for (const auto id : read.select(type(), {.tag = type().column("name")->tag, .limit = 1000}).ids)
        users.push_back(read.get<User>(id));
    return users;
}

}  // namespace pages
