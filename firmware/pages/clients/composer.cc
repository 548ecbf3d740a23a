#include "pages/clients/composer.h"

#include <algorithm>
#include <array>
#include <format>

#include "http/form.h"
#include "office/clients/comments.h"
#include "office/clients/feedback.h"
#include "office/clients/note.h"
#include "office/documents/documents.h"
#include "office/messages/messages.h"
#include "office/records/kind.h"
#include "office/records/save.h"
#include "office/records/sent_form.h"
#include "office/work/task.h"
#include "pages/clients/client_page.h"
#include "pages/clients/composer_mail.h"
#include "pages/frame/view.h"
#include "pages/records/fields.h"
#include "pages/records/form.h"
#include "pages/records/shown.h"
#include "pages/records/undo.h"
#include "storage/words.h"
#include "transfer/form_upload.h"

namespace pages {

using office::Client;
using storage::Read;
using storage::Write;

namespace {

/// What may be written.
struct Writing {
    std::string_view name, tab, icon, asks, added;
    const storage::Record_type& (*type)();
    std::array<std::string_view, 3> fields;
    bool takes_files = false;
};

constexpr std::array writings{
    Writing{"note",
            "Note",
            "note",
            "Add a note",
            "Note added",
            &storage::record_type<office::Note>,
            {"text", "pinned"},
            true},
    Writing{"comment",
            "Comment",
            "messages",
            "Add a comment",
            "Comment added",
            &storage::record_type<office::Comment>,
            {"text"}},
    Writing{"email",
            "E-mail",
            "mail",
            "Write an e-mail",
            "The e-mail waits to be sent",
            &storage::record_type<office::Message>,
            {"subject", "text"}},
    Writing{"task",
            "Task",
            "checklist",
            "Add a task",
            "Task added",
            &storage::record_type<office::Task>,
            {"title", "due", "assignee"}},
    Writing{"feedback",
            "Feedback",
            "message",
            "Add feedback",
            "Feedback added",
            &storage::record_type<office::Feedback>,
            {"text", "stars"}},
};

bool may_write(const http::Request& request, const Writing& writing) {
    return may(request, office::rights_for(writing.type().kind).edit);
}

const Writing& writing_of(const http::Request& request, std::string_view name) {
    const auto* found = std::ranges::find(writings, name, &Writing::name);
    return found == writings.end() || !may_write(request, *found) ? writings.front() : *found;
}

// ---- the box --------------------------------------------------------------------------------------------------------

/// The page that the box is on, with the box for something else; a page that came of a POST has no address of its own.
std::string url_to_write(const http::Request& request, storage::Id client, std::string_view name) {
    if (request.method != http::Method::get)
        return std::format("{}/activity?write={}", url_of(Client::kind, client), name);
    std::string url = request.target.substr(0, request.target.find('?')) + "?";
    for (const auto& [key, value] : request.query)
        if (key != "write") url += std::format("{}={}&", http::percent_encoded(key), http::percent_encoded(value));
    return url + std::format("write={}", name);
}

Data tabs_data(const http::Request& request, storage::Id client, const Writing& open) {
    Data tabs = list();
    for (const Writing& writing : writings) {
        if (!may_write(request, writing)) continue;
        Data tab = object();
        tab["write_name"] = text(writing.name);
        tab["write_label"] = text(Language::of(request).say(writing.tab));
        tab["write_icon"] = text(writing.icon);
        tab["write_url"] = text(url_to_write(request, client, writing.name));
        tab["write_on"] = writing.name == open.name;
        append(tabs, std::move(tab));
    }
    return tabs;
}

std::string typed_value(const Draft& draft, std::string_view field) {
    const auto typed = draft.typed.find(std::string(field));
    return typed == draft.typed.end() ? std::string{} : displayable(typed->second);
}

Data stars_to_choose(const Language& language, const Draft& draft) {
    const std::string chosen = typed_value(draft, "stars");
    Data stars = list();
    for (unsigned count = 1; count <= 5; ++count) {
        Data star = object();
        star["write_star"] = text(std::to_string(count));
        star["write_star_label"] = text(stars_label(language, count));
        star["write_star_on"] = chosen == std::to_string(count);
        append(stars, std::move(star));
    }
    return stars;
}

std::string joined(const std::vector<office::Person>& people) {
    std::string names;
    for (const office::Person& person : people) names += (names.empty() ? "" : ", ") + person.name;
    return names;
}

/// Whom a comment of that text would be told to: the names of clients/told.
void set_told(Data& data, const Read& read, const http::Request& request, storage::Id client,
              std::string_view text_of) {
    const Language& language = Language::of(request);
    const auto people = office::people_to_name(read);
    const auto mentions = office::mentions_in(text_of, people);
    std::vector<storage::Ref<office::User>> named;
    for (const office::Mention& mention : mentions)
        if (mention.fits.size() == 1) named.push_back(mention.fits.front()->user);
    const auto told = office::told_of(read, {client}, named, {request.caller->user});
    const std::string unclear = office::why_not_plain(mentions);
    const std::string wrong = unclear.empty() ? office::why_not_told(read, {client}, mentions) : unclear;
    data["told_text"] = text(told.empty() ? language.say("Nobody is told. “@” and a name tells a colleague.")
                                          : language.say(told.size(), "{2} will be told.", "{2} will be told.",
                                                         {std::to_string(told.size()), joined(told)}));
    data["told_problem"] =
        wrong.empty()
            ? Data(false)
            : text(sentence_of(language, *storage::record_type<office::Comment>().column("text"), "text", wrong));
}

void set_values(Data& data, const Language& language, const Draft& draft) {
    for (const std::string_view field : {"text", "title", "due", "assignee", "subject"}) {
        const auto error = draft.errors.find(std::string(field));
        data[std::format("write_{}", field)] = text(typed_value(draft, field));
        data[std::format("write_{}_error", field)] = error == draft.errors.end() ? Data(false) : text(error->second);
    }
    data["write_pinned"] = typed_value(draft, "pinned") == "yes";
    data["write_stars"] = stars_to_choose(language, draft);
    const auto too_large = draft.errors.find("files");
    data["write_files_error"] = too_large != draft.errors.end() ? text(too_large->second)
                                : draft.files_are_gone
                                    ? text(language.say("Choose the files again: they were not kept."))
                                    : Data(false);
}

}  // namespace

Data composer_data(const Read& read, const http::Request& request, storage::Id client, const Draft& draft) {
    const Language& language = Language::of(request);
    const Writing& writing = writing_of(request, draft.write.empty() ? request.query.get("write") : draft.write);
    const std::string url = std::format("{}/{}", url_of(Client::kind, client), writing.type().kind.plural);
    Data data = object();
    data["write_tabs"] = tabs_data(request, client, writing);
    const std::string before = request.method == http::Method::get ? "" : page_before(request);
    data["write_action"] = text(before.empty() ? url : std::format("{}?next={}", url, http::percent_encoded(before)));
    data["write_asks"] = text(language.say(writing.asks));
    data["write_once"] = text(std::to_string(read.version()));
    for (const Writing& one : writings) data[std::format("writes_{}", one.name)] = one.name == writing.name;
    data["writes_text"] = writing.name != "task";
    data["writes_late"] = writing.name == "email";
    data["told_url"] = text(url + "/told");
    set_values(data, language, draft);
    if (writing.name == "email") set_mail(data, read, request, client, draft);
    if (writing.name == "comment") set_told(data, read, request, client, typed_value(draft, "text"));
    return data;
}

// ---- what comes of it -----------------------------------------------------------------------------------------------

namespace {

storage::Typed typed_in(const http::Pairs& form, const Writing& writing) {
    storage::Typed typed;
    if (writing.name == "email") add_mail(typed, form);
    for (const std::string_view field : writing.fields)
        if (!field.empty()) typed[std::string(field)] = form.get(field);
    if (typed.contains("pinned")) typed["pinned"] = form.get("pinned") == "yes" ? "yes" : "no";
    return typed;
}

/// All that tells this form from another one.
std::string sent(const http::Request& request, const http::Pairs& form, const Writing& writing,
                 const storage::Typed& typed, const std::vector<storage::File>& files) {
    std::string all = std::format("{} {} {}", form.get("once"), writing.name, request.id());
    for (const auto& [field, value] : typed) all += std::format("\n{} {}:{}", field, value.size(), value);
    for (const storage::File& file : files) all += file.digest + file.name;
    return all;
}

office::Any_ref make(Write& write, const http::Request& request, const Writing& writing, const storage::Typed& typed,
                     const std::vector<storage::File>& files) {
    const storage::Record_type& type = writing.type();
    if (writing.name == "email") {
        storage::Typed letter = typed;
        letter["client"] = std::to_string(request.id());
        return {type.kind.number, office::write_message(write, letter).id};
    }
    storage::Errors none;
    const std::string begun = type.fill(type, {}, {{"client", std::to_string(request.id())}}, false, {}, none);
    const storage::Raw raw =
        office::finish(write, type, begun, typed, office::References::names, Language::of(request).style());
    const office::Any_ref made{type.kind.number, raw.id};
    for (const storage::File& file : files)
        office::add_document(write, file, {{"about", storage::show_any(made)}}, office::References::ids);
    return made;
}

storage::Errors sentences(const Language& language, const Writing& writing, const storage::Error& error) {
    storage::Errors said;
    if (error.fields().empty()) said[std::string(writing.fields.front())] = language.say(error.what());
    for (const auto& [field, message] : error.fields()) {
        const storage::Column* column = writing.type().column(field);
        said[field] = column == nullptr ? language.say(message) : sentence_of(language, *column, field, message);
    }
    return said;
}

/// What is wrong with a field that the box does not ask for stands at its first one.
storage::Errors placed(storage::Errors errors, const Writing& writing) {
    storage::Errors at;
    for (auto& [field, message] : errors)
        at.emplace(std::ranges::contains(writing.fields, field) ? field : std::string(writing.fields.front()),
                   std::move(message));
    return at;
}

http::Response add(const Site& site, const http::Request& request, const Writing& writing, const http::Pairs& form,
                   const std::vector<storage::File>& files) {
    const Language& language = Language::of(request);
    site.store.read(request.scope(), [&](const Read& read) { read.get<Client>(request.id()); });
    const storage::Typed typed = typed_in(form, writing);
    std::string undo;
    try {
        undo = change(site, request, [&](Write& write) {
            const auto made = [&] { return make(write, request, writing, typed, files); };
            form.has("once") ? void(office::make_once(write, sent(request, form, writing, typed, files), made))
                             : void(made());
        });
    } catch (const storage::Error& error) {
        if (error.fault() != storage::Fault::invalid) throw;
        return client_with_draft(site, request,
                                 {.write = writing.name,
                                  .typed = typed,
                                  .errors = placed(sentences(language, writing, error), writing),
                                  .files_are_gone = !files.empty()});
    }
    const std::string before = page_before(request);
    const std::string list = std::format("{}/{}", url_of(Client::kind, request.id()), writing.type().kind.plural);
    return done(request, before.empty() ? list : before, language.say(writing.added), undo);
}

/// What was typed did not come either: it was refused by its head.
std::function<http::Response(const http::Request&)> too_large(const Site& site) {
    return [&site](const http::Request& request) {
        const Language& language = Language::of(request);
        const std::string limit = size_text(language, office::largest_file);
        return client_with_draft(
            site, request,
            {.write = "note",
             .typed = {},
             .errors = {{"files", language.say("More than {} cannot be uploaded at once.", {limit})}}});
    };
}

http::Response show_told(const Site& site, const http::Request& request) {
    Data data = object();
    site.store.read(request.scope(), [&](const Read& read) {
        set_told(data, read, request, read.get<Client>(request.id()).id, displayable(request.form.get("text")));
    });
    return fragment(request, "clients/told", std::move(data));
}

bool begins_so(const office::Person& person, std::string_view words) {
    const std::string begin = storage::folded(words);
    const auto names = storage::words_of(person.name);
    return storage::folded(person.name).starts_with(begin) ||
           std::ranges::any_of(names, [&](const std::string& name) { return name.starts_with(begin); });
}

http::Response suggest_people(const Site& site, const http::Request& request) {
    const std::string words = displayable(request.query.get("q"));
    Data options = list();
    site.store.read(request.scope(), [&](const Read& read) {
        for (const office::Person& person : office::people_to_name(read)) {
            if (!begins_so(person, words)) continue;
            Data option = object();
            option["option_value"] = text(person.name);
            option["option_label"] = text(person.email);
            append(options, std::move(option));
        }
    });
    Data data = object();
    data["options"] = std::move(options);
    return fragment(request, "records/options", std::move(data));
}

}  // namespace

std::vector<http::Route> composer_routes(const Site& site) {
    using enum http::Method;
    std::vector<http::Route> routes;
    for (const Writing& writing : writings) {
        const auto access = needs(office::rights_for(writing.type().kind).edit);
        const std::string pattern = std::format("/clients/<id>/{}", writing.type().kind.plural);
        if (writing.takes_files)
            routes.push_back(transfer::form_route(
                pattern, access, site.files,
                [&site, &writing](const http::Request& request, const transfer::Sent& sent) {
                    return add(site, request, writing, sent.fields, sent.files);
                },
                too_large(site), {}, transfer::Text_judge::handler));
        else
            routes.push_back(
                {.method = post,
                 .pattern = pattern,
                 .access = access,
                 .handler = [&site, &writing](
                                const http::Request& request) { return add(site, request, writing, request.form, {}); },
                 .judges_text = true});
    }
    const auto edit = needs(office::rights_for(office::Comment::kind).edit);
    routes.push_back({post, "/clients/<id>/comments/told", edit,
                      [&site](const http::Request& request) { return show_told(site, request); }});
    routes.push_back({get, "/comments/people", edit,
                      [&site](const http::Request& request) { return suggest_people(site, request); }});
    return routes;
}

}  // namespace pages
