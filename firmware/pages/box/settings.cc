#include "pages/box/settings.h"

#include <array>
#include <format>
#include <optional>
#include <span>

#include "http/transport/certificate.h"
#include "office/records/kind.h"
#include "pages/box/https.h"
#include "pages/frame/view.h"

namespace pages {
namespace {

http::Response show_index(const Site& site, const http::Request& request);
http::Response show_about(const Site& site, const http::Request& request);
http::Response show_status(const Site& site, const http::Request& request);
http::Response show_trust(const Site& site, const http::Request& request);
http::Response authority_as_text(const Site& site);
http::Response authority_as_binary(const Site& site);

}  // namespace

std::vector<http::Route> settings_routes(const Site& site) {
    using enum http::Method;
    std::vector<http::Route> routes{
        {get, "/settings", http::signed_in, [&site](const auto& request) { return show_index(site, request); }},
        {get, "/about", http::signed_in, [&site](const auto& request) { return show_about(site, request); }},
        {get, "/settings/status", needs(office::Right::manage_box),
         [&site](const auto& request) { return show_status(site, request); }},
        {get, "/trust", http::anyone, [&site](const auto& request) { return show_trust(site, request); }},
        {get, "/trust/ca.crt", http::anyone, [&site](const auto&) { return authority_as_text(site); }},
        {get, "/trust/ca.der", http::anyone, [&site](const auto&) { return authority_as_binary(site); }},
    };
    for (auto& route : https_routes(site)) routes.push_back(std::move(route));
    return routes;
}

namespace {

using office::Right;

// ---- Index

struct Setting {
    std::optional<Right> right;  ///< none: for everybody
    std::string_view label, about, url, icon;
    std::string_view words;  ///< what else people call it
    bool needs_https = false;
};

struct Setting_group {
    std::string_view label;
    std::span<const Setting> settings;
};

constexpr std::array office_settings{
    Setting{Right::manage_users, "People", "Who may sign in, and what for", "/settings/users", "users",
            "Users, staff, colleagues, accounts, passwords"},
    Setting{Right::manage_users, "Tokens of everybody", "Programs that use the box, and until when", "/settings/tokens",
            "key", "API keys, programs"},
    Setting{Right::manage_users, "Audit", "Who signed in, what was refused, who changed what", "/settings/events",
            "shield-search", "Log, sign-ins, security, events"},
    Setting{Right::see_clients, "History", "What was done, and by whom", "/history", "history", "Log, undo, trash"},
    Setting{Right::manage_office, "What a client must have", "An e-mail address, or a phone number",
            "/settings/clients", "users", "Required fields, mandatory, e-mail, phone"},
    Setting{Right::manage_office, "The office", "Its name, and what it counts money in", "/settings/currency", "coins",
            "Company, name, currency, money"},
    Setting{Right::manage_office, "Mail", "The server through which the office sends", "/settings/mail", "mail",
            "E-mail, SMTP, sender, server"},
    Setting{Right::see_clients, "Opt-outs", "Addresses that want no e-mail", "/opt_outs", "mail",
            "Unsubscribe, newsletter, bounces"},
    Setting{
        {}, "Permissions", "Which role may do what", "/settings/permissions", "shield-lock", "Roles, rights, access"},
};
constexpr std::array record_settings{
    Setting{Right::see_clients, "Services", "What your office does, and what it costs", "/services", "briefcase",
            "Price list, catalogue, products"},
    Setting{Right::manage_tags, "Tags", "Rename, merge, colours", "/settings/tags", "tags",
            "Labels, categories, colours"},
    Setting{Right::manage_custom_fields, "Custom fields", "What your office wants to know", "/settings/fields",
            "list-details", "Own fields, attributes"},
    Setting{Right::manage_custom_fields, "Kinds of items", "What your office keeps an inventory of", "/asset_kinds",
            "trees", "Inventory, attributes, labels"},
    Setting{Right::import_records, "Import", "From a CSV file or contact cards", "/import", "database-import",
            "CSV, Excel, vCard, contacts"},
    Setting{Right::manage_box, "Address books", "Addresses that are suggested while somebody types",
            "/settings/addresses", "address-book", "Addresses, streets, suggestions"},
    Setting{Right::manage_box, "Map", "Where clients are, without the internet", "/settings/map", "map",
            "Tiles, offline"},
    Setting{Right::export_records, "Export everything", "All records and files as one", "/settings/export", "download",
            "Backup, download, ZIP, JSON"},
};
constexpr std::array box_settings{
    Setting{Right::manage_box, "System status", "Disk, memory, clock", "/settings/status", "activity",
            "Disk, memory, health, backup"},
    Setting{Right::manage_box, "HTTPS", "Who is led to it", "/settings/https", "shield-lock",
            "Certificate, TLS, security", true},
    Setting{{},
            "Trust this box",
            "The certificate for your computers",
            "/trust",
            "certificate",
            "Certificate, browser warning",
            true},
    Setting{{}, "About", "Version and licences", "/about", "info-circle", "Version, licences, help"},
};
constexpr std::array<Setting_group, 3> groups{
    {{"Office", office_settings}, {"Records", record_settings}, {"Box", box_settings}}};

bool is_there(const Site& site, const Setting& setting) { return !setting.needs_https || site.https_port() != 0; }

Data settings_data(const Site& site, const http::Request& request, std::span<const Setting> settings) {
    const auto& language = Language::of(request);
    auto data = list();
    for (const auto& setting : settings) {
        if (!may(request, setting.right) || !is_there(site, setting)) continue;
        auto one = object();
        one["setting_label"] = text(language.say(setting.label));
        one["setting_about"] = text(language.say(setting.about));
        one["setting_url"] = text(setting.url);
        one["setting_icon"] = text(setting.icon);
        append(data, std::move(one));
    }
    return data;
}

http::Response show_index(const Site& site, const http::Request& request) {
    const auto& language = Language::of(request);
    auto shown = list();
    for (const auto& group : groups) {
        auto settings = settings_data(site, request, group.settings);
        if (settings.is_empty_list()) continue;
        auto one = object();
        one["setting_group_label"] = text(language.say(group.label));
        one["settings"] = std::move(settings);
        append(shown, std::move(one));
    }
    auto data = object();
    data["title"] = language.say("Settings");
    data["setting_groups"] = std::move(shown);
    return page(site, request, "box/settings", std::move(data));
}

}  // namespace

std::vector<Place> setting_places(const Site& site) {
    std::vector<Place> places;
    for (const Setting_group& group : groups)
        for (const Setting& setting : group.settings)
            if (is_there(site, setting))
                places.push_back({setting.right, setting.label, std::string(setting.url), setting.icon, setting.words});
    return places;
}

namespace {

// ---- About

http::Response show_about(const Site& site, const http::Request& request) {
    auto libraries = list();
    for (const auto& library : site.libraries()) {
        auto one = object();
        one["library_name"] = text(library.name);
        one["library_version"] = text(library.version);
        one["library_licence"] = text(library.licence);
        one["library_purpose"] = text(library.purpose);
        append(libraries, std::move(one));
    }
    auto data = object();
    data["title"] = Language::of(request).say("About");
    data["version"] = text(site.version);
    data["libraries"] = std::move(libraries);
    return page(site, request, "box/about", std::move(data));
}

// ---- Status

Data fact(std::string label, std::string value) {
    auto fact = object();
    fact["fact_label"] = text(label);
    fact["fact_text"] = text(value);
    return fact;
}

Data group(std::string label, Data facts) {
    auto group = object();
    group["status_group_label"] = text(label);
    group["facts"] = std::move(facts);
    return group;
}

Data record_counts(const Site& site, const Language& language) {
    auto facts = list();
    site.store.read([&](const storage::Read& read) {
        for (const auto* type : office::record_types())
            if (!type->kind.internal)
                append(facts, fact(language.say(type->kind.title), with_separators(language, read.count(*type))));
    });
    return facts;
}

http::Response show_status(const Site& site, const http::Request& request) {
    const auto& language = Language::of(request);
    auto facts = list(), alarms = list(), status_groups = list();
    for (const auto& reading : site.status()) {
        const auto label = language.say(reading.label);
        const auto first =
            reading.at == storage::Moment{} ? reading.values[0] : moment_text(language, reading.at).relative;
        const auto value = language.say(reading.sentence, {first, reading.values[1]});
        append(facts, fact(label, value));
        if (reading.good) continue;
        auto alarm = object();
        alarm["alarm_text"] = text(label + ": " + value);
        append(alarms, std::move(alarm));
    }
    append(status_groups, group(language.say("Box"), std::move(facts)));
    append(status_groups, group(language.say("Records"), record_counts(site, language)));
    auto data = object();
    data["title"] = language.say("System status");
    data["status_ok"] = alarms.is_empty_list();
    data["status_alarms"] = std::move(alarms);
    data["status_groups"] = std::move(status_groups);
    return page(site, request, "box/status", std::move(data));
}

// ---- Trust

std::string authority_of(const Site& site) {
    auto authority = site.authority();
    if (authority.empty())
        throw storage::Error(storage::Fault::not_found,
                             "This box has no certificate of its own: HTTPS is switched off.");
    return authority;
}

http::Response show_trust(const Site& site, const http::Request& request) {
    auto data = object();
    data["title"] = Language::of(request).say("Trust this box");
    data["ca_fingerprint"] = text(http::fingerprint(authority_of(site)));
    data["ca_url"] = "/trust/ca.crt";
    data["ca_binary_url"] = "/trust/ca.der";
    data["secure_url"] = text(secure_origin(site, request) + "/");
    return page(site, request, "box/trust", std::move(data));
}

http::Response certificate_file(std::string bytes, std::string_view name) {
    auto response = http::Response::text(std::move(bytes));
    response.type = "application/x-x509-ca-cert";
    response.header("Content-Disposition", "attachment; filename=\"" + std::string(name) + "\"");
    return response;
}

http::Response authority_as_text(const Site& site) { return certificate_file(authority_of(site), "clientbox-ca.crt"); }

http::Response authority_as_binary(const Site& site) {
    return certificate_file(http::der_of(authority_of(site)), "clientbox-ca.der");
}

}  // namespace
}  // namespace pages
