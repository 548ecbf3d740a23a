#include "pages/error_page.h"

#include <array>
#include <format>
#include <ranges>

#include "http/access.h"
#include "office/people/permissions.h"
#include "office/people/undo.h"
#include "office/records/kind.h"
#include "office/records/merger.h"
#include "pages/frame/page.h"
#include "pages/frame/toast.h"
#include "pages/frame/view.h"
#include "pages/records/fields.h"
#include "pages/records/form.h"
#include "pages/records/rows.h"
#include "pages/records/undo.h"

namespace pages {
namespace {

struct Kind_of_error {
    int status;
    std::string_view title;
};

constexpr std::array kinds{
    Kind_of_error{400, "This cannot be understood"},
    Kind_of_error{401, "Please sign in"},
    Kind_of_error{403, "Not allowed"},
    Kind_of_error{404, "Not found"},
    Kind_of_error{405, "Not possible here"},
    Kind_of_error{408, "Too slow"},
    Kind_of_error{409, "Changed in the meantime"},
    Kind_of_error{413, "Too large"},
    Kind_of_error{422, "Something is wrong with what was sent"},
    Kind_of_error{429, "Too many tries"},
    Kind_of_error{431, "Too large"},
    Kind_of_error{503, "Nothing can be saved"},
    Kind_of_error{507, "The box is full"},
};

std::string_view title_of(int status) {
    for (const auto& kind : kinds)
        if (kind.status == status) return kind.title;
    return "Something went wrong";
}

std::string message_of(const Language& language, int status, const storage::Error& error, storage::Trouble trouble) {
    if (status == 500 && trouble == storage::Trouble::damaged)
        return language.say("What this needs is among what is damaged. Nothing was saved.");
    if (status == 500 && error.fault() == storage::Fault::unusable)
        return language.say("The disk or the data folder refuses this: {} Nothing was saved.", {error.what()});
    if (status == 500) return language.say("The box made a mistake. It is in the log. Please try again.");
    if (status == 401) return language.say("The session has ended, so nothing was saved. Sign in, then do it again.");
    auto message = language.say_with_numbers(error.what());
    for (const auto& [field, wrong] : error.fields()) message += " " + sentence_of(language, field, wrong);
    if (status == 413) message += " " + language.say("Go back: what you typed is still there. Make it shorter.");
    return message;
}

std::string joined(const std::vector<std::string>& words) {
    std::string all;
    for (const std::string& word : words) all += (all.empty() ? "" : ", ") + word;
    return all;
}

std::vector<std::string> roles_that_may(const storage::Read& read, const Language& language, office::Right right) {
    std::vector<std::string> roles;
    for (const auto& role : options(office::Role{}))
        if (office::may(read, static_cast<office::Role>(role.number), right)) roles.push_back(language.say(role.label));
    return roles;
}

std::vector<std::string> admins(const storage::Read& read) {
    std::vector<std::string> names;
    for (const storage::Id id :
         read.select(storage::record_type<office::User>(), {.tag = storage::index_tag::created}).ids)
        if (const auto user = read.get<office::User>(id); user.role == office::Role::admin && !user.disabled)
            names.push_back(user.name);
    return names;
}

/// Which roles have the right that was lacking, and who can give one of them.
std::string who_may(const Site& site, const http::Request& request, const storage::Error& error) {
    const auto* lacking = dynamic_cast<const http::Lacks_right*>(&error);
    if (lacking == nullptr || !request.caller) return {};
    const Language& language = Language::of(request);
    const auto right = static_cast<office::Right>(lacking->right());
    return site.store.read([&](const storage::Read& read) {
        return " " + language.say("These roles may: {}. Whoever administers the office can give you one: {}.",
                                  {joined(roles_that_may(read, language, right)), joined(admins(read))});
    });
}

http::Response as_toast(const std::string& message, int status) {
    return with_toast(http::Response::html("", status).header("HX-Reswap", "none"), message, Toast_kind::error);
}

/// What an address is about: the last of its parts that names a kind, and the number behind it, 0 without one.
struct About {
    const storage::Record_type* type = nullptr;
    storage::Id id = 0;
};

About about(const storage::Schema& schema, std::string_view path) {
    About found;
    for (const auto part : std::views::split(path, '/'))
        if (const auto* type = schema.find(std::string_view(part)))
            found = {type};
        else if (found.type != nullptr && found.id == 0)
            found.id = storage::parse_id(std::string_view(part)).value_or(0);
    return found;
}

/// Who deleted what an address is about, and where that can be taken back; nothing when it was not deleted.
void set_deleted(Data& data, const Site& site, const http::Request& request, int status) {
    data["error_deleted"] = false;
    data["error_restore_url"] = false;
    data["error_into_url"] = false;
    const auto [type, id] = about(site.store.schema(), request.path);
    if (status != 404 || !request.caller || id == 0 || !may(request, office::rights_for(type->kind).see)) return;
    site.store.read([&](const storage::Read& read) {  // what is gone has no history for those who see a part
        const auto entries = read.history({type->kind.number, id}, 0, 1);
        if (entries.empty() || entries.front().act != storage::Act::erased || entries.front().id != id) return;
        if (!read.seen_with(request.scope()).sees(entries.front())) return;
        const storage::Entry& entry = entries.front();
        const Language& language = Language::of(request);
        const auto merger = office::merger_of(read, {type->kind.number, id});
        data["error_deleted"] =
            text(language.say(merger ? "{} merged “{}” into another one, {}." : "{} deleted “{}”, {}.",
                              {entry.actor.name, name_or_number(language, type->kind, entry.name, id),
                               moment_text(language, entry.at).relative}));
        if (merger) data["error_into_url"] = text(url_of(type->kind, merger->into.id));
        if (office::offers_undo(read, actor_of(request), entry, storage::Moment::now()))
            data["error_restore_url"] = text(undo_url(entry.operation));
    });
}

/// To where it is by now, with a word about it; nothing when nothing in the address was merged into another.
std::optional<http::Response> led_on(const Site& site, const http::Request& request) {
    if (request.method != http::Method::get || !request.caller) return std::nullopt;
    const auto [led, name, kind] = site.store.read([&](const storage::Read& read) {
        auto found = office::led_on(read, request.path);
        if (found && !read.seen_with(request.scope()).has(found->merger.into.kind, found->merger.into.id))
            found.reset();
        const auto gone = found ? office::merged_away(found->merger) : storage::Subject{};
        const auto how = found ? office::how_it_went(read, gone) : std::nullopt;
        return std::tuple(found, how ? how->name : std::string{}, read.schema().find(gone.kind));
    });
    if (!led || !may(request, office::rights_for(kind->kind).see)) return std::nullopt;
    const Language& language = Language::of(request);
    const auto gone = static_cast<storage::Id>(led->merger.gone);
    const auto query = request.target.find('?');
    return done(request, led->path + (query == std::string::npos ? "" : request.target.substr(query)),
                language.say("{} ({2}) was merged into this one on {3}.",
                             {name_or_number(language, kind->kind, name, gone), std::to_string(gone),
                              moment_text(language, led->merger.created).exact}));
}

void add_typed(Data& list, const Language& language, const storage::Column& column, std::string_view name,
               std::string_view value) {
    if (!column.typed() || value.empty()) return;
    auto one = object();
    one["typed_label"] = text(label_of(language, column, name));
    one["typed_text"] = text(displayable(value));
    append(list, std::move(one));
}

/// What a form held that came too late, to be copied: fields of its kind and nothing else, since anybody can send it.
Data typed_data(const Site& site, const http::Request& request) {
    auto typed = list();
    const auto* type = about(site.store.schema(), request.path).type;
    if (type == nullptr || request.form.empty()) return typed;
    const auto& language = Language::of(request);
    const auto custom = site.store.read([&](const storage::Read& read) { return read.definitions(*type); });
    for (const auto* columns : {&type->columns, &custom.columns})
        for (const auto& column : *columns)
            add_typed(typed, language, column, column.name, request.form.get(column.name));
    storage::Typed sent;
    for (const auto& column : type->columns)
        if (column.control == storage::Control::rows) take_rows(sent, request.form, column);
    type->each_valued_column([&](const storage::Column& column) {
        if (!column.in_rows) return;
        for (const auto& name : storage::typed_names(column, sent))
            add_typed(typed, language, column, name, sent.at(name));
    });
    return typed;
}

}  // namespace

http::Response error_page(const Site& site, const http::Request& request, int status, const storage::Error& error,
                          const std::string& incident) {
    if (status == 404)
        if (auto led = led_on(site, request)) return std::move(*led);
    const auto& language = Language::of(request);
    const auto message = message_of(language, status, error, site.store.trouble()) + who_may(site, request, error);
    if (request.fragment() && status == 422) return as_toast(message, status);
    auto data = object();
    data["title"] = language.say(title_of(status));
    data["error_status"] = std::to_string(status);
    data["error_title"] = language.say(title_of(status));
    data["error_message"] = text(message);
    data["error_incident"] = text(incident);
    const bool is_unsaved = status == 503 || status == 507 || error.fault() == storage::Fault::unusable;
    const bool is_kept = is_unsaved && request.uploads.empty() && !request.form.empty();
    data["error_search"] = status == 404 && request.caller;
    data["again_action"] = is_kept ? text(request.target) : Data(false);
    data["kept"] = is_kept ? kept_data(request) : list();
    set_deleted(data, site, request, status);
    auto typed = status == 401 || status == 404 || is_unsaved ? typed_data(site, request) : list();
    data["has_typed"] = typed.is_non_empty_list();
    data["typed"] = std::move(typed);
    data["error_back_url"] = text(status == 401 ? http::led_to("/login", request) : "/");
    return page(site, request, "error", std::move(data), status);
}

}  // namespace pages
