#include "pages/people/event_words.h"

#include <algorithm>
#include <format>

#include "office/people/permissions.h"
#include "office/records/kind.h"
#include "pages/frame/browser.h"
#include "pages/frame/view.h"

namespace pages {

namespace {

using office::Event;
using office::Happening;

/// The first word and what stands behind it.
std::pair<std::string_view, std::string_view> cut(std::string_view text) {
    const auto space = std::min(text.find(' '), text.size());
    return {text.substr(0, space), text.substr(std::min(space + 1, text.size()))};
}

const storage::Option* role_of(std::string_view key) {
    static constexpr auto roles = options(office::Role{});
    const auto found = std::ranges::find(roles, key, &storage::Option::key);
    return found == roles.end() ? nullptr : &*found;
}

std::string standing(const Language& language, const std::string& detail) {
    const auto [key, rest] = cut(detail);
    const auto* role = role_of(key);
    if (role == nullptr) return detail;  // of an older version, in English
    const std::string label = language.say(role->label);
    return rest == "disabled" ? language.say("{}, cannot sign in", {label}) : label;
}

std::string right_of_role(const Language& language, const std::string& detail) {
    const auto [key, name] = cut(detail);
    const auto* role = role_of(key);
    const auto right = std::ranges::find(office::right_table, name, &office::Right_row::name);
    if (role == nullptr || right == office::right_table.end()) return detail;
    return std::format("{}: {}", language.say(role->label), language.say(right->label));
}

std::string exported(const Language& language, const std::string& detail) {
    const auto [plural, how_many] = cut(detail);
    if (detail == "everything") return language.say("Everything");
    if (plural == "client") return language.say("Client {}: all that is kept", {how_many});
    std::string_view title;
    for (const office::Kind_row& row : office::kinds())
        if (row.type->kind.plural == plural) title = row.type->kind.title;
    if (plural == "events") title = "Sign-ins and safety";
    if (plural == "changes") title = "Changes";
    if (title.empty()) return detail;
    return language.say(how_many == "all" ? "{}: all of them" : "{}: some of them", {language.say(title)});
}

/// "client 7, note 3"
std::string erased(const Language& language, const std::string& detail) {
    std::string all;
    for (std::size_t at = 0; at < detail.size();) {
        const auto end = std::min(detail.find(", ", at), detail.size());
        const auto [name, number] = cut(std::string_view(detail).substr(at, end - at));
        std::string label(name);
        for (const office::Kind_row& row : office::kinds())
            if (row.type->kind.name == name) label = language.say(row.type->kind.label);
        all += std::format("{}{} {}", all.empty() ? "" : ", ", label, number);
        at = end + 2;
    }
    return all;
}

std::uint64_t number_in(const std::string& detail) { return storage::parse_id(detail).value_or(0); }

std::string detail_of(const Language& language, const Event& event) {
    switch (event.what) {
    case Happening::signed_in:
    case Happening::session_ended: return device_of(event.detail);
    case Happening::rights_changed: return standing(language, event.detail);
    case Happening::right_given:
    case Happening::right_taken: return right_of_role(language, event.detail);
    case Happening::exported: return exported(language, event.detail);
    case Happening::erased_for_good: return erased(language, event.detail);
    case Happening::recovery_used:
        return language.say(number_in(event.detail), "1 recovery code is left.", "{} recovery codes are left.");
    case Happening::journal_sound: return language.say(number_in(event.detail), "1 entry", "{} entries");
    default: return event.detail;
    }
}

/// Of a person as it is; the box and its command line are called in the language.
std::string actor_name(const Language& language, const std::string& name) {
    return name == "Command line" || name == "Clientbox" ? language.say(name) : name;
}

}  // namespace

std::string label_of(const Language& language, Happening what) {
    for (const auto& option : options(what))
        if (option.number == static_cast<std::uint8_t>(what)) return language.say(option.label);
    return {};
}

std::string about_event(const Language& language, const Event& event) {
    std::string detail = detail_of(language, event);
    if (event.by.empty()) return detail;
    const std::string by = language.say("by {}", {actor_name(language, event.by)});
    return detail.empty() ? by : std::format("{}, {}", detail, by);
}

}  // namespace pages
