#include "pages/frame/frame.h"

#include "http/form.h"
#include "office/people/permissions.h"
#include "pages/frame/places.h"
#include "pages/frame/view.h"
#include "storage/words.h"

namespace pages {
namespace {

bool below(std::string_view path, std::string_view place) {
    return path.starts_with(place) && (path.size() == place.size() || path[place.size()] == '/');
}

Data navigation(const http::Request& request, const Language& language) {
    auto nav = list();
    for (const Place& place : places()) {
        if (!may(request, place.right)) continue;
        auto item = object();
        item["nav_label"] = language.say(place.label);
        item["nav_url"] = place.url;
        item["nav_icon"] = std::string(place.icon);
        item["nav_active"] = below(request.path, place.url);
        append(nav, std::move(item));
    }
    return nav;
}

Data new_menu(const http::Request& request, const Language& language) {
    auto items = list();
    for (const Place& place : new_places()) {
        if (!may(request, place.right)) continue;
        auto item = object();
        item["new_label"] = language.say(place.label);
        item["new_url"] = place.url;
        item["new_icon"] = std::string(place.icon);
        append(items, std::move(item));
    }
    return items;
}

std::string_view role_label(std::string_view role) {
    for (const auto& option : options(office::Role{}))
        if (option.key == role) return option.label;
    return role;
}

Data person(const http::Caller& caller, const Language& language) {
    auto user = object();
    user["user_name"] = text(caller.name);
    user["user_email"] = text(caller.email);
    user["user_role"] = text(language.say(role_label(caller.role)));
    user["user_initials"] = text(initials(caller.name));
    return user;
}

void set_theme(Data& data, std::string_view theme) {
    const bool light = theme == "light", dark = theme == "dark";
    data["theme_fixed"] = light || dark ? Data(std::string(theme)) : Data(false);
    data["theme_light"] = light;
    data["theme_dark"] = dark;
    data["theme_auto"] = !light && !dark;
}

/// In place of where it is taken back.
constexpr std::string_view refused_mark = "!";

Data toasts(const http::Request& request) {
    auto toasts = list();
    const auto value = request.cookies.get(toast_cookie);
    if (value.empty()) return toasts;
    const auto colon = std::min(value.rfind(':'), value.size());  // a message may have one
    const auto message = http::percent_decoded(value.substr(0, colon));
    const auto undo = http::percent_decoded(value.substr(std::min(colon + 1, value.size())));
    if (!storage::is_text(message)) return toasts;
    auto toast = object();
    toast["toast_text"] = text(message);
    toast["toast_kind"] = undo == refused_mark ? "error" : "success";
    toast["toast_undo_url"] = text(undo.starts_with('/') && !undo.starts_with("//") ? undo : "");
    append(toasts, std::move(toast));
    return toasts;
}

/// The first character, which may take several bytes.
std::string_view first_character(std::string_view word) {
    if (word.empty()) return word;
    const auto first = static_cast<unsigned char>(word.front());
    return word.substr(0, first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4);
}

}  // namespace

std::string initials(std::string_view name) {
    std::string letters(first_character(name));
    const auto last = name.rfind(' ');
    if (last != std::string_view::npos) letters += first_character(name.substr(last + 1));
    return letters;
}

void add_skip(Data& data, const Language& language, std::string_view label, std::string_view url) {
    if (!data.get("skips")) data["skips"] = list();
    Data skip = object();
    skip["skip_label"] = text(language.say(label));
    skip["skip_url"] = text(url);
    append(data["skips"], std::move(skip));
}

std::string toast_value(std::string_view message, std::string_view undo_url) {
    return http::percent_encoded(message) + ":" + http::percent_encoded(undo_url);
}

std::string refused_toast_value(std::string_view message) { return toast_value(message, refused_mark); }

void set_frame(Data& data, const http::Request& request) {
    const auto& language = Language::of(request);
    data["csrf"] = text(request.csrf);
    set_theme(data, request.caller ? std::string_view(request.caller->theme) : request.cookies.get(theme_cookie));
    const bool is_in = request.caller && request.caller->only_at.empty();
    data["user"] = is_in ? person(*request.caller, language) : Data(false);
    data["nav"] = is_in ? navigation(request, language) : list();
    data["palette_from"] = text(request.path);
    data["palette_url"] = text("/palette?from=" + http::percent_encoded(request.path));
    auto items = is_in ? new_menu(request, language) : list();
    data["may_create"] = !items.is_empty_list();
    data["new_items"] = std::move(items);
    data["toasts"] = toasts(request);
    if (!data.get("skips")) data["skips"] = list();
    if (!data.get("search_query")) data["search_query"] = false;
}

}  // namespace pages
