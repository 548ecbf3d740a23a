#include "pages/frame/page.h"

#include "pages/frame/frame.h"
#include "pages/frame/templates.h"

namespace pages {

Data list() { return Data(Data::type::list); }

Data object() { return Data(Data::type::object); }

Data text(std::string_view value) { return value.empty() ? Data(false) : Data(std::string(value)); }

http::Response page(const Site& site, const http::Request& request, std::string_view name, Data data, int status) {
    set_frame(data, request);
    const Shown_map map = request.caller ? site.map() : Shown_map{};
    data["map_url"] = text(map.url);
    data["map_attribution"] = text(map.attribution);
    data["warning"] = text(Language::of(request).say_with_numbers(site.store.in_words(site.store.trouble())));
    auto response = http::Response::html(Templates::render(Language::of(request), name, data), status);
    if (request.cookies.has(toast_cookie)) response.cookie(std::string(toast_cookie), "", {}, request.secure);
    return response;
}

http::Response fragment(const http::Request& request, std::string_view name, Data data, int status) {
    data["csrf"] = text(request.csrf);
    return http::Response::html(Templates::render(Language::of(request), name, data), status);
}

namespace {

http::Response with_toast_cookie(const http::Request& request, std::string url, std::string toast) {
    auto response = http::Response::see_other(std::move(url));
    response.cookie(std::string(toast_cookie), std::move(toast), std::chrono::seconds{30}, request.secure);
    return response;
}

}  // namespace

http::Response done(const http::Request& request, std::string url, std::string_view message,
                    std::string_view undo_url) {
    if (message.empty()) return http::Response::see_other(std::move(url));
    return with_toast_cookie(request, std::move(url), toast_value(message, undo_url));
}

http::Response not_done(const http::Request& request, std::string url, std::string_view why) {
    return with_toast_cookie(request, std::move(url), refused_toast_value(why));
}

}  // namespace pages
