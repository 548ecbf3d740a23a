// Their list: put in order, deleted after a question that says what goes.
#include "pages/records/custom_fields.h"

#include <algorithm>
#include <format>

#include "office/records/custom_fields.h"
#include "office/records/save.h"
#include "pages/frame/question.h"
#include "pages/frame/view.h"
#include "pages/records/undo.h"

namespace pages {

using storage::Custom_field;
using storage::Ref;

namespace {

constexpr std::string_view url_for_all = "/settings/fields";
constexpr std::size_t most_counted = 999;  // values_of counts up to 1,000

struct Field_line {
    Custom_field field;
    std::size_t used = 0;
};

std::vector<Field_line> lines_of(const storage::Read& read, const Field_owner& owner) {
    std::vector<Field_line> lines;
    for (const auto& column : read.definitions(*owner.type).columns) {
        if (column.defined_by != owner.belongs_to.id) continue;
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

/// "1,204 clients"
std::string used_text(const Language& language, const Field_owner& owner, std::size_t used) {
    return count_up_to(language, used, most_counted) + " " + counted_kind(language, owner.type->kind, used);
}

Data line_data(const Language& language, const Field_owner& owner, const Field_line& line, bool first, bool last) {
    const std::string own = std::format("{}/{}", owner.url, line.field.id);
    Data data = object();
    data["custom_label"] = text(line.field.label);
    data["custom_type"] = text(type_label(language, line.field.type));
    data["custom_required"] = line.field.required;
    data["custom_sign_up"] = line.field.on_sign_up;
    data["custom_used"] = text(language.say("in {}", {used_text(language, owner, line.used)}));
    data["custom_up_url"] = first ? Data(false) : text(own + "/up");
    data["custom_down_url"] = last ? Data(false) : text(own + "/down");
    data["custom_move_url"] = text(own + "/move");
    data["custom_edit_url"] = text(own);
    data["custom_delete_url"] = text(own + "/delete");
    return data;
}

void set_fields(Data& data, const Site& site, const http::Request& request, const Field_owner& owner) {
    const auto lines =
        site.store.read(request.scope(), [&](const storage::Read& read) { return lines_of(read, owner); });
    Data fields = list();
    for (std::size_t i = 0; i < lines.size(); ++i)
        append(fields, line_data(Language::of(request), owner, lines[i], i == 0, i + 1 == lines.size()));
    const bool may_define = may(request, office::Right::manage_custom_fields);
    data["custom_fields"] = std::move(fields);
    data["has_custom"] = !lines.empty();
    data["custom_may_define"] = may_define;
    data["custom_new_url"] = may_define ? text(owner.url + "/new") : Data(false);
}

Data back_data(std::string_view url, std::string_view label) {
    Data back = object();
    back["back_url"] = text(url);
    back["back_label"] = text(label);
    return back;
}

http::Response show_fields(const Site& site, const http::Request& request, const Field_owner& owner) {
    const Language& language = Language::of(request);
    Data data = object();
    Data backs = list();
    append(backs, back_data("/settings", language.say("Settings")));
    append(backs, back_data(std::format("/{}", owner.type->kind.plural), language.say(owner.type->kind.title)));
    data["custom_backs"] = std::move(backs);
    data["title"] = text(language.say("Custom fields"));
    data["custom_about"] = text(language.say("Add what your office wants to know about its clients."));
    for (const char* name : {"definer_edit_url", "definer_delete_url", "definer_uses"}) data[name] = false;
    set_fields(data, site, request, owner);
    return page(site, request, "records/custom_fields", std::move(data));
}

// ---- order, delete --------------------------------------------------------------------------------------------------

http::Response move_by(const Site& site, const http::Request& request, const Field_owner& owner, int places) {
    site.store.write(actor_of(request), [&](storage::Write& write) {
        office::move(write, Ref<Custom_field>{owner.field(write, request).id}, places);
    });
    return http::Response::see_other(owner.list_url);
}

http::Response move_up(const Site& site, const http::Request& request, const Field_owner& owner) {
    return move_by(site, request, owner, -1);
}
http::Response move_down(const Site& site, const http::Request& request, const Field_owner& owner) {
    return move_by(site, request, owner, +1);
}

/// To where it was dropped.
http::Response move_far(const Site& site, const http::Request& request, const Field_owner& owner) {
    constexpr std::int64_t farthest = 1'000;
    const auto places = storage::parse_whole(request.form.get("places")).value_or(0);
    return move_by(site, request, owner, static_cast<int>(std::clamp(places, -farthest, farthest)));
}

http::Response ask_to_delete(const Site& site, const http::Request& request, const Field_owner& owner) {
    const Language& language = Language::of(request);
    const auto line = site.store.read(request.scope(), [&](const storage::Read& read) {
        auto field = owner.field(read, request);
        const std::size_t used = office::values_of(read, field);
        return Field_line{std::move(field), used};
    });
    const std::string used = used_text(language, owner, line.used);
    return confirm_page(site, request,
                        {.title = language.say("Delete {}?", {line.field.label}),
                         .text = line.used == 0 ? language.say("Nothing is kept in it.")
                                                : language.say("Its values in {} go with it.", {used}),
                         .button = language.say("Delete"),
                         .action = std::format("{}/{}/delete", owner.url, line.field.id),
                         .cancel_url = owner.list_url});
}

http::Response delete_it(const Site& site, const http::Request& request, const Field_owner& owner) {
    const std::string undo = change(site, request, [&](storage::Write& write) {
        office::erase(write, storage::record_type<Custom_field>(), owner.field(write, request).id);
    });
    return done(request, owner.list_url, Language::of(request).say("Deleted"), undo);
}

}  // namespace

Field_owner Field_owner::of(const Site& site, const http::Request& request, const storage::Record_type* definer) {
    const Language& language = Language::of(request);
    return site.store.read(request.scope(), [&](const storage::Read& read) -> Field_owner {
        if (definer == nullptr)
            return {.type = &office::custom_kind(read),
                    .belongs_to = {},
                    .url = std::string(url_for_all),
                    .list_url = std::string(url_for_all),
                    .label = language.say("Custom fields")};
        const storage::Id id = request.id("parent");
        const storage::Raw raw = read.get(*definer, id);
        const std::string own = url_of(definer->kind, id);
        return {.type = office::kind_defined_by(read.schema(), definer->kind.number),
                .belongs_to = {definer->kind.number, id},
                .url = own + "/fields",
                .list_url = own,
                .label = definer->name(raw.fields)};
    });
}

Custom_field Field_owner::field(const storage::Read& read, const http::Request& request) const {
    auto field = read.get<Custom_field>(request.id());
    if (field.belongs_to != belongs_to || field.of_kind != type->kind.number)
        throw storage::Error(storage::Fault::not_found, "This field is not there.");
    return field;
}

http::Response show_definer(const Records& records, const http::Request& request) {
    const Language& language = Language::of(request);
    const storage::Kind& kind = records.type.kind;
    const storage::Id id = request.id();
    const std::string url = url_of(kind, id);
    const Field_owner owner = records.site.store.read(request.scope(), [&](const storage::Read& read) -> Field_owner {
        return {.type = office::kind_defined_by(read.schema(), kind.number),
                .belongs_to = {kind.number, id},
                .url = url + "/fields",
                .list_url = url,
                .label = records.type.name(read.get(records.type, id).fields)};
    });
    const std::size_t uses = records.site.store.read(request.scope(), [&](const storage::Read& read) {
        const storage::Column& definer = *owner.type->definer();
        return read
            .ids_with(owner.type->kind.number, definer.tag, storage::key_of_reference(definer, kind.number, id),
                      most_counted + 1)
            .size();
    });
    const bool may_edit = may(request, office::rights_for(kind).edit);
    Data data = object();
    Data backs = list();
    append(backs, back_data(std::format("/{}", kind.plural), language.say(kind.title)));
    data["custom_backs"] = std::move(backs);
    data["title"] = text(owner.label);
    data["custom_about"] = text(language.say("Add what your office wants to know about them."));
    data["definer_edit_url"] = may_edit ? text(url + "/edit") : Data(false);
    data["definer_delete_url"] = may_edit ? text(url + "/delete") : Data(false);
    Data use = object();
    use["definer_uses_text"] = text(used_text(language, owner, uses));
    use["definer_uses_url"] = text(std::format("/{}?{}={}", owner.type->kind.plural, owner.type->definer()->name, id));
    data["definer_uses"] = std::move(use);
    set_fields(data, records.site, request, owner);
    return page(records.site, request, "records/custom_fields", std::move(data));
}

namespace {

using Field_handler = http::Response (*)(const Site&, const http::Request&, const Field_owner&);

/// `definer` null: fields of all.
void add_routes(std::vector<http::Route>& routes, const Site& site, const storage::Record_type* definer) {
    using enum http::Method;
    const std::string begin =
        definer == nullptr ? std::string(url_for_all) : std::format("/{}/<parent>/fields", definer->kind.plural);
    const auto add = [&](http::Method method, std::string_view rest, Field_handler handler) {
        routes.push_back({method, begin + std::string(rest), needs(office::Right::manage_custom_fields),
                          [&site, definer, handler](const http::Request& request) {
                              return handler(site, request, Field_owner::of(site, request, definer));
                          }});
    };
    if (definer == nullptr) add(get, "", &show_fields);
    add(post, "", &create_field);
    add(get, "/new", &new_field);
    add(get, "/<id>", &edit_field);
    add(post, "/<id>", &change_field);
    add(post, "/<id>/up", &move_up);
    add(post, "/<id>/down", &move_down);
    add(post, "/<id>/move", &move_far);
    add(get, "/<id>/delete", &ask_to_delete);
    add(post, "/<id>/delete", &delete_it);
}

}  // namespace

std::vector<http::Route> custom_field_routes(const Site& site) {
    std::vector<http::Route> routes;
    add_routes(routes, site, nullptr);
    for (const storage::Record_type* type : site.store.schema().types())
        if (office::kind_defined_by(site.store.schema(), type->kind.number) != nullptr) add_routes(routes, site, type);
    return routes;
}

}  // namespace pages
