#include "pages/records.h"

#include <algorithm>
#include <array>
#include <format>

#include "office/client.h"
#include "office/records.h"
#include "pages/view.h"

namespace pages {

namespace {

using Handler = http::Response (*)(const Records&, const http::Request&);

/// Binds one of the handlers above to a type.
http::Handler of(const Site& site, const storage::Record_type& type, Handler handler) {
    return [&site, &type, handler](const http::Request& request) { return handler({site, type}, request); };
}

Handler show_handler(const storage::Kind& kind) {
    return kind.number == office::Client::kind.number ? &show_profile : &show_record;
}

void add_routes(std::vector<http::Route>& routes, const Site& site, const storage::Record_type& type) {
    using enum http::Method;
    const auto rights = office::rights_for(type.kind);
    const auto add = [&](http::Method method, std::string_view rest, office::Right right, Handler handler) {
        routes.push_back({method, std::format("/{}{}", type.kind.plural, rest), needs(right), of(site, type, handler)});
        routes.back().judges_text = handler == &create_record || handler == &change_record || handler == &change_value;
    };
    add(get, "", rights.see, &list_records);
    add(post, "", rights.edit, &create_record);
    add(get, "/new", rights.edit, &new_record_form);
    add(get, "/<id>", rights.see, show_handler(type.kind));
    add(post, "/<id>", rights.edit, &change_record);
    add(get, "/<id>/edit", rights.edit, &edit_record_form);
    add(get, "/<id>/delete", rights.erase, &ask_to_delete);
    add(post, "/<id>/delete", rights.erase, &delete_record);
    add(get, "/<id>/values/<field>", rights.edit, &show_or_edit_value);
    add(post, "/<id>/values/<field>", rights.edit, &change_value);
}

/// Suggestions are asked for by kinds that are referred to, also when they have no pages.
void add_options(std::vector<http::Route>& routes, const Site& site, const storage::Record_type& type) {
    routes.push_back({http::Method::get, std::format("/{}/options", type.kind.plural),
                      needs(office::Right::see_clients), of(site, type, &picker_options)});
}

}  // namespace

bool has_generic_pages(const storage::Kind& kind) {
    static constexpr std::array elsewhere{"notes", "tags", "users", "sessions", "tokens", "imports", "custom_fields"};
    return !std::ranges::contains(elsewhere, kind.plural);
}

std::vector<http::Route> record_routes(const Site& site) {
    std::vector<http::Route> routes;
    for (const storage::Record_type* type : office::record_types()) {
        if (has_generic_pages(type->kind)) add_routes(routes, site, *type);
        if (has_generic_pages(type->kind) || type->kind.plural == "users") add_options(routes, site, *type);
    }
    return routes;
}

}  // namespace pages
