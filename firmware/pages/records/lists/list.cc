// Lists of records: what list_found.h found, as a page.
#include <algorithm>
#include <chrono>
#include <format>

#include "office/records/kind.h"
#include "office/records/reachable.h"
#include "pages/frame/frame.h"
#include "pages/frame/view.h"
#include "pages/records/actions.h"
#include "pages/records/fields.h"
#include "pages/records/form.h"
#include "pages/records/kind.h"
#include "pages/records/lists/bulk.h"
#include "pages/records/lists/children.h"
#include "pages/records/lists/list_filters.h"
#include "pages/records/lists/list_found.h"
#include "pages/records/lists/list_rows.h"
#include "pages/records/lists/view_tabs.h"
#include "pages/records/show.h"

namespace pages {

using storage::Column;

namespace {

Data head_data(const List_query& query, std::string label, std::string_view name, bool sortable, bool figure) {
    Data head = object();
    head["column_label"] = text(label);
    head["column_class"] = figure ? text("num") : Data(false);
    const bool by_this = query.sort == name;
    List_query turned = query;
    turned.sort = name;
    turned.list.descending = by_this && !query.list.descending;
    turned.list.after.clear();
    head["column_sort_url"] = sortable ? text(url_of(turned)) : Data(false);
    head["column_up"] = by_this && !query.list.descending;
    head["column_down"] = by_this && query.list.descending;
    return head;
}

Data heads_data(const Language& language, const storage::Record_type& type, const Found_list& found) {
    Data heads = list();
    const Column* name = type.column("name");
    append(heads,
           head_data(found.query, language.say("Name"), "name", name != nullptr && office::can_sort(*name), false));
    for (const std::string& shown : found.query.columns) {
        const Column* column = storage::Record_type::column(type, found.definitions, shown);
        if (column == nullptr)
            append(heads, head_data(found.query, language.say(label_of_moment(shown)), shown, true, false));
        else
            append(heads, head_data(found.query, label_of(language, *column), column->name, office::can_sort(*column),
                                    is_figure(*column)));
    }
    return heads;
}

constexpr std::size_t most_in_card = 3;

/// On phones a row is a card, with the cells at these places: those that are shown elsewhere in brief, unless others were chosen.
std::string card_places(const storage::Record_type& type, const List_query& query, bool picked) {
    const auto& brief = page_row(type.kind.number).brief;
    std::vector<std::string> shown;
    const auto take = [&](bool (*fits)(const std::vector<std::string_view>&, const std::string&)) {
        for (const std::string& name : query.columns)
            if (shown.size() < most_in_card && !std::ranges::contains(shown, name) && fits(brief, name))
                shown.push_back(name);
    };
    if (!query.columns_chosen)
        take([](const auto& names, const std::string& name) { return std::ranges::contains(names, name); });
    take([](const auto&, const std::string&) { return true; });
    std::string places;
    for (std::size_t at = 0; at < query.columns.size(); ++at)
        if (std::ranges::contains(shown, query.columns[at]))
            places += std::format("{}{}", places.empty() ? "" : " ", at + (picked ? 3 : 2));
    return places;
}

/// "51–100 of 10,000"
std::string range_text(const Language& language, const Found_list& found, const std::string& total) {
    if (found.query.row == 0) return language.say(found.ids.size(), "1 more", "{} more");
    const std::size_t last = found.query.row + found.ids.size() - 1;
    return language.say("{}–{} of {}",
                        {with_separators(language, found.query.row), with_separators(language, last), total});
}

void set_paging(Data& data, const Language& language, const Found_list& found) {
    List_query first = found.query;
    first.list.after.clear();
    List_query next = found.query;
    next.list.after = found.next;
    List_query previous = found.query;
    previous.list.after = found.previous.value_or("");
    if (found.query.row != 0) {
        next.row = found.query.row + found.ids.size();
        previous.row = found.query.row > page_length ? found.query.row - page_length : 0;
    }
    data["first_url"] = found.query.list.after.empty() ? Data(false) : text(url_of(first));
    data["previous_url"] = found.previous ? text(url_of(previous)) : Data(false);
    data["next_url"] = found.next.empty() ? Data(false) : text(url_of(next));
    const std::string total = count_up_to(language, found.total, found.bound);
    data["total"] = text(total);
    data["range"] = found.ids.empty() ? Data(false) : text(range_text(language, found, total));
}

/// What comes as a file is added by a form of its own; in the page of what it belongs to that form is there.
void set_upload_form(Data& data, const Records& records, const http::Request& request) {
    const storage::Kind& kind = records.type.kind;
    data["list_upload"] = false;
    if (records.within == nullptr || page_row(kind.number).files_at.empty()) return;
    data["list_new_url"] = false;
    if (!may(request, office::rights_for(kind).edit)) return;
    Data upload = object();
    const storage::Subject parent = parent_of(records, request);
    set_upload(upload,
               {.action = std::format("/{}", kind.plural), .about = storage::show_any({parent.kind, parent.id})});
    data["list_upload"] = std::move(upload);
}

/// To where it is said which custom fields these records have.
void set_fields_link(Data& data, const Language& language, const http::Request& request,
                     const storage::Record_type& type) {
    if (type.custom_tag == 0 || !may(request, office::Right::manage_custom_fields)) return;
    if (const Column* definer = type.definer(); definer != nullptr) {
        const storage::Kind& kind = office::kind_row(definer->refers_to).type->kind;
        data["list_fields_url"] = text(std::format("/{}", kind.plural));
        data["list_fields_label"] = text(language.say(kind.title));
    } else {
        data["list_fields_url"] = text("/settings/fields");
        data["list_fields_label"] = text(language.say("Custom fields"));
    }
}

void set_actions(Data& data, const Language& language, const http::Request& request, const Records& records,
                 const List_query& query) {
    const storage::Kind& kind = records.type.kind;
    data["list_title"] = text(language.say(kind.title));
    data["title"] = text(language.say(kind.title));
    data["list_icon"] = text(page_row(kind.number).icon);
    data["list_url"] = text(query.path);
    data["list_all_url"] = text(whole_list_url(query));
    const bool may_edit = office::is_typed(kind) && may(request, office::rights_for(kind).edit);
    data["list_new_url"] = may_edit ? text(query.path + "/new") : Data(false);
    data["list_may_edit"] = may_edit;
    data["list_new_label"] = text(language.say("New " + lower_first(kind.label)));
    const bool imports = records.within == nullptr && takes_imports(records.type) &&
                         may(request, office::Right::import_records) && may(request, office::rights_for(kind).edit);
    data["import_url"] = imports ? text(std::format("/import?kind={}", kind.plural)) : Data(false);
    const bool exports = may(request, office::Right::export_records);
    const auto exported_as = [&](bool offered, std::string_view file) {
        return offered ? text(export_url(kind, query, file)) : Data(false);
    };
    const bool has_cards = exports && office::is_reachable(records.type);
    data["export_url"] = exported_as(exports, "export.csv");
    data["export_cards_url"] = exported_as(has_cards, "export.vcf");
    data["export_old_cards_url"] = exported_as(has_cards, "export-3.vcf");
    data["list_fields_url"] = false;
    data["list_fields_label"] = false;
    if (records.within == nullptr) set_fields_link(data, language, request, records.type);
    set_upload_form(data, records, request);
}

/// Forms of what can be done with one of the records that are not here yet.
void set_adds(Data& data, const Records& records, const http::Request& request) {
    data["list_adds"] = list();
    if (records.within == nullptr) return;
    const Language& language = Language::of(request);
    const storage::Record_type& parent = *records.within->parent;
    const storage::Id id = request.id("parent");
    records.site.store.read(request.scope(), [&](const storage::Read& read) {
        const storage::Raw raw = read.get(parent, id);
        for (const office::Action* action : parent_actions(request, *records.within, office::Action::below)) {
            if (!office::why_not(read, actor_of(request), parent, *action, raw).empty()) continue;
            const Form form = asking_form(read, language, *action);
            Data fields = list();
            for (const Item& item : items_of(form.groups)) append(fields, field_data(language, item, form.values));
            Data add = object();
            add["add_url"] = text(std::format("{}/{}", url_of(parent.kind, id), action->name));
            add["add_label"] = text(form.submit);
            add["add_fields"] = std::move(fields);
            append(data["list_adds"], std::move(add));
        }
    });
}

/// Which records a name may mean that none has, each with the list of it.
Data fits_data(const Language& language, const Found_list& found) {
    Data fits = list();
    for (const Found_list::Fit& fit : found.fits) {
        List_query query = found.query;
        query.list.after.clear();
        office::Asked& asked = query.asked[fit.asked];
        asked.typed = {{asked.column->name, std::to_string(fit.id)}};
        Data one = object();
        one["fit_name"] = text(fit.name);
        one["fit_url"] = text(url_of(query));
        append(fits, std::move(one));
    }
    Data message = object();
    message["list_message"] = text(language.say("No name is quite like that. These are similar:"));
    message["list_fits"] = std::move(fits);
    return message;
}

/// What of the address was passed over: the list is there all the same.
void set_messages(Data& data, const Language& language, const Found_list& found) {
    Data messages = list();
    const auto tell = [&](const std::string& message) {
        Data one = object();
        one["list_message"] = text(message);
        one["list_fits"] = list();
        append(messages, std::move(one));
    };
    for (const auto& [name, message] : found.query.errors)
        tell(language.say("“{}” in the address was passed over: it {}.",
                          {displayable(name), language.say_with_numbers(message)}));
    for (const Column* column : found.gone)
        tell(language.say("What the filter “{}” asks for is not there any more.", {label_of(language, *column)}));
    const storage::Id view = found.query.view_id();
    if (view != 0 && !std::ranges::contains(found.views, view, &office::Saved_view::id))
        tell(language.say("This view was deleted, or it is somebody else’s. The list is as the address says."));
    if (!found.fits.empty()) append(messages, fits_data(language, found));
    data["list_messages"] = std::move(messages);
}

/// What whoever sees an empty list may do about it.
std::string_view way_out(const Data& data, const Found_list& found) {
    if (found.query.filtered()) return "Nothing fits this filter.";
    if (data.get("list_new_url")->is_false()) return "What others add stands here.";
    return data.get("import_url")->is_false() ? "Add the first one." : "Add the first one, or import a file.";
}

void set_empty(Data& data, const Language& language, const storage::Kind& kind, const Found_list& found) {
    data["has_rows"] = !found.ids.empty();
    data["is_filtered"] = found.query.filtered();
    const std::string title(kind.title);
    data["empty_title"] = text(found.query.filtered() ? language.say("Nothing found")
                                                      : language.say("No " + lower_first(title) + " yet"));
    data["empty_text"] = text(language.say(way_out(data, found)));
}

}  // namespace

http::Response list_records(const Records& records, const http::Request& request) {
    const Language& language = Language::of(request);
    std::string instead;
    const Found_list found = records.site.store.read(request.scope(), [&](const storage::Read& read) {
        instead = opened_instead(read, records, request);
        if (!instead.empty()) return Found_list{};
        Found_list looked_up = look_up_list(read, records, request);
        if (request.query.has("move")) instead = url_of(looked_up.query);
        return looked_up;
    });
    if (!instead.empty()) return http::Response::see_other(std::move(instead));
    Data data = object();
    set_actions(data, language, request, records, found.query);
    set_adds(data, records, request);
    set_filters(data, language, records.type, found);
    set_paging(data, language, found);
    set_empty(data, language, records.type.kind, found);
    set_messages(data, language, found);
    set_bulk(data, request, records.type.kind, found.query);
    set_view_tabs(data, records, request, found);
    const bool one_page = found.query.list.after.empty() && found.next.empty();
    data["bulk_all"] = one_page ? Data(false) : Data(data["total"]);
    data["list_query"] = text(found.query.list.words);
    data["columns"] = heads_data(language, records.type, found);
    data["has_row_ends"] = records.within != nullptr;
    data["rows_html"] = text(found.rows_html);
    const bool is_table = page_row(records.type.kind.number).card == nullptr;
    data["is_table"] = is_table;
    if (!is_table) data["has_bulk"] = false;  // cards have no boxes to choose them
    data["card_places"] = text(card_places(records.type, found.query, data["has_bulk"].is_true()));
    if (records.within == nullptr) add_skip(data, language, "Skip to the list", "#list");
    const bool sound = found.query.wrong_conditions().empty();
    http::Response response = list_page(records, request, "records/list", std::move(data), sound ? 200 : 422);
    if (!found.query.columns_chosen || found.query.view_id() != 0) {
        response.cacheable = sound;
        return response;
    }
    std::string columns;
    for (const std::string& column : found.query.columns) columns += (columns.empty() ? "" : "!") + column;
    response.cookie(columns_cookie(records.type.kind), columns, std::chrono::hours{24 * 365}, request.secure);
    return response;
}

}  // namespace pages
