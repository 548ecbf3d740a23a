// What is special about notes: the box beside a client's page where they are written, and how they stand in lists.
#include "office/clients/notes.h"

#include <format>

#include "office/records/kind.h"
#include "office/records/save.h"
#include "pages/clients/client_page.h"
#include "pages/frame/templates.h"
#include "pages/frame/view.h"
#include "pages/records/fields.h"
#include "pages/records/form.h"
#include "pages/records/undo.h"

namespace pages {

using office::Client;
using office::Note;
using office::Right;

namespace {

const storage::Record_type& note_type() { return storage::record_type<Note>(); }

std::string notes_url(storage::Id client) { return url_of(Client::kind, client) + "/notes"; }

std::string message_of(const Language& language, const storage::Error& error) {
    if (error.fields().empty()) return language.say(error.what());
    const auto own = error.fields().find("text");
    const auto& [field, message] = own != error.fields().end() ? *own : *error.fields().begin();
    return sentence_of(language, *note_type().column(field), field, message);
}

http::Response add_note(const Site& site, const http::Request& request) {
    const Language& language = Language::of(request);
    site.store.read(request.scope(), [&](const storage::Read& read) { read.get<Client>(request.id()); });
    const storage::Typed typed{{"client", std::to_string(request.id())},
                               {"text", std::string(request.form.get("text"))},
                               {"pinned", request.form.get("pinned") == "yes" ? "yes" : "no"}};
    std::string undo;
    try {
        undo = change(site, request, [&](storage::Write& write) {
            office::save(write, note_type(), 0, 0, typed, office::References::ids);
        });
    } catch (const storage::Error& error) {
        if (error.fault() != storage::Fault::invalid) throw;
        return client_with_draft(site, request, displayable(request.form.get("text")), message_of(language, error));
    }
    const std::string before = page_before(request);
    return done(request, before.empty() ? notes_url(request.id()) : before, language.say("Note added"), undo);
}

/// `url` is where it is changed.
Data note_data(const storage::Read& read, const http::Request& request, const storage::Raw& raw,
               const std::string& url) {
    const Language& language = Language::of(request);
    const auto note = storage::Read::typed<Note>(raw);
    const std::string author = read.name(office::User::kind.number, note.author.id);
    const bool may_change =
        may(request, Right::write_notes) && office::why_not_change(read, actor_of(request), note_type(), raw).empty();
    const Moment_text at = moment_text(language, note.created);
    Data data = object();
    data["note_id"] = text("note-" + std::to_string(note.id));
    data["note_html"] = text(office::html_of(note.text));
    data["note_author"] = text(author.empty() ? language.say("The box") : author);
    data["note_when"] = text(at.relative);
    data["note_exact"] = text(at.exact);
    data["note_iso"] = text(at.iso);
    data["note_pinned"] = note.pinned;
    data["note_client"] = false;
    data["note_edit_url"] = may_change ? text(url + "/edit") : Data(false);
    data["note_pin_url"] =
        may_change ? text(url_of(Note::kind, note.id) + (note.pinned ? "/unpin" : "/pin")) : Data(false);
    data["note_delete_url"] = may_change ? text(url + "/delete") : Data(false);
    return data;
}

}  // namespace

std::vector<http::Route> note_routes(const Site& site) {
    return {{.method = http::Method::post,
             .pattern = "/clients/<id>/notes",
             .access = needs(Right::write_notes),
             .handler = [&site](const http::Request& request) { return add_note(site, request); },
             .judges_text = true}};
}

void note_card(std::string& html, const storage::Read& read, const Records& records, const http::Request& request,
               const storage::Raw& raw) {
    Data data = note_data(read, request, raw, one_url(records, request, raw.id));
    if (records.within == nullptr) {
        const storage::Id client = storage::Read::typed<Note>(raw).client.id;
        Data about = object();
        about["note_client_url"] = text(notes_url(client));
        about["note_client_name"] = text(read.name(Client::kind.number, client));
        data["note_client"] = std::move(about);
    }
    data["csrf"] = text(request.csrf);
    html += Templates::render(Language::of(request), "clients/note", data);
}

Data latest_notes(const storage::Read& read, const http::Request& request, storage::Id client, std::size_t most) {
    Data notes = list();
    const storage::List wanted{.tag = note_type().column("pinned")->tag,
                               .descending = true,
                               .filters = {storage::Read::having<&Note::client>(storage::Ref<Client>{client})},
                               .limit = most};
    for (const storage::Id id : read.select(note_type(), wanted).ids)
        append(notes, note_data(read, request, read.get(note_type(), id), std::format("{}/{}", notes_url(client), id)));
    return notes;
}

}  // namespace pages
