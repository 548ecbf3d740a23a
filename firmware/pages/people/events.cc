#include "pages/people/events.h"

#include <format>

#include "exchange/tables/csv.h"
#include "exchange/tables/encoding.h"
#include "http/form.h"
#include "office/people/event.h"
#include "office/people/events.h"
#include "pages/frame/view.h"
#include "pages/people/audit_filter.h"
#include "pages/people/event_words.h"
#include "pages/records/confirmation.h"

namespace pages {
namespace {

http::Response show_events(const Site& site, const http::Request& request);
http::Response export_events(const Site& site, const http::Request& request);

}  // namespace

std::vector<http::Route> event_routes(const Site& site) {
    const auto route = [&site](std::string pattern, http::Response (*handler)(const Site&, const http::Request&)) {
        return http::Route{http::Method::get, std::move(pattern), needs(office::Right::manage_users),
                           [&site, handler](const http::Request& request) { return handler(site, request); }};
    };
    return {route("/settings/events", &show_events), route("/settings/events.csv", &export_events)};
}

namespace {

using office::Event;
using office::Happening;
using storage::Read;
using storage::Value;

constexpr std::string_view events_url = "/settings/events";
constexpr std::size_t on_a_page = 50, in_a_piece = 500;

// ---- What is asked for

std::vector<Simple_field> fields_of(const Read& read, const Language& language) {
    std::vector<std::pair<std::string, std::string>> sorts{{"", language.say("Everything")}};
    for (const auto& option : options(Happening{})) sorts.emplace_back(option.key, language.say(option.label));
    auto fields = audit_fields(read, language);
    fields.insert(fields.begin(), {.name = "what",
                                   .label = "What",
                                   .control = storage::Control::select,
                                   .required = false,
                                   .options = std::move(sorts)});
    return fields;
}

std::string ordered(storage::Moment moment) {
    std::vector<std::string> keys;
    Value<storage::Moment>::order(moment, keys);
    return keys.front();
}

/// Newest first.
storage::List list_of(const http::Pairs& query, const Audit_filter& filter) {
    storage::List wanted{.tag = storage::index_tag::created, .descending = true, .limit = on_a_page};
    const auto what = Value<Happening>::parse(query.get("what")).value_or(Happening{});
    if (what != Happening{}) wanted.filters.push_back(Read::having<&Event::what>(what));
    if (filter.person != 0)
        wanted.filters.push_back(Read::having<&Event::user>(storage::Ref<office::User>{filter.person}));
    if (filter.from || filter.until) {
        storage::Filter days{.mode = storage::Filter::between, .tag = storage::index_tag::created, .keys = {}};
        if (filter.from) days.from = ordered(*filter.from);
        if (filter.until) days.to = ordered({filter.until->milliseconds - 1});
        wanted.filters.push_back(std::move(days));
    }
    wanted.after = query.get("after");
    return wanted;
}

// ---- The list

Data event_data(const Language& language, const Event& event) {
    const auto when = moment_text(language, event.created);
    auto data = object();
    data["event_what"] = text(label_of(language, event.what));
    data["event_who"] = text(event.who);
    data["event_address"] = text(event.address);
    data["event_detail"] = text(about_event(language, event));
    data["event_time"] = text(when.relative);
    data["event_exact"] = text(when.exact);
    data["event_iso"] = text(when.iso);
    return data;
}

http::Response show_events(const Site& site, const http::Request& request) {
    const auto& language = Language::of(request);
    auto data = object();
    auto events = list();
    site.store.read(request.scope(), [&](const Read& read) {
        Simple_form form(language, fields_of(read, language));
        const Audit_filter filter = audit_filter(request.query, form);
        data["fields"] = form.fields();
        const storage::Page page = read.select(storage::record_type<Event>(), list_of(request.query, filter));
        for (const auto id : page.ids) append(events, event_data(language, read.get<Event>(id)));
        data["events_next_url"] =
            page.next.empty()
                ? Data(false)
                : text(audit_url(events_url, request.query, "after") + "after=" + http::percent_encoded(page.next));
        set_audit_head(data, read, request, events_url);
    });
    data["has_events"] = !events.is_empty_list();
    data["events"] = std::move(events);
    return page(site, request, "people/events", std::move(data));
}

// ---- As a file

void append_rows(const Site& site, const Language& language, storage::List& list, std::string& out) {
    site.store.read([&](const Read& read) {
        storage::Page page = read.select(storage::record_type<Event>(), list);
        for (const auto id : page.ids) {
            const auto event = read.get<Event>(id);
            exchange::append_row(out, std::vector{storage::show_moment(event.created), label_of(language, event.what),
                                                  event.who, event.address, about_event(language, event)});
        }
        list.after = std::move(page.next);
    });
}

http::Response export_events(const Site& site, const http::Request& request) {
    if (!request.caller->confirmed) return ask_to_confirm(request);
    const auto& language = Language::of(request);
    storage::List wanted = site.store.read([&](const Read& read) {
        Simple_form form(language, fields_of(read, language));
        return list_of(request.query, audit_filter(request.query, form));
    });
    office::note(site.store, {.what = Happening::exported,
                              .user = {request.caller->user},
                              .who = request.caller->name,
                              .address = request.address,
                              .detail = wanted.filters.empty() ? "events all" : "events some"});
    wanted.limit = in_a_piece;
    wanted.after.clear();
    http::Response response;
    response.type = "text/csv; charset=utf-8";
    response.header("Content-Disposition", "attachment; filename=\"events.csv\"");
    response.header("Cache-Control", "no-store");
    std::string begun(exchange::byte_order_mark);
    exchange::append_row(begun, std::vector{language.say("When"), language.say("What"), language.say("Who"),
                                            language.say("From"), language.say("About")});
    response.stream = [&site, &language, wanted = std::move(wanted),
                       begun = std::move(begun)](std::string& next) mutable {
        next += std::exchange(begun, "");
        append_rows(site, language, wanted, next);
        return !wanted.after.empty();
    };
    return response;
}

}  // namespace
}  // namespace pages
