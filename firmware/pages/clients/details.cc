#include "pages/clients/details.h"

#include <algorithm>
#include <array>

#include "office/clients/client_settings.h"
#include "pages/frame/view.h"
#include "pages/records/simple_form.h"

namespace pages {

using office::Client;

namespace {

constexpr std::string_view url = "/settings/clients";

Simple_form settings_form(const http::Request& request) {
    const Language& language = Language::of(request);
    return {language,
            {{.name = "reach",
              .label = "How a person can be reached",
              .control = storage::Control::select,
              .hint = "Whoever lacks it can be kept all the same, and is marked as incomplete.",
              .options = {{"email", language.say("An e-mail address")},
                          {"email_or_phone", language.say("An e-mail address or a phone number")}}}}};
}

http::Response settings_page(const Site& site, const http::Request& request, const Simple_form& form, int status) {
    Data data = object();
    data["title"] = text(Language::of(request).say("What a client must have"));
    data["fields"] = form.fields();
    data["incomplete_url"] = text("/clients?incomplete=yes");
    form.set_errors(data);
    return page(site, request, "clients/settings", std::move(data), status);
}

http::Response show_settings(const Site& site, const http::Request& request) {
    Simple_form form = settings_form(request);
    form.set("reach", site.store.read(office::phone_will_do) ? "email_or_phone" : "email");
    return settings_page(site, request, form, 200);
}

http::Response change_settings(const Site& site, const http::Request& request) {
    Simple_form form = settings_form(request);
    form.keep(request.form);
    const std::string_view reach = request.form.get("reach");
    if (reach != "email" && reach != "email_or_phone") {
        form.add_errors({{"reach", "is not one of the choices"}});
        return settings_page(site, request, form, 422);
    }
    office::set_phone_will_do(site.store, actor_of(request), reach == "email_or_phone");
    return done(request, "/settings", Language::of(request).say("Saved"));
}

}  // namespace

std::vector<http::Route> client_settings_routes(const Site& site) {
    using enum http::Method;
    const auto manage = needs(office::Right::manage_office);
    return {{get, std::string(url), manage, [&site](const auto& request) { return show_settings(site, request); }},
            {post, std::string(url), manage, [&site](const auto& request) { return change_settings(site, request); }}};
}

namespace {

/// A person with both names and an address lacks nothing, which is told without reading all the rest: lists ask it of each row.
bool is_complete_person(std::string_view fields) {
    static const auto tags = [] {
        const auto tag = [](std::string_view name) { return storage::record_type<Client>().column(name)->tag; };
        return std::array{tag("type"), tag("first_name"), tag("last_name"), tag("email")};
    }();
    const auto value = [&](std::size_t at) { return storage::payload_of(fields, storage::outermost(tags[at])); };
    const bool is_person =
        value(0).empty() || storage::Value<office::Client_type>::decode(value(0)) == office::Client_type::person;
    return is_person && !value(1).empty() && !value(2).empty() && !value(3).empty();
}

bool is_on_hold(std::string_view fields) {
    static const auto tag = storage::outermost(storage::record_type<Client>().column("status")->tag);
    const auto status = storage::payload_of(fields, tag);
    return !status.empty() && storage::Value<office::Status>::decode(status) == office::Status::on_hold;
}

}  // namespace

std::string lacks_text(const Language& language, const storage::Raw& client) {
    std::string all;
    if (is_complete_person(client.fields)) return all;
    for (const office::Detail detail : storage::Read::typed<Client>(client).missing()) {
        const auto known = options(office::Detail{});
        const auto at = std::ranges::find(known, static_cast<std::uint8_t>(detail), &storage::Option::number);
        all += (all.empty() ? "" : ", ") + language.say(at->label);
    }
    return all.empty() ? all : language.say("Incomplete: {}", {all});
}

std::string badge_of_client(const Language& language, const storage::Raw& client) {
    if (is_on_hold(client.fields)) return language.say("On hold");
    return lacks_text(language, client);
}

std::vector<Asked_field> asked_of_clients(const storage::Read& read) {
    const bool phone_will_do = office::phone_will_do(read);
    return {
        {.field = "first_name", .choice = "type", .option = "person"},
        {.field = "last_name", .choice = "type", .option = "person"},
        {.field = "organisation", .choice = "type", .option = "organisation", .hint = "Its name, as it calls itself"},
        {.field = "email",
         .choice = "type",
         .option = "person",
         .hidden = false,
         .expected = !phone_will_do,
         .hint = phone_will_do ? "Or a phone number" : ""}};
}

}  // namespace pages
