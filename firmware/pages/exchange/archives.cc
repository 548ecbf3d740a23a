#include "pages/exchange/archives.h"

#include <format>
#include <memory>

#include "exchange/archives/everything.h"
#include "exchange/archives/personal.h"
#include "office/clients/client.h"
#include "office/clients/consents.h"
#include "office/records/kind.h"
#include "pages/exchange/file_response.h"
#include "pages/frame/view.h"
#include "pages/records/confirmation.h"
#include "pages/records/shown.h"

namespace pages {

using office::Client;
using office::Right;

namespace {

constexpr std::string_view everything_page = "/settings/export";
constexpr std::string_view everything_file = "/settings/export/everything.zip";

/// Of the kinds that this person sees.
exchange::Archive_source source_of(const Site& site, const http::Request& request) {
    auto types = exchange::archived_types();
    std::erase_if(types,
                  [&](const storage::Record_type* type) { return !may(request, office::rights_for(type->kind).see); });
    return {.store = site.store, .files = site.files, .types = std::move(types), .scope = request.caller->scope};
}

http::Response archive_response(std::string_view name, exchange::Archive archive) {
    http::Response response = file_response(name, "application/zip");
    response.stream = [archive = std::make_shared<exchange::Archive>(std::move(archive))](std::string& next) {
        return archive->next(next);
    };
    return response;
}

struct Offer {
    std::string label, about, url;
};

Data offers_data(const std::vector<Offer>& offers) {
    Data all = list();
    for (const Offer& offer : offers) {
        Data one = object();
        one["offer_label"] = text(offer.label);
        one["offer_about"] = text(offer.about);
        one["offer_url"] = text(offer.url);
        append(all, std::move(one));
    }
    return all;
}

/// What the client agreed to, newest first.
Data agreed_data(const Site& site, const http::Request& request) {
    const Language& language = Language::of(request);
    const auto consents = site.store.read(
        request.scope(), [&](const storage::Read& read) { return office::consents_of(read, {request.id()}); });
    Data all = list();
    for (const office::Consent& consent : consents) {
        const std::string given = moment_text(language, consent.given_at).day;
        Data one = object();
        one["agreed_label"] = text(language.say(consent.name()));
        one["agreed_url"] = text(url_of(office::Consent::kind, consent.id));
        one["agreed_when"] =
            text(consent.is_withdrawn()
                     ? language.say("{}, withdrawn {}", {given, moment_text(language, consent.withdrawn_at).day})
                     : given);
        append(all, std::move(one));
    }
    return all;
}

http::Response show_everything(const Site& site, const http::Request& request) {
    const Language& language = Language::of(request);
    Data data = object();
    data["title"] = text(language.say("Export everything"));
    data["offers_about"] =
        text(language.say("For other programs, or to keep. Passwords and other secrets, the history of changes and "
                          "settings are not in it, and it cannot be restored: for that there are backups."));
    data["offers"] = offers_data({{language.say("All records and files"),
                                   language.say("A ZIP file: each kind of record as JSON, and the files of documents"),
                                   std::string(everything_file)}});
    data["offers_erase_url"] = false;
    data["agreed"] = list();
    data["has_agreed"] = false;
    data["offers_back_url"] = text("/settings");
    data["offers_back_label"] = text(language.say("Settings"));
    return page(site, request, "exchange/offers", std::move(data));
}

http::Response export_everything(const Site& site, const http::Request& request) {
    if (!request.caller->confirmed) return ask_to_confirm(request);
    note_export(site, request, "everything");
    return archive_response("clientbox.zip", exchange::everything(source_of(site, request), storage::Moment::now()));
}

std::string url_of_client(const http::Request& request, std::string_view behind) {
    return std::format("/clients/{}{}", request.id(), behind);
}

std::string name_of_client(const Site& site, const http::Request& request) {
    return site.store.read(request.scope(),
                           [&](const storage::Read& read) { return read.get<Client>(request.id()).name(); });
}

http::Response show_personal(const Site& site, const http::Request& request) {
    const Language& language = Language::of(request);
    const std::string name = name_of_client(site, request);
    Data data = object();
    data["title"] = text(language.say("Data of {}", {name}));
    data["offers_about"] = text(language.say("What a client may ask for: all that is kept about them."));
    data["offers"] =
        offers_data({{language.say("All that is kept"),
                      language.say("A ZIP file: details, contacts, notes and all else as JSON, files, and the history"),
                      url_of_client(request, "/personal-data.zip")},
                     {language.say("Contact card"), language.say("vCard 4.0"), url_of_client(request, "/card.vcf")},
                     {language.say("Contact card for old phones"), language.say("vCard 3.0"),
                      url_of_client(request, "/card-3.vcf")}});
    data["agreed"] = agreed_data(site, request);
    data["has_agreed"] = !data["agreed"].is_empty_list();
    data["offers_erase_url"] =
        may(request, Right::delete_clients) ? text(url_of_client(request, "/delete")) : Data(false);
    data["offers_back_url"] = text(url_of_client(request, ""));
    data["offers_back_label"] = text(name);
    return page(site, request, "exchange/offers", std::move(data));
}

http::Response export_personal(const Site& site, const http::Request& request) {
    const std::string name = name_of_client(site, request);
    if (!request.caller->confirmed) return ask_to_confirm(request);
    auto archive =
        exchange::personal_data(source_of(site, request), {Client::kind.number, request.id()}, storage::Moment::now());
    note_export(site, request, std::format("client {}", request.id()));
    return archive_response(name + ".zip", std::move(archive));
}

}  // namespace

std::vector<http::Route> archive_routes(const Site& site) {
    const auto route = [&site](std::string_view pattern, auto handler) -> http::Route {
        return {http::Method::get, std::string(pattern), needs(Right::export_records),
                [&site, handler](const http::Request& request) { return handler(site, request); }};
    };
    return {route(everything_page, &show_everything), route(everything_file, &export_everything),
            route("/clients/<id>/personal-data", &show_personal),
            route("/clients/<id>/personal-data.zip", &export_personal)};
}

}  // namespace pages
