#include "pages/exchange/exports.h"

#include <format>

#include "exchange/card_export.h"
#include "exchange/export.h"
#include "office/records/kind.h"
#include "office/records/reachable.h"
#include "pages/exchange/column_titles.h"
#include "pages/exchange/file_response.h"
#include "pages/frame/view.h"
#include "pages/records/confirmation.h"
#include "pages/records/kind.h"
#include "pages/records/lists/list_query.h"

namespace pages {

namespace {

struct Wanted {
    std::vector<std::string> columns;  ///< none: all, where several make up the name that the list shows
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
    Wanted wanted{.list = std::move(query.list)};
    wanted.everything = unfiltered || is_everything(read, records.type, wanted.list);
    if (storage::Record_type::column(records.type, definitions, "name") != nullptr) {
        wanted.columns = std::move(query.columns);
        wanted.columns.insert(wanted.columns.begin(), "name");
    }
    return wanted;
}

http::Response rows_of(const Site& site, const storage::Record_type& type, const http::Request& request,
                       Wanted wanted) {
    http::Response response = file_response(std::format("{}.csv", type.kind.plural), "text/csv; charset=utf-8");
    exchange::Csv_export rows(site.store, type, std::move(wanted.list), wanted.columns, request.caller->scope);
    rows.call([&](const storage::Column& column) { return title_of(Language::of(request), column); });
    rows.carry_id();
    response.stream = [rows = std::move(rows)](std::string& next) mutable { return rows.next(next); };
    return response;
}

http::Response cards_of(const Site& site, const storage::Record_type& type, const http::Request& request,
                        exchange::Card_version version, storage::List list, std::string_view name) {
    http::Response response = file_response(std::format("{}.vcf", name), "text/vcard; charset=utf-8");
    exchange::Card_export cards(site.store, type, std::move(list), version, request.caller->scope);
    response.stream = [cards = std::move(cards)](std::string& next) mutable { return cards.next(next); };
    return response;
}

/// Asks for the password before nearly everything goes out; what goes out is noted.
http::Response export_list(const Site& site, const storage::Record_type& type, const http::Request& request,
                           auto&& answer) {
    Wanted wanted = site.store.read(request.scope(),
                                    [&](const storage::Read& read) { return wanted_by(read, {site, type}, request); });
    if (wanted.everything && !request.caller->confirmed) return ask_to_confirm(request);
    std::string what = std::format("{} {}", type.kind.plural, wanted.everything ? "all" : "some");
    http::Response file = answer(std::move(wanted));
    note_export(site, request, std::move(what));
    return file;
}

http::Response export_one(const Site& site, const storage::Record_type& type, const http::Request& request,
                          exchange::Card_version version) {
    const std::string name = site.store.read(
        request.scope(), [&](const storage::Read& read) { return type.name(read.get(type, request.id()).fields); });
    storage::List only{.tag = storage::index_tag::created, .among = std::vector{request.id()}};
    return cards_of(site, type, request, version, std::move(only), name);
}

void add_card_routes(std::vector<http::Route>& routes, const Site& site, const storage::Record_type& type) {
    using exchange::Card_version;
    const auto right = needs(office::Right::export_records);
    const auto add = [&](const std::string& file, std::string_view one, Card_version version) {
        routes.push_back({http::Method::get, std::format("/{}/{}", type.kind.plural, file), right,
                          [&site, &type, version](const http::Request& request) {
                              return export_list(site, type, request, [&](Wanted wanted) {
                                  return cards_of(site, type, request, version, std::move(wanted.list),
                                                  type.kind.plural);
                              });
                          }});
        routes.push_back({http::Method::get, std::format("/{}/<id>/{}", type.kind.plural, one), right,
                          [&site, &type, version](const http::Request& request) {
                              return export_one(site, type, request, version);
                          }});
    };
    add("export.vcf", "card.vcf", Card_version::four);
    add("export-3.vcf", "card-3.vcf", Card_version::three);
}

}  // namespace

std::vector<http::Route> export_routes(const Site& site) {
    std::vector<http::Route> routes;
    for (const storage::Record_type* type : office::record_types()) {
        if (!page_row(type->kind.number).pages) continue;
        routes.push_back({http::Method::get, std::format("/{}/export.csv", type->kind.plural),
                          needs(office::Right::export_records), [&site, type](const http::Request& request) {
                              return export_list(site, *type, request, [&](Wanted wanted) {
                                  return rows_of(site, *type, request, std::move(wanted));
                              });
                          }});
        if (office::is_reachable(*type)) add_card_routes(routes, site, *type);
    }
    return routes;
}

}  // namespace pages
