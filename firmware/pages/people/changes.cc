#include "pages/people/changes.h"

#include <format>

#include "exchange/tables/csv.h"
#include "exchange/tables/encoding.h"
#include "http/form.h"
#include "office/people/events.h"
#include "office/people/verification.h"
#include "office/records/kind.h"
#include "pages/frame/view.h"
#include "pages/people/audit_filter.h"
#include "pages/records/confirmation.h"
#include "pages/records/together.h"
#include "storage/journal_check.h"

namespace pages {
namespace {

http::Response show_changes(const Site& site, const http::Request& request);
http::Response export_changes(const Site& site, const http::Request& request);
http::Response ask_to_verify(const Site& site, const http::Request& request);

}  // namespace

std::vector<http::Route> change_routes(const Site& site) {
    using enum http::Method;
    const auto route = [&site](http::Method method, std::string pattern,
                               http::Response (*handler)(const Site&, const http::Request&)) {
        return http::Route{method, std::move(pattern), needs(office::Right::manage_users),
                           [&site, handler](const http::Request& request) { return handler(site, request); }};
    };
    return {
        route(get, "/settings/changes", &show_changes),
        route(get, "/settings/changes.csv", &export_changes),
        route(post, "/settings/changes/verification", &ask_to_verify),
    };
}

namespace {

using storage::Act;
using storage::Entry;
using storage::Id;
using storage::Read;

constexpr std::string_view changes_url = "/settings/changes";
constexpr std::size_t on_a_page = 40;
/// Entries looked at for one page, or one piece of a file.
constexpr std::size_t most_read = 5'000;
constexpr std::size_t longest_piece = 256UL * 1024;

using Choices = std::vector<std::pair<std::string, std::string>>;

constexpr std::array acts{std::pair{"created", Act::created}, std::pair{"changed", Act::changed},
                          std::pair{"deleted", Act::erased}};

Simple_field select(std::string_view name, std::string_view label, Choices choices) {
    return {.name = name,
            .label = label,
            .control = storage::Control::select,
            .required = false,
            .options = std::move(choices)};
}

std::vector<Simple_field> fields_of(const Read& read, const Language& language) {
    Choices kinds{{"", language.say("Everything")}};
    for (const office::Kind_row& row : office::kinds())
        if (row.type->kind.journaled) kinds.emplace_back(row.type->kind.plural, language.say(row.type->kind.title));
    auto fields = audit_fields(read, language);
    fields.push_back(select("kind", "Records", std::move(kinds)));
    fields.push_back({.name = "number", .label = "Record number", .required = false});
    fields.push_back(select("act", "What",
                            {{"", language.say("Everything")},
                             {"created", language.say("Created")},
                             {"changed", language.say("Changed")},
                             {"deleted", language.say("Deleted")}}));
    return fields;
}

/// What is asked for.
struct Asked {
    Asked(const Read& read, const http::Request& request, Simple_form& form)
        : filter(audit_filter(request.query, form))
        , kind(read.schema().find(request.query.get("kind")))
        , below(storage::parse_id(request.query.get("before")).value_or(0)) {
        const auto number = request.query.get("number");
        const auto id = storage::parse_id(number);
        if (!number.empty() && (!id || *id == 0)) form.add_errors({{"number", "is not a number"}});
        if (!number.empty() && kind == nullptr) form.add_errors({{"kind", "must be chosen as well"}});
        record = kind == nullptr ? 0 : id.value_or(0);
        for (const auto& [name, one] : acts)
            if (request.query.get("act") == name) act = one;
    }

    bool takes(const Entry& entry) const {
        return filter.takes(entry.at) && (filter.person == 0 || entry.actor.user == filter.person) &&
               (kind == nullptr || entry.kind == kind->kind.number) && (record == 0 || entry.id == record) &&
               (!act || entry.act == *act);
    }
    bool everything() const { return filter.person == 0 && !filter.from && !filter.until && kind == nullptr && !act; }

