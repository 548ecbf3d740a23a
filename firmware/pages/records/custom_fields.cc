// Define, edit, put in order, delete after a question that says what goes.
#include "pages/records/custom_fields.h"
#include "office/records/custom_fields.h"

#include <algorithm>
#include <format>

#include "office/records/save.h"
#include "pages/frame/question.h"
#include "pages/frame/view.h"
#include "pages/records/form.h"
#include "pages/records/undo.h"

namespace pages {

using storage::Custom_field;
using storage::Ref;

namespace {

constexpr std::string_view url = "/settings/fields";
constexpr std::size_t most_counted = 999;  // values_of counts up to 1,000

const storage::Record_type& field_type() { return storage::record_type<Custom_field>(); }

struct Field_line {
    Custom_field field;
    std::size_t used = 0;
};

std::vector<Field_line> lines_of(const storage::Read& read) {
    std::vector<Field_line> lines;
    for (const auto& column : read.definitions(office::custom_kind(read)).columns) {
        auto field = read.get<Custom_field>(column.custom);
        const std::size_t used = office::values_of(read, field);
        lines.push_back({std::move(field), used});
    }
    return lines;
}

std::string type_label(const Language& language, storage::Custom_type type) {
    for (const auto& option : options(type))
        if (option.number == static_cast<std::uint8_t>(type)) return language.say(option.label);
    return {};
}

Data line_data(const Language& language, const Field_line& line, bool first, bool last) {
    const std::string own = std::format("{}/{}", url, line.field.id);
    Data data = object();
    data["custom_label"] = text(line.field.label);
    data["custom_type"] = text(type_label(language, line.field.type));
    data["custom_required"] = line.field.required;
    data["custom_sign_up"] = line.field.on_sign_up;
    data["custom_used"] =
        text(language.say(line.used, "in 1 client", "in {} clients", {count_up_to(language, line.used, most_counted)}));
    data["custom_up_url"] = first ? Data(false) : text(own + "/up");
    data["custom_down_url"] = last ? Data(false) : text(own + "/down");
    data["custom_edit_url"] = text(own);
    data["custom_delete_url"] = text(own + "/delete");
    return data;
}

http::Response show_fields(const Site& site, const http::Request& request) {
    const Language& language = Language::of(request);
    const auto lines = site.store.read(request.scope(), &lines_of);
    Data fields = list();
    for (std::size_t i = 0; i < lines.size(); ++i)
        append(fields, line_data(language, lines[i], i == 0, i + 1 == lines.size()));
    Data data = object();
    data["title"] = text(language.say("Custom fields"));
    data["custom_fields"] = std::move(fields);
    data["has_custom"] = !lines.empty();
    data["custom_new_url"] = text(std::string(url) + "/new");
    return page(site, request, "records/custom_fields", std::move(data));
}

// ---- define, edit ---------------------------------------------------------------------------------------------------

Form form_of(const Site& site, const http::Request& request, storage::Id id) {
    const Language& language = Language::of(request);
    return site.store.read(request.scope(), [&](const storage::Read& read) {
        const auto raw = id == 0 ? std::optional<storage::Raw>{} : read.get(field_type(), id);
        Form form = open_form(read, language, field_type(), raw ? &*raw : nullptr);
        if (raw) form.title = language.say("Edit {}", {storage::Read::typed<Custom_field>(*raw).label});
        form.action = id == 0 ? std::string(url) : std::format("{}/{}", url, id);
        form.cancel_url = form.back_url = url;
        form.back_label = language.say("Custom fields");
        return form;
    });
}

http::Response new_field(const Site& site, const http::Request& request) {
    return form_page(site, request, form_of(site, request, 0));
}

http::Response edit_field(const Site& site, const http::Request& request) {
    return form_page(site, request, form_of(site, request, request.id()));
}

/// What was typed stays in the form, on top of the newer version.
http::Response changed_meanwhile(const Site& site, const http::Request& request, Form form,
                                 const storage::Typed& typed) {
    for (const auto& [name, value] : typed) form.values.typed[name] = value;
    form.values.errors[""] = Language::of(request).say("Somebody changed it in the meantime. Look at it again.");
    return form_page(site, request, form, 409);
}

http::Response save_field(const Site& site, const http::Request& request, storage::Id id) {
    const Language& language = Language::of(request);
    Form form = form_of(site, request, id);
    const auto typed = typed_of(request.form, items_of(form.groups));
    try {
        site.store.write(actor_of(request), [&](storage::Write& write) {
            office::save(write, field_type(), id, revision_of(request.form), typed, office::References::ids);
        });
    } catch (const storage::Error& error) {
        if (error.fault() == storage::Fault::stale) return changed_meanwhile(site, request, std::move(form), typed);
        if (error.fault() != storage::Fault::invalid) throw;
        return form_again(site, request, std::move(form), typed, error);
    }
    return done(request, std::string(url), language.say("Saved"));
}

http::Response create_field(const Site& site, const http::Request& request) { return save_field(site, request, 0); }
http::Response change_field(const Site& site, const http::Request& request) {
    return save_field(site, request, request.id());
}

// ---- order, delete --------------------------------------------------------------------------------------------------

http::Response move_field(const Site& site, const http::Request& request, int places) {
    site.store.write(actor_of(request), [&](storage::Write& write) {
        write.get<Custom_field>(request.id());
        office::move(write, Ref<Custom_field>{request.id()}, places);
    });
    return http::Response::see_other(std::string(url));
}

http::Response move_up(const Site& site, const http::Request& request) { return move_field(site, request, -1); }
http::Response move_down(const Site& site, const http::Request& request) { return move_field(site, request, +1); }

http::Response ask_to_delete_field(const Site& site, const http::Request& request) {
    const Language& language = Language::of(request);
    const auto line = site.store.read(request.scope(), [&](const storage::Read& read) {
        auto field = read.get<Custom_field>(request.id());
        const std::size_t used = office::values_of(read, field);
        return Field_line{std::move(field), used};
    });
    return confirm_page(
        site, request,
        {.title = language.say("Delete {}?", {line.field.label}),
         .text = language.say(line.used, "Its value in 1 client goes with it.", "Its values in {} clients go with it.",
                              {count_up_to(language, line.used, most_counted)}),
         .button = language.say("Delete"),
         .action = std::format("{}/{}/delete", url, line.field.id),
         .cancel_url = std::string(url)});
}

http::Response delete_field(const Site& site, const http::Request& request) {
    const std::string undo = change(site, request, [&](storage::Write& write) {
        write.get<Custom_field>(request.id());
        office::erase(write, field_type(), request.id());
    });
    return done(request, std::string(url), Language::of(request).say("Deleted"), undo);
}

}  // namespace

std::vector<http::Route> custom_field_routes(const Site& site) {
    using enum http::Method;
    const auto with = [&site](auto handler) {
        return [&site, handler](const http::Request& request) { return handler(site, request); };
    };
    const auto manage = needs(office::Right::manage_custom_fields);
    return {
        {get, "/settings/fields", manage, with(&show_fields)},
        {post, "/settings/fields", manage, with(&create_field)},
        {get, "/settings/fields/new", manage, with(&new_field)},
        {get, "/settings/fields/<id>", manage, with(&edit_field)},
        {post, "/settings/fields/<id>", manage, with(&change_field)},
        {post, "/settings/fields/<id>/up", manage, with(&move_up)},
        {post, "/settings/fields/<id>/down", manage, with(&move_down)},
        {get, "/settings/fields/<id>/delete", manage, with(&ask_to_delete_field)},
        {post, "/settings/fields/<id>/delete", manage, with(&delete_field)},
    };
}

}  // namespace pages
