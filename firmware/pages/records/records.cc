#include "pages/records/records.h"

#include <algorithm>
#include <format>
#include <iterator>

#include "office/records/kind.h"
#include "pages/frame/view.h"
#include "pages/records/actions.h"
#include "pages/records/kind.h"
#include "pages/records/lists/children.h"
#include "pages/records/lists/filter_editor.h"
#include "pages/records/lists/list_columns.h"
#include "pages/records/lists/views.h"

namespace pages {

namespace {

/// Binds one of the handlers above to a type.
http::Handler of(const Site& site, const storage::Record_type& type, Handler handler) {
    return [&site, &type, handler](const http::Request& request) { return handler({site, type}, request); };
}

Handler show_handler(const storage::Kind& kind) {
    const Handler own = page_row(kind.number).show;
    return own != nullptr ? own : &show_record;
}

void add_routes(std::vector<http::Route>& routes, const Site& site, const storage::Record_type& type) {
    using enum http::Method;
    const auto rights = office::rights_for(type.kind);
    const auto add = [&](http::Method method, std::string_view rest, office::Right right, Handler handler) {
        routes.push_back({method, std::format("/{}{}", type.kind.plural, rest), needs(right), of(site, type, handler)});
        routes.back().judges_text = handler == &create_record || handler == &change_record || handler == &change_value;
    };
    add(get, "", rights.see, &list_records);
    add(get, "/<id>", rights.see, show_handler(type.kind));
    add(get, "/filters", rights.see, &ask_for_filter);
    add(get, "/columns", rights.see, &ask_for_columns);
    add(get, "/bulk", rights.see, &ask_for_many);
    add(post, "/bulk", rights.see, &do_to_many);
    if (!office::is_typed(type.kind)) return;
    if (page_row(type.kind.number).files_at.empty()) {
        add(post, "", rights.edit, &create_record);
        add(get, "/new", rights.edit, &new_record_form);
    }
    add(post, "/<id>", rights.edit, &change_record);
    add(get, "/<id>/edit", rights.edit, &edit_record_form);
    add(get, "/<id>/delete", rights.erase, &ask_to_delete);
    add(post, "/<id>/delete", rights.erase, &delete_record);
    add(get, "/<id>/values/<field>", rights.edit, &show_or_edit_value);
    add(post, "/<id>/values/<field>", rights.edit, &change_value);
}

/// Does some form refer to one of that kind by its name?
bool is_picked(const storage::Kind& kind) {
    const auto picks = [&](const storage::Column& column) {
        return column.refers_to == kind.number && column.control == storage::Control::picker && column.typed();
    };
    return page_row(kind.number).pages || std::ranges::any_of(office::kinds(), [&](const office::Kind_row& row) {
               return std::ranges::any_of(row.type->columns, picks);
           });
}

void add_options(std::vector<http::Route>& routes, const Site& site, const storage::Record_type& type) {
    routes.push_back({http::Method::get, std::format("/{}/options", type.kind.plural),
                      needs(office::Right::see_clients), of(site, type, &picker_options)});
}

}  // namespace

std::vector<http::Route> record_routes(const Site& site) {
    std::vector<http::Route> routes{{http::Method::get, std::string(any_options_url), needs(office::Right::see_clients),
                                     [&site](const http::Request& request) { return any_options(site, request); }}};
    for (const storage::Record_type* type : office::record_types()) {
        if (page_row(type->kind.number).pages) {
            add_routes(routes, site, *type);
            std::ranges::move(view_routes(site, *type), std::back_inserter(routes));
            std::ranges::move(child_routes(site, type->kind), std::back_inserter(routes));
        }
        if (is_picked(type->kind)) add_options(routes, site, *type);
        add_action_routes(routes, site, *type);
    }
    return routes;
}

}  // namespace pages
