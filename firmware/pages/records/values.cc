// One value of a record, edited where it stands. Without script the same URLs answer a form with one field.
//
//   GET  /clients/7/values/phone              the field, open
//   GET  /clients/7/values/phone?show=value   the value as it is: X and Esc
//   POST /clients/7/values/phone              saves it
#include <algorithm>
#include <array>
#include <format>
#include <memory>

#include "office/records/kind.h"
#include "office/records/save.h"
#include "pages/frame/toast.h"
#include "pages/frame/view.h"
#include "pages/records/form.h"
#include "pages/records/show.h"
#include "pages/records/undo.h"

namespace pages {

namespace {

struct Place {
    storage::Id id;
    std::string field, record_url, url;
};

Place place_of(const Records& records, const http::Request& request) {
    Place place{request.id(), std::string(request.part("field")), {}, {}};
    place.record_url = url_of(records.type.kind, place.id);
    place.url = std::format("{}/values/{}", place.record_url, place.field);
    return place;
}

struct Opened {
    Form form;
    Item item;
};

/// The form of the whole record, with that one field left. Throws Error{not_found}.
Opened open(const Records& records, const http::Request& request, const Place& place) {
    return records.site.store.read(request.scope(), [&](const storage::Read& read) {
        const storage::Raw raw = get_to_change(read, records, request, place.id);
        Opened opened{open_form(read, Language::of(request), records.type, &raw), {}};
        auto item = find_item(records.type, opened.form.definitions, place.field);
        if (!item || !item->typed()) throw storage::Error(storage::Fault::not_found, "There is no such field.");
        const office::Guarded& guarded = office::kind_row(records.type.kind.number).guarded;
        if (guarded.has(place.field) && !office::may_change_guarded(read, actor_of(request), records.type.kind))
            throw storage::Error(storage::Errors{{place.field, guarded.why}});
        opened.item = std::move(*item);
        opened.form.groups = {{"", {opened.item}}};
        opened.form.action = place.url;
        opened.form.values.focused = place.field;
        return opened;
    });
}

http::Response field_open(const Records& records, const http::Request& request, const Place& place,
                          const Opened& opened, int status) {
    if (!request.fragment()) return form_page(records.site, request, opened.form, status);
    const Language& language = Language::of(request);
    Data data = object();
    data["value_id"] = text(value_id(opened.item));
    data["value_action"] = text(place.url);
    data["value_cancel_url"] = text(place.url + "?show=value");
    data["revision"] = text(std::to_string(opened.form.revision));
    Data fields = list();
    append(fields, field_data(language, opened.item, opened.form.values));
    data["value_field"] = std::move(fields);
    return fragment(request, "records/value_edit", std::move(data), status);
}

http::Response value_shown(const Records& records, const http::Request& request, const Place& place) {
    const Language& language = Language::of(request);
    const auto view = records.site.store.read(request.scope(), [&](const storage::Read& read) {
        Shower shower(read, language);
        return view_of(read, records.type, place.id, shower);
    });
    const auto item = find_item(records.type, view.definitions, place.field);
    if (!item) throw storage::Error(storage::Fault::not_found, "There is no such field.");
    Data data = value_data(language, *item, shown_item(view, *item), value_url(place.record_url, *item));
    return fragment(request, "records/value", std::move(data));
}

}  // namespace

http::Response show_or_edit_value(const Records& records, const http::Request& request) {
    const Place place = place_of(records, request);
    if (request.query.get("show") != "value")
        return field_open(records, request, place, open(records, request, place), 200);
    if (!request.fragment()) return http::Response::see_other(place.record_url);
    return value_shown(records, request, place);
}

http::Response change_value(const Records& records, const http::Request& request) {
    const Place place = place_of(records, request);
    Opened opened = open(records, request, place);
    auto typed = typed_of(request.form, {opened.item});
    std::string undo;
    try {
        undo = save_change(records, request, place.id, typed);
    } catch (const storage::Error& error) {
        if (error.fault() == storage::Fault::stale)
            return conflict_page(records, request, place.id, displayable(typed), place.url);
        if (error.fault() != storage::Fault::invalid) throw;
        if (!request.fragment()) return form_again(records.site, request, std::move(opened.form), typed, error);
        keep_typed(opened.form.values, typed);
        opened.form.revision = revision_of(request.form);
        records.site.store.read(request.scope(), [&](const storage::Read& read) {
            add_errors(opened.form.values, read, Language::of(request), error);
        });
        return field_open(records, request, place, opened, 422);
    }
    if (!request.fragment()) return done(request, place.record_url, Language::of(request).say("Saved"), undo);
    http::Response response =
        with_toast(value_shown(records, request, place), Language::of(request).say("Saved"), Toast_kind::success, undo);
    const Page_row& row = page_row(records.type.kind.number);
    if (!std::ranges::contains(row.head, std::string_view(place.field))) return response;
    if (row.head_parts == nullptr)
        response.header("HX-Refresh", "true");
    else
        response.body = std::make_shared<const std::string>(*response.body + row.head_parts(records, request));
    return response;
}

}  // namespace pages
