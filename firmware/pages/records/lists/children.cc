#include "pages/records/lists/children.h"

#include <algorithm>
#include <format>

#include "http/access.h"
#include "office/records/kind.h"
#include "pages/frame/view.h"
#include "pages/records/actions.h"
#include "pages/records/kind.h"
#include "pages/records/lists/bulk.h"
#include "pages/records/lists/filter_editor.h"
#include "pages/records/lists/list_columns.h"
#include "pages/records/shown.h"

namespace pages {

using office::Action;

namespace {

constexpr std::size_t most_counted = 1'000;

}  // namespace

namespace {

/// A reference to that kind itself tells more than one to any.
bool tells_less(const storage::Schema::Referrer& one, std::span<const storage::Schema::Referrer> all) {
    return one.column->refers_to_any() && std::ranges::any_of(all, [&](const storage::Schema::Referrer& other) {
               return other.type == one.type && !other.column->refers_to_any() && other.column->attributes.added_there;
           });
}

}  // namespace

std::vector<Children> children_of(const storage::Schema& schema, const storage::Kind& kind) {
    std::vector<Children> children;
    const auto referrers = schema.referrers(kind.number);
    for (const auto& [type, column] : referrers)
        if (page_row(type->kind.number).pages && column->attributes.added_there &&
            !(column->refers_to_any() && type->kind.number == kind.number) && !tells_less({type, column}, referrers))
            children.push_back({type, column, &schema.type(kind.number)});
    return children;
}

std::string reference_text(const storage::Column& column, storage::Subject to) {
    return column.refers_to_any() ? storage::show_any({to.kind, to.id}) : std::to_string(to.id);
}

std::string children_url(const Children& children, storage::Id parent) {
    return std::format("{}/{}", url_of(children.parent->kind, parent), children.type->kind.plural);
}

std::string new_child_url(const Children& children, storage::Id parent) {
    if (!page_row(children.type->kind.number).files_at.empty() || !office::is_typed(children.type->kind)) return {};
    return children_url(children, parent) + "/new";
}

storage::Subject parent_of(const Records& records, const http::Request& request) {
    return {records.within->parent->kind.number, request.id("parent")};
}

std::string list_url(const Records& records, const http::Request& request) {
    if (records.within == nullptr) return std::format("/{}", records.type.kind.plural);
    return children_url(*records.within, request.id("parent"));
}

std::string one_url(const Records& records, const http::Request& request, storage::Id id) {
    return std::format("{}/{}", list_url(records, request), id);
}

std::string after_url(const Records& records, const http::Request& request, storage::Id id) {
    return records.within == nullptr ? url_of(records.type.kind, id) : list_url(records, request);
}

// ---- routes ---------------------------------------------------------------------------------------------------------

namespace {

/// Throws Error{not_found} when the record in the address is not among those, Error{refused} without the right to see the one
/// that they belong to.
void check_place(const Records& records, const http::Request& request, bool of_one) {
    const storage::Record_type& parent_type = *records.within->parent;
    if (!may(request, office::rights_for(parent_type.kind).see))
        throw http::Lacks_right(static_cast<unsigned>(office::rights_for(parent_type.kind).see));
    records.site.store.read(request.scope(), [&](const storage::Read& read) {
        const storage::Subject parent = parent_of(records, request);
        read.get(parent_type, parent.id);
        if (!of_one) return;
        const auto here = [&](const storage::Reference& reference) {
            return reference.tag == records.within->column->tag && reference.kind == parent.kind &&
                   reference.id == parent.id;
        };
        if (!std::ranges::any_of(records.type.references(read.get(records.type, request.id()).fields), here))
            throw storage::Error(storage::Fault::not_found, "This does not belong here any more.");
    });
}

}  // namespace

std::vector<http::Route> child_routes(const Site& site, const storage::Kind& kind) {
    using enum http::Method;
    std::vector<http::Route> routes;
    for (const Children& children : children_of(site.store.schema(), kind)) {
        const auto rights = office::rights_for(children.type->kind);
        const auto add = [&](http::Method method, std::string_view rest, office::Right right, Handler handler) {
            const bool of_one = rest.starts_with("/<id>");
            routes.push_back({method, std::format("/{}/<parent>/{}{}", kind.plural, children.type->kind.plural, rest),
                              needs(right), [&site, children, handler, of_one](const http::Request& request) {
                                  const Records records{site, *children.type, &children};
                                  check_place(records, request, of_one);
                                  return handler(records, request);
                              }});
            routes.back().judges_text = handler == &create_record || handler == &change_record;
        };
        add(get, "", rights.see, &list_records);
        add(get, "/filters", rights.see, &ask_for_filter);
        add(get, "/columns", rights.see, &ask_for_columns);
        add(get, "/bulk", rights.see, &ask_for_many);
        add(post, "/bulk", rights.see, &do_to_many);
        if (!office::is_typed(children.type->kind)) continue;
        if (page_row(children.type->kind.number).files_at.empty()) {
            add(get, "/new", rights.edit, &new_record_form);
            add(post, "/new", rights.edit, &create_record);
        }
        add(get, "/<id>/edit", rights.edit, &edit_record_form);
        add(post, "/<id>", rights.edit, &change_record);
        add(get, "/<id>/delete", rights.erase, &ask_to_delete);
        add(post, "/<id>/delete", rights.erase, &delete_record);
    }
    return routes;
}

// ---- what the one offers for them -----------------------------------------------------------------------------------

storage::Column asked_child(const Action& action, const Children& children) {
    for (storage::Column& column : office::asked_by(action))
        if (column.refers_to == children.type->kind.number) return std::move(column);
    return {};
}

std::vector<const Action*> parent_actions(const http::Request& request, const Children& children,
                                          Action::Offer offered) {
    std::vector<const Action*> actions;
    for (const Action& action : office::kind_row(children.parent->kind.number).actions)
        if (action.offered == offered && may(request, action.right) && asked_child(action, children).refers_to != 0)
            actions.push_back(&action);
    return actions;
}

// ---- the page around them -------------------------------------------------------------------------------------------

Data tab_data(const Language& language, std::string_view label, const std::string& url, Data count, bool open) {
    Data one = object();
    one["tab_label"] = text(language.say(label));
    one["tab_url"] = text(url);
    one["tab_count"] = std::move(count);
    one["tab_active"] = open;
    return one;
}

namespace {

struct Child_tab {
    std::string_view place, label;
    std::string url;
    std::size_t count;
    bool open;
};

std::vector<Child_tab> tabs_of_children(const storage::Read& read, const http::Request& request,
                                        const storage::Record_type& type, storage::Id id, const Children* open) {
    std::vector<Child_tab> tabs;
    for (const Children& children : children_of(read.schema(), type.kind)) {
        const auto& [child, column, parent] = children;
        if (!may(request, office::rights_for(child->kind).see)) continue;
        const std::string key = storage::key_of_reference(*column, type.kind.number, id);
        const Page_row& row = page_row(child->kind.number);
        tabs.push_back({row.place, row.tab.empty() ? child->kind.title : row.tab, children_url(children, id),
                        read.ids_with(child->kind.number, column->tag, key, most_counted + 1).size(),
                        open != nullptr && open->type == child && open->column == column});
    }
    return tabs;
}

}  // namespace

void Tabs::set(Data& data) && {
    data["has_inner_tabs"] = !inner.is_empty_list();
    data["tabs"] = std::move(outer);
    data["inner_tabs"] = std::move(inner);
}

namespace {

using Tabs_here = std::vector<const Child_tab*>;

Data count_data(const Language& language, std::size_t number) {
    return text(count_up_to(language, number, most_counted));
}

void append_inner(Tabs& tabs, const Language& language, const Tabs_here& here) {
    for (const Child_tab* tab : here)
        append(tabs.inner, tab_data(language, tab->label, tab->url, count_data(language, tab->count), tab->open));
}

/// The record's own values, and what stands beside them.
void append_details(Tabs& tabs, const Language& language, const std::string& url, const Tabs_here& beside,
                    bool is_open) {
    const bool any_open = is_open || std::ranges::any_of(beside, &Child_tab::open);
    append(tabs.outer, tab_data(language, details_place, url, false, any_open));
    if (!any_open || beside.empty()) return;
    append(tabs.inner, tab_data(language, details_place, url, false, is_open));
    append_inner(tabs, language, beside);
}

/// `whole` may be the page of that place.
void append_place(Tabs& tabs, const Language& language, const Tabs_here& here, const Place_page& whole) {
    std::size_t sum = 0;
    for (const Child_tab* tab : here) sum += tab->count;
    const Child_tab& first = *here.front();
    const bool has_page = !whole.place.empty() && whole.place == first.place;
    const bool is_open = std::ranges::any_of(here, &Child_tab::open) || (has_page && whole.open);
    const bool is_alone = here.size() == 1 && !has_page;
    append(tabs.outer, tab_data(language, is_alone ? first.label : first.place, has_page ? whole.url : first.url,
                                count_data(language, sum), is_open));
    if (!is_open || is_alone) return;
    if (has_page) append(tabs.inner, tab_data(language, whole.label, whole.url, false, whole.open));
    append_inner(tabs, language, here);
}

/// In the order of the first of each place; a kind without one has its own.
std::vector<Tabs_here> by_place(const std::vector<Child_tab>& all) {
    std::vector<Tabs_here> places;
    for (const Child_tab& tab : all) {
        const auto same = [&](const Tabs_here& here) { return !tab.place.empty() && here.front()->place == tab.place; };
        const auto at = std::ranges::find_if(places, same);
        (at == places.end() ? places.emplace_back() : *at).push_back(&tab);
    }
    return places;
}

}  // namespace

void append_tabs(Tabs& tabs, const storage::Read& read, const http::Request& request, const storage::Record_type& type,
                 storage::Id id, const Open_tab& open, const Place_page& whole) {
    const Language& language = Language::of(request);
    const auto all = tabs_of_children(read, request, type, id, open.children);
    const auto places = by_place(all);
    const auto is_details = [](const Tabs_here& here) { return here.front()->place == details_place; };
    const auto details = std::ranges::find_if(places, is_details);
    append_details(tabs, language, open.details_url.empty() ? url_of(type.kind, id) : open.details_url,
                   details == places.end() ? Tabs_here{} : *details, open.details);
    for (const Tabs_here& here : places)
        if (!is_details(here)) append_place(tabs, language, here, whole);
}

namespace {

/// The head of any record, with a tab for what belongs to it.
http::Response any_page(const Site& site, const http::Request& request, const Children& children, Data data,
                        int status) {
    const Language& language = Language::of(request);
    const storage::Record_type& type = *children.parent;
    const storage::Id id = request.id("parent");
    const std::string url = url_of(type.kind, id);
    Tabs tabs{list(), list()};
    site.store.read(request.scope(), [&](const storage::Read& read) {
        const storage::Raw raw = read.get(type, id);
        Shower shower(read, language);
        const std::string name = name_of(shower, type, raw);
        data["title"] = text(name);
        data["record_name"] = text(name);
        data["actions"] = actions_data(request, type.kind, id, fitting_actions(read, request, type, raw));
        append_tabs(tabs, read, request, type, id, {.children = &children});
    });
    const auto rights = office::rights_for(type.kind);
    Data back = object();
    back["back_url"] = text(std::format("/{}", type.kind.plural));
    back["back_label"] = text(language.say(type.kind.title));
    data["back"] = std::move(back);
    data["record_kind"] = text(language.say(type.kind.label));
    data["record_edit_url"] = may(request, rights.edit) ? text(url + "/edit") : Data(false);
    data["record_delete_url"] = may(request, rights.erase) ? text(url + "/delete") : Data(false);
    std::move(tabs).set(data);
    return page(site, request, "records/children", std::move(data), status);
}

}  // namespace

http::Response list_page(const Records& records, const http::Request& request, std::string_view whole, Data data,
                         int status) {
    if (records.within == nullptr) return page(records.site, request, whole, std::move(data), status);
    data["tab_list"] = whole == "records/list";
    data["tab_form"] = whole == "records/form";
    const auto around = page_row(records.within->parent->kind.number).around;
    return (around != nullptr ? around : &any_page)(records.site, request, *records.within, std::move(data), status);
}

}  // namespace pages
