#include "pages/box/https.h"

#include <format>

#include "office/records/rights.h"
#include "pages/frame/view.h"

namespace pages {
namespace {

http::Response https_page(const Site& site, const http::Request& request, std::string_view error, int status) {
    auto data = object();
    data["title"] = Language::of(request).say("HTTPS");
    data["https_url"] = text(secure_origin(site, request) + "/settings/https");
    data["https_only"] = site.https_only();
    data["here_over_https"] = request.secure;
    data["https_error"] = text(error);
    return page(site, request, "box/https", std::move(data), status);
}

void check_served(const Site& site) {
    if (site.https_port() == 0) throw storage::Error(storage::Fault::not_found, "HTTPS is switched off.");
}

http::Response show_https(const Site& site, const http::Request& request) {
    check_served(site);
    return https_page(site, request, {}, 200);
}

/// Only who got here over HTTPS may lead others here.
http::Response choose_https(const Site& site, const http::Request& request) {
    check_served(site);
    const auto& language = Language::of(request);
    const bool on = request.form.get("only") == "on";
    if (on && !request.secure)
        return https_page(site, request,
                          language.say("Open this page over HTTPS first: what does not work here must not be all "
                                       "that is left."),
                          422);
    site.set_https_only(on);
    return done(request, "/settings/https", language.say(on ? "Everybody is led to HTTPS" : "HTTP is served as well"));
}

}  // namespace

std::vector<http::Route> https_routes(const Site& site) {
    using enum http::Method;
    const auto access = needs(office::Right::manage_box);
    return {
        {get, "/settings/https", access, [&site](const auto& request) { return show_https(site, request); }},
        {post, "/settings/https", access, [&site](const auto& request) { return choose_https(site, request); }},
    };
}

std::string secure_origin(const Site& site, const http::Request& request) {
    if (request.secure) return "https://" + request.host;
    auto host = request.host;
    const auto colon = host.rfind(':');
    if (colon != std::string::npos && !host.ends_with(']')) host.resize(colon);
    const int port = site.https_port();
    return port == 443 ? std::format("https://{}", host) : std::format("https://{}:{}", host, port);
}

std::string led_to(const Site& site, const http::Request& request) {
    const bool leads = site.https_port() != 0 && site.https_only();
    return leads ? secure_origin(site, request) + request.target : "";
}

}  // namespace pages
