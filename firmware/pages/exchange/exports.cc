#include "pages/exchange/exports.h"

#include <format>

#include "exchange/export.h"
#include "office/records/kind.h"
#include "pages/frame/view.h"
#include "pages/records/kind.h"
#include "pages/records/list_found.h"

namespace pages {

namespace {

struct Wanted {
    std::vector<std::string> columns;
    storage::List list;
    bool searched = false;
    std::vector<storage::Id> ids;  ///< when it was searched for words
};

Wanted wanted_by(const storage::Read& read, const storage::Record_type& type, const http::Request& request) {
    const storage::Definitions definitions = read.definitions(type);
    const List_query query = list_query(request, type, definitions);
    Wanted wanted{
        .columns = {"name"},
        .list = {.tag = sort_tag(type, query), .descending = query.descending, .filters = filters_of(read, query)}};
    wanted.columns.insert(wanted.columns.end(), query.columns.begin(), query.columns.end());
    wanted.searched = !query.words.empty();
    if (wanted.searched) wanted.ids = matches(read, type, query);
    return wanted;
}

http::Response export_list(const Site& site, const storage::Record_type& type, const http::Request& request) {
    Wanted wanted = site.store.read([&](const storage::Read& read) { return wanted_by(read, type, request); });
    http::Response response;
    response.type = "text/csv; charset=utf-8";
    response.header("Content-Disposition", std::format("attachment; filename=\"{}.csv\"", type.kind.plural));
    response.header("Cache-Control", "no-store");
    const auto stream = [&](auto which) {
        return [rows = exchange::Csv_export(site.store, type, std::move(which), wanted.columns)](
                   std::string& next) mutable { return rows.next(next); };
    };
    if (wanted.searched)
        response.stream = stream(std::move(wanted.ids));
    else
        response.stream = stream(std::move(wanted.list));
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