    Audit_filter filter;
    const storage::Record_type* kind;
    Id record = 0;
    std::optional<Act> act;
    std::uint64_t below;  ///< entries older than that one; 0: all
};

/// The first entry that is not older than that moment. Entries are in order of time, but for a clock that was set back.
std::uint64_t first_since(const Read& read, storage::Moment moment, std::uint64_t newest) {
    std::uint64_t low = 1, high = newest + 1;
    while (low < high) {
        const std::uint64_t middle = low + (high - low) / 2;
        if (read.entry(middle).at < moment)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/// Goes back through the history; visit(entry) says whether it wants more.
class Walk {
  public:
    explicit Walk(Asked asked)
        : asked_(std::move(asked)) {}

    /// Where to go on: below that entry; 0 at the end.
    std::uint64_t run(const Read& read, const auto& visit) {
        std::uint64_t below = start(read);
        const auto numbers = asked_.record != 0 ? of_record(read, below) : std::vector<std::uint64_t>{};
        for (std::size_t seen = 0; seen < most_read; ++seen) {
            const std::uint64_t number = asked_.record == 0 ? below - 1 : seen < numbers.size() ? numbers[seen] : 0;
            if (number == 0) return asked_.below = 0;
            const Entry entry = read.entry(number);
            if (asked_.filter.from && entry.at < *asked_.filter.from) return asked_.below = 0;
            if (asked_.takes(entry) && read.sees(entry) && !visit(entry)) return asked_.below = below;
            below = number;
        }
        return asked_.below = below;
    }
    const Asked& asked() const { return asked_; }

  private:
    std::uint64_t start(const Read& read) const {
        if (asked_.below != 0) return asked_.below;
        const std::uint64_t newest = storage::newest_entry(read.transaction());
        return asked_.filter.until ? first_since(read, *asked_.filter.until, newest) : newest + 1;
    }
    std::vector<std::uint64_t> of_record(const Read& read, std::uint64_t below) const {
        return storage::entries_about(read.transaction(), {asked_.kind->kind.number, asked_.record}, below, most_read);
    }

    Asked asked_;
};

// ---- The page

http::Response show_changes(const Site& site, const http::Request& request) {
    const auto& language = Language::of(request);
    auto data = object();
    site.store.read(request.scope(), [&](const Read& read) {
        Simple_form form(language, fields_of(read, language));
        Walk walk(Asked(read, request, form));
        Shower shower(read, language);
        Gathering gathering(read, {});
        const std::uint64_t below = walk.run(read, [&](const Entry& entry) {
            if (gathering.size() == on_a_page && !gathering.continues(entry)) return false;
            gathering.add(entry);
            return true;
        });
        data["fields"] = form.fields();
        set_audit_head(data, read, request, changes_url);
        set_events(data, language, gathering.events(shower));
        data["history_next_url"] =
            below == 0 ? Data(false)
                       : text(std::format("{}before={}", audit_url(changes_url, request.query, "before"), below));
    });
    data["history_filters"] = list();
    return page(site, request, "people/changes", std::move(data));
}

// ---- As a file

/// A row for each value that changed; one for what was created or deleted.
void append_rows(std::string& out, const Read& read, const Entry& entry, Shower& shower) {
    const Event event = told_of(read, entry, shower);
    const auto* type = read.schema().find(entry.kind);
    const std::string kind = type == nullptr ? std::string{} : shower.language().say(type->kind.label);
    const auto row = [&](const Change_text& change) {
        exchange::append_row(out, std::vector{storage::show_moment(entry.at), event.who, event.did, kind,
                                              std::to_string(entry.id), entry.name, change.field, change.before,
                                              change.after});
    };
    if (event.changes.empty()) row({});
    for (const Change_text& change : event.changes) row(change);
}

std::string heading(const Language& language) {
    std::string row(exchange::byte_order_mark);
    std::vector<std::string> cells;
    for (const char* title : {"When", "Who", "What", "Records", "Record number", "Name", "Field", "Before", "After"})
        cells.push_back(language.say(title));
    exchange::append_row(row, cells);
    return row;
}

http::Response export_changes(const Site& site, const http::Request& request) {
    if (!request.caller->confirmed) return ask_to_confirm(request);
    const auto& language = Language::of(request);
    Walk walk = site.store.read(request.scope(), [&](const Read& read) {
        Simple_form form(language, fields_of(read, language));
        return Walk(Asked(read, request, form));
    });
    office::note(site.store, {.what = office::Happening::exported,
                              .user = {request.caller->user},
                              .who = request.caller->name,
                              .address = request.address,
                              .detail = walk.asked().everything() ? "changes all" : "changes some"});
    http::Response response;
    response.type = "text/csv; charset=utf-8";
    response.header("Content-Disposition", "attachment; filename=\"changes.csv\"");
    response.header("Cache-Control", "no-store");
    response.stream = [&site, &language, scope = request.caller->scope, walk = std::move(walk),
                       begun = heading(language)](std::string& next) mutable {
        next += std::exchange(begun, "");
        return site.store.read(scope.get(), [&](const Read& read) {
            Shower shower(read, language);
            return walk.run(read, [&](const Entry& entry) {
                if (next.size() >= longest_piece) return false;
                append_rows(next, read, entry, shower);
                return true;
            }) != 0;
        });
    };
    return response;
}

// ---- Whether it still is what was written

http::Response ask_to_verify(const Site& site, const http::Request& request) {
    site.store.write(actor_of(request), [&](storage::Write& write) { office::ask_to_verify(write, request.address); });
    return http::Response::see_other(std::string(changes_url));
}

}  // namespace
}  // namespace pages
