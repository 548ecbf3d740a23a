#include "pages/people/events.h"

#include <format>

#include "http/form.h"
#include "office/people/event.h"
#include "pages/frame/browser.h"
#include "pages/frame/view.h"
#include "pages/people/users.h"
#include "pages/records/simple_form.h"

namespace pages {
namespace {

http::Response show_events(const Site& site, const http::Request& request);

}  // namespace

std::vector<http::Route> event_routes(const Site& site) {
    return {{http::Method::get, "/settings/events", needs(office::Right::manage_users),
             [&site](const auto& request) { return show_events(site, request); }}};
}

namespace {

using office::Event;
using office::Happening;
using office::User;
using storage::Read;
using storage::Value;

constexpr std::string_view events_url = "/settings/events";
constexpr std::size_t on_a_page = 50;

std::string label_of(const Language& language, Happening what) {
    for (const auto& option : options(what))
        if (option.key == Value<Happening>::show(what)) return language.say(option.label);
    return {};
}

// ---- Filters

using Choices = std::vector<std::pair<std::string, std::string>>;

Choices happenings(const Language& language) {
    Choices choices{{"", language.say("Everything")}};
    for (const auto& option : options(Happening{})) choices.emplace_back(option.key, language.say(option.label));
    return choices;
}

Choices people(const Read& read, const Language& language) {
    Choices choices{{"", language.say("Everybody")}};
    for (const auto& user : all_users(read)) choices.emplace_back(std::to_string(user.id), user.name);
    return choices;
}

/// What is asked for in the address; what cannot be read asks for nothing.
struct Asked {
    explicit Asked(const http::Request& request)
        : what(Value<Happening>::parse(request.query.get("what")).value_or(Happening{}))
        , person(storage::parse_id(request.query.get("person")).value_or(0))
        , after(request.query.get("after")) {}

    storage::List list() const {
        storage::List wanted{.tag = storage::index_tag::created, .descending = true, .limit = on_a_page};
        if (what != Happening{}) wanted.filters.push_back(Read::having<&Event::what>(what));
        if (person != 0) wanted.filters.push_back(Read::having<&Event::user>(storage::Ref<User>{person}));
        wanted.after = after;
        return wanted;
    }
    std::string url_of_next(std::string_view next) const {
        if (next.empty()) return {};
        std::string url = std::format("{}?after={}", events_url, http::percent_encoded(next));
        if (what != Happening{}) url += "&what=" + Value<Happening>::show(what);
        if (person != 0) url += std::format("&person={}", person);
        return url;
    }

    Happening what;
    storage::Id person;
    std::string after;
};

// ---- The list

Data event_data(const Language& language, const Event& event) {
    const auto when = moment_text(language, event.created);
    const bool is_browser = event.what == Happening::signed_in;
    auto data = object();
    data["event_what"] = text(label_of(language, event.what));
    data["event_who"] = text(event.who);
    data["event_address"] = text(event.address);
    data["event_detail"] = text(is_browser ? device_of(event.detail) : event.detail);
    data["event_time"] = text(when.relative);
    data["event_exact"] = text(when.exact);
    data["event_iso"] = text(when.iso);
    return data;
}

http::Response show_events(const Site& site, const http::Request& request) {
    const auto& language = Language::of(request);
    const Asked asked(request);
    auto data = object();
    auto events = list();
    site.store.read(request.scope(), [&](const Read& read) {
        Simple_form form(language, {{.name = "what",
                                     .label = "What",
                                     .control = storage::Control::select,
                                     .required = false,
                                     .options = happenings(language)},
                                    {.name = "person",
                                     .label = "Person",
                                     .control = storage::Control::select,
                                     .required = false,
                                     .options = people(read, language)}});
        form.keep(request.query);
        data["fields"] = form.fields();
        const storage::Page page = read.select(storage::record_type<Event>(), asked.list());
        for (const auto id : page.ids) append(events, event_data(language, read.get<Event>(id)));
        data["events_next_url"] = text(asked.url_of_next(page.next));
    });
    data["title"] = language.say("Sign-ins and safety");
    data["has_events"] = !events.is_empty_list();
    data["events"] = std::move(events);
    return page(site, request, "people/events", std::move(data));
}

}  // namespace
}  // namespace pages
