#include "pages/records/lists/views.h"

#include <algorithm>
#include <format>

#include "http/access.h"
#include "office/people/saved_views.h"
#include "office/records/kind.h"
#include "office/records/save.h"
#include "pages/frame/view.h"
#include "pages/records/kind.h"
#include "pages/records/lists/children.h"
#include "pages/records/lists/view_tabs.h"
#include "pages/records/simple_form.h"
#include "pages/records/undo.h"

namespace pages {

using office::Saved_view;
using storage::Ref;

namespace {

const storage::Record_type& view_type() { return storage::record_type<Saved_view>(); }

std::string views_url(const Records& records) { return std::format("/{}/views", records.type.kind.plural); }

/// The list in which it was asked for; another place is none of ours.
std::string list_before(const Records& records, const http::Request& request) {
    const std::string at = http::local_target(request.form.get("at"));
    return at.ends_with(std::format("/{}", records.type.kind.plural)) ? at
                                                                      : std::format("/{}", records.type.kind.plural);
}

/// Throws Error{not_found} for one of another list too.
Saved_view asked_view(const storage::Read& read, const Records& records, const http::Request& request) {
    Saved_view view = read.get<Saved_view>(request.id());
    if (view.list != records.type.kind.plural)
        throw storage::Error(storage::Fault::not_found, "There is no such view of this list.");
    return view;
}

// ---- The form

Simple_form name_form(const http::Request& request) {
    const Language& language = Language::of(request);
    std::vector<Simple_field> fields{{.name = "name", .label = "Name", .missing = "Enter a name."}};
    if (may(request, office::Right::manage_office))
        fields.push_back({.name = "whose",
                          .label = "For",
                          .control = storage::Control::select,
                          .options = {{"mine", language.say("me")}, {"everybody", language.say("everybody")}}});
    return {language, fields};
}

http::Response name_page(const Records& records, const http::Request& request, const Simple_form& form,
                         std::uint64_t revision, int status) {
    const Language& language = Language::of(request);
    const std::string title = language.say(revision == 0 ? "Save view" : "Rename view");
    Data group = object();
    group["group_title"] = false;
    group["group_hint"] = false;
    group["group_fields"] = form.fields();
    Data back = object();
    back["back_url"] = text(views_url(records));
    back["back_label"] = text(language.say("Views"));
    Data data = object();
    data["title"] = text(title);
    data["form_title"] = text(title);
    data["form_hint"] = text(language.say("The filters, the order and the columns of the list, to be had again."));
    data["back"] = std::move(back);
    data["form_action"] = text(request.target);
    data["form_cancel_url"] = text(list_before(records, request));
    data["form_submit"] = text(language.say("Save"));
    data["revision"] = revision == 0 ? Data(false) : text(std::to_string(revision));
    data["form_fields_of"] = false;
    data["duplicates"] = list();
    data["has_duplicates"] = false;
    data["groups"] = list();
    append(data["groups"], std::move(group));
    form.set_errors(data);
    return page(records.site, request, "records/form", std::move(data), status);
}

/// What was typed; whose it is stays as it is where that was not asked.
storage::Typed typed_name(const http::Request& request) {
    storage::Typed typed{{"name", std::string(request.form.get("name"))}};
    if (request.form.has("whose")) typed.emplace("shared", request.form.get("whose") == "everybody" ? "yes" : "no");
    return typed;
}

/// Those of other fields are about the list itself, and stand beside the name.
storage::Errors beside_fields(const storage::Error& error) {
    storage::Errors errors;
    for (const auto& [name, message] : error.fields()) errors.emplace(name == "shared" ? "whose" : "name", message);
    return errors;
}

http::Response name_again(const Records& records, const http::Request& request, const storage::Error& error,
                          std::uint64_t revision) {
    if (error.fault() != storage::Fault::invalid && error.fault() != storage::Fault::stale) throw error;
    Simple_form form = name_form(request);
    form.keep(request.form);
    form.add_errors(error.fault() == storage::Fault::stale
                        ? storage::Errors{{"name", "was changed by somebody else meanwhile; save again to keep yours"}}
                        : beside_fields(error));
    return name_page(records, request, form, revision, 422);
}

// ---- Handlers

http::Response ask_name(const Records& records, const http::Request& request) {
    Simple_form form = name_form(request);
    form.set("whose", "mine");
    return name_page(records, request, form, 0, 200);
}

http::Response create_view(const Records& records, const http::Request& request) {
    storage::Typed typed = typed_name(request);
    typed.merge(records.site.store.read(request.scope(), [&](const storage::Read& read) {
        const storage::Definitions definitions = read.definitions(records.type);
        return view_of(list_query(read, request, records, definitions), records.type.kind);
    }));
    Saved_view made;
    std::string undo;
    try {
        undo = change(records.site, request, [&](storage::Write& write) {
            made = storage::Read::typed<Saved_view>(
                office::save(write, view_type(), 0, 0, typed, office::References::ids));
        });
    } catch (const storage::Error& error) {
        return name_again(records, request, error, 0);
    }
    return done(request, view_url(made, list_before(records, request)), Language::of(request).say("View saved"), undo);
}

Saved_view read_view(const Records& records, const http::Request& request) {
    return records.site.store.read(request.scope(),
                                   [&](const storage::Read& read) { return asked_view(read, records, request); });
}

http::Response show_name(const Records& records, const http::Request& request) {
    const Saved_view view = read_view(records, request);
    Simple_form form = name_form(request);
    form.set("name", view.name);
    form.set("whose", view.shared ? "everybody" : "mine");
    return name_page(records, request, form, view.revision, 200);
}

http::Response change_name(const Records& records, const http::Request& request) {
    const Saved_view view = read_view(records, request);
    const auto typed = typed_name(request);
    std::string undo;
    try {
        undo = change(records.site, request, [&](storage::Write& write) {
            office::save(write, view_type(), view.id, revision_of(request.form), typed, office::References::ids);
        });
    } catch (const storage::Error& error) {
        return name_again(records, request, error, view.revision);
    }
    return done(request, views_url(records), Language::of(request).say("Saved"), undo);
}

/// It is what the address of the list says.
http::Response update_view(const Records& records, const http::Request& request) {
    Saved_view view;
    const std::string undo = change(records.site, request, [&](storage::Write& write) {
        const storage::Read seen = write.seen_with(request.scope());
        view = asked_view(seen, records, request);
        const storage::Definitions definitions = seen.definitions(records.type);
        const auto typed = view_of(list_query(seen, request, records, definitions), records.type.kind);
        view = storage::Read::typed<Saved_view>(
            office::save(write, view_type(), view.id, view.revision, typed, office::References::ids));
    });
    return done(request, view_url(view, list_before(records, request)), Language::of(request).say("View saved"), undo);
}

http::Response delete_view(const Records& records, const http::Request& request) {
    const std::string undo = change(records.site, request, [&](storage::Write& write) {
        office::erase(write, view_type(), asked_view(write.seen_with(request.scope()), records, request).id);
    });
    return done(request, views_url(records), Language::of(request).say("Deleted"), undo);
}

http::Response begin_with_view(const Records& records, const http::Request& request) {
    const std::string undo = change(records.site, request, [&](storage::Write& write) {
        const Saved_view view = asked_view(write.seen_with(request.scope()), records, request);
        office::begin_with(write, view.list, {view.id});
    });
    return done(request, views_url(records), Language::of(request).say("Saved"), undo);
}

http::Response begin_with_all(const Records& records, const http::Request& request) {
    const std::string undo = change(
        records.site, request, [&](storage::Write& write) { office::begin_with(write, records.type.kind.plural, {}); });
    return done(request, views_url(records), Language::of(request).say("Saved"), undo);
}

template <void (*move)(storage::Write&, Ref<Saved_view>)>
http::Response move_view(const Records& records, const http::Request& request) {
    const std::string undo = change(records.site, request, [&](storage::Write& write) {
        const Saved_view view = asked_view(write.seen_with(request.scope()), records, request);
        const storage::Raw raw = write.get(view_type(), view.id);
        if (const auto why = office::why_not_change(write, write.actor(), view_type(), raw); !why.empty())
            throw storage::Error(storage::Fault::refused, why);
        move(write, {view.id});
    });
    return done(request, views_url(records), Language::of(request).say("Moved"), undo);
}

// ---- All of them

Data line_of(const Records& records, const http::Request& request, const Saved_view& view) {
    const std::string own = std::format("{}/{}", views_url(records), view.id);
    const bool begins = office::begins_with(view, request.caller->user);
    Data line = object();
    line["view_name"] = text(view.name);
    line["view_url"] = text(view_url(view, list_url(records, request)));
    line["view_shared"] = view.shared;
    line["view_begins"] = begins;
    line["view_begin_url"] = text(begins ? views_url(records) + "/all/begin" : own + "/begin");
    const bool may_change = !view.shared || may(request, office::Right::manage_office);
    line["view_edit_url"] = may_change ? text(own) : Data(false);
    line["view_forward_url"] = text(own + "/forward");
    line["view_back_url"] = text(own + "/back");
    line["view_delete_url"] = text(own + "/delete");
    return line;
}

http::Response show_views(const Records& records, const http::Request& request) {
    const Language& language = Language::of(request);
    const auto views = records.site.store.read(
        request.scope(), [&](const storage::Read& read) { return office::views_of(read, records.type.kind.plural); });
    Data lines = list();
    for (const Saved_view& view : views) append(lines, line_of(records, request, view));
    Data data = object();
    data["title"] = text(language.say("Views"));
    data["list_title"] = text(language.say(records.type.kind.title));
    data["list_url"] = text(list_url(records, request));
    data["has_views"] = !views.empty();
    data["views"] = std::move(lines);
    return page(records.site, request, "records/views", std::move(data));
}

}  // namespace

std::vector<http::Route> view_routes(const Site& site, const storage::Record_type& type) {
    using enum http::Method;
    std::vector<http::Route> routes;
    const auto add = [&](http::Method method, std::string_view rest, Handler handler) {
        routes.push_back(
            {method, std::format("/{}/views{}", type.kind.plural, rest), needs(office::rights_for(type.kind).see),
             [&site, &type, handler](const http::Request& request) { return handler({site, type}, request); }});
    };
    add(get, "", &show_views);
    add(get, "/new", &ask_name);
    add(post, "/new", &create_view);
    add(get, "/<id>", &show_name);
    add(post, "/<id>", &change_name);
    add(post, "/<id>/update", &update_view);
    add(post, "/<id>/delete", &delete_view);
    add(post, "/<id>/begin", &begin_with_view);
    add(post, "/all/begin", &begin_with_all);
    add(post, "/<id>/forward", &move_view<&office::move_forward>);
    add(post, "/<id>/back", &move_view<&office::move_back>);
    return routes;
}

}  // namespace pages
