#include "pages/records/currency.h"

#include "office/records/settings.h"
#include "pages/frame/view.h"
#include "pages/records/simple_form.h"
#include "storage/settings.h"

namespace pages {

namespace {

constexpr std::string_view url = "/settings/currency";

Simple_form currency_form(const http::Request& request) {
    return {Language::of(request),
            {{.name = "office", .label = "Name of the office", .hint = "Stands on what is printed", .required = false},
             {.name = "currency",
              .label = "Currency",
              .control = storage::Control::select,
              .hint = "Of all amounts. It cannot be changed once there are some.",
              .options = currency_options()}}};
}

http::Response currency_page(const Site& site, const http::Request& request, const Simple_form& form, int status) {
    Data data = object();
    data["title"] = Language::of(request).say("The office");
    data["fields"] = form.fields();
    form.set_errors(data);
    return page(site, request, "records/currency", std::move(data), status);
}

http::Response show_currency(const Site& site, const http::Request& request) {
    Simple_form form = currency_form(request);
    site.store.read([&](const storage::Read& read) {
        form.set("currency", read.currency().code);
        form.set("office", office_name(read));
    });
    return currency_page(site, request, form, 200);
}

http::Response change_currency(const Site& site, const http::Request& request) {
    Simple_form form = currency_form(request);
    form.keep(request.form);
    try {
        site.store.write(actor_of(request), [&](storage::Write& write) {
            office::set_office(write, storage::trimmed(request.form.get("office")), request.form.get("currency"));
        });
    } catch (const storage::Error& error) {
        if (error.fault() != storage::Fault::invalid) throw;
        form.add_errors(error.fields());
        return currency_page(site, request, form, 422);
    }
    return done(request, "/settings", Language::of(request).say("Saved"));
}

}  // namespace

std::string office_name(const storage::Read& read) {
    const auto settings = read.find<storage::Settings>(storage::Settings::only);
    return settings ? settings->office : std::string{};
}

std::vector<std::pair<std::string, std::string>> currency_options() {
    std::vector<std::pair<std::string, std::string>> options;
    for (const storage::Currency& currency : storage::all_currencies()) {
        const std::string sign(currency.sign());
        options.emplace_back(currency.code, sign == currency.code ? sign : currency.code + " (" + sign + ")");
    }
    return options;
}

storage::Currency likely_currency(const http::Request& request) {
    std::string_view accepted = request.headers.get("accept-language");
    while (!accepted.empty()) {
        const std::string_view range = storage::trimmed(accepted.substr(0, accepted.find_first_of(",;")));
        const auto dash = range.rfind('-');
        if (dash != std::string_view::npos)
            if (const auto currency = storage::currency_of_country(range.substr(dash + 1))) return *currency;
        const auto comma = accepted.find(',');
        accepted = comma == std::string_view::npos ? std::string_view{} : accepted.substr(comma + 1);
    }
    return {};
}

std::vector<http::Route> currency_routes(const Site& site) {
    using enum http::Method;
    const auto manage = needs(office::Right::manage_office);
    return {{get, std::string(url), manage, [&site](const auto& request) { return show_currency(site, request); }},
            {post, std::string(url), manage, [&site](const auto& request) { return change_currency(site, request); }}};
}

}  // namespace pages
