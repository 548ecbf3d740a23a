#include "pages/frame/browser.h"

#include <array>
#include <utility>

#include "http/access.h"
#include "pages/frame/frame.h"

namespace pages {
namespace {

using Known = std::pair<std::string_view, std::string_view>;  // what the header holds, what people call it

/// In this order: Chrome calls itself Safari too, Edge calls itself Chrome.
constexpr std::array browsers{Known{"Firefox/", "Firefox"}, Known{"Edg/", "Edge"},      Known{"OPR/", "Opera"},
                              Known{"Chrome/", "Chrome"},   Known{"Safari/", "Safari"}, Known{"curl/", "curl"}};
constexpr std::array systems{Known{"iPhone", "iPhone"},   Known{"iPad", "iPad"},    Known{"Android", "Android"},
                             Known{"Windows", "Windows"}, Known{"Mac OS X", "Mac"}, Known{"CrOS", "ChromeOS"},
                             Known{"Linux", "Linux"}};

std::string_view known_in(std::string_view header, const auto& all) {
    for (const auto& [mark, name] : all)
        if (header.contains(mark)) return name;
    return {};
}

}  // namespace

office::Peer peer_of(const http::Request& request) {
    return {.address = request.address,
            .browser = request.headers.get("user-agent"),
            .secret = request.cookies.get(http::session_cookie(request.secure))};
}

http::Response signed_in(const http::Request& request, const office::Signed_in& session, std::string url,
                         std::string_view theme) {
    auto response = http::Response::see_other(std::move(url));
    response.cookie(std::string(http::session_cookie(request.secure)), session.secret, {}, request.secure);
    set_theme_cookie(response, request, theme);
    return response;
}

void set_theme_cookie(http::Response& response, const http::Request& request, std::string_view theme) {
    auto cookie = std::string(theme_cookie) + "=" + std::string(theme) + "; Path=/; SameSite=Lax; Max-Age=31536000";
    if (request.secure) cookie += "; Secure";
    response.header("Set-Cookie", std::move(cookie));
}

std::string device_of(std::string_view header) {
    const auto browser = known_in(header, browsers), system = known_in(header, systems);
    if (browser.empty() || system.empty()) return std::string(browser.empty() ? system : browser);
    return std::string(browser) + " · " + std::string(system);
}

}  // namespace pages
