#include "pages/exchange/exports.h"

#include <format>

#include "exchange/export.h"
#include "office/people/events.h"
#include "office/records/kind.h"
#include "pages/exchange/column_titles.h"
#include "pages/frame/view.h"
#include "pages/records/confirmation.h"
#include "pages/records/kind.h"
#include "pages/records/lists/list_query.h"

namespace pages {

namespace {

struct Wanted {
    std::vector<std::string> columns;
    storage::List list;
    bool everything = false;
};

/// As many as people see on one page go out whatever they are asked by.
constexpr std::uint64_t few = 50;

/// Nothing was asked for, or something that most of them have.
bool is_everything(const storage::Read& read, const storage::Record_type& type, storage::List list) {
    if (list.filters.empty() && list.words.empty() && !list.among) return true;
    const std::uint64_t all = read.count(type);
    list.limit = 1;
    list.count_to = all;
    const std::uint64_t found = read.select(type, list).total;
    return found > few && found > all / 2;
}

Wanted wanted_by(const storage::Read& read, const Records& records, const http::Request& request) {
    const storage::Definitions definitions = read.definitions(records.type);
    List_query query = list_query(read, request, records, definitions);
    if (auto errors = query.wrong_conditions(); !errors.empty()) throw storage::Error(std::move(errors));
    query.list.after.clear();
    const bool unfiltered = !query.filtered() && query.fixed == nullptr;
    Wanted wanted{.columns = {"name"}, .list = std::move(query.list)};
    wanted.everything = unfiltered || is_everything(read, records.type, wanted.list);
    wanted.columns.insert(wanted.columns.end(), query.columns.begin(), query.columns.end());
    return wanted;
}

http::Response export_list(const Site& site, const storage::Record_type& type, const http::Request& request) {
    Wanted wanted = site.store.read(request.scope(),
                                    [&](const storage::Read& read) { return wanted_by(read, {site, type}, request); });
    if (wanted.everything && !request.caller->confirmed) return ask_to_confirm(request);
    office::note(site.store, {.what = office::Happening::exported,
                              .user = {request.caller->user},
                              .who = request.caller->name,
                              .address = request.address,
                              .detail = std::format("{} {}", type.kind.plural, wanted.everything ? "all" : "some")});
    http::Response response;
    response.type = "text/csv; charset=utf-8";
    response.header("Content-Disposition", std::format("attachment; filename=\"{}.csv\"", type.kind.plural));
    response.header("Cache-Control", "no-store");
    exchange::Csv_export rows(site.store, type, std::move(wanted.list), wanted.columns, request.caller->scope);
    rows.call([&](const storage::Column& column) { return title_of(Language::of(request), column); });
    rows.carry_id();
    response.stream = [rows = std::move(rows)](std::string& next) mutable { return rows.next(next); };
    return response;
}

}  // namespace

std::vector<http::Route> export_routes(const Site& site) {
    std::vector<http::Route> routes;
    for (const storage::Record_type* type : office::record_types())
        if (page_row(type->kind.number).pages)
            routes.push_back({http::Method::get, std::format("/{}/export.csv", type->kind.plural),
                              needs(office::Right::export_records),
                              [&site, type](const auto& request) { return export_list(site, *type, request); }});
    return routes;
}

}  // namespace pages
