// Notes of a client: the tab, the notepad, editing one's own, pin, bin.
#include "office/clients/notes.h"

#include <algorithm>
#include <format>

#include "office/records/save.h"
#include "pages/clients/client_page.h"
#include "pages/frame/question.h"
#include "pages/frame/view.h"
#include "pages/records/fields.h"
#include "pages/records/form.h"
#include "pages/records/undo.h"

namespace pages {

using office::Client;
using office::Note;
using office::Right;

namespace {

std::string notes_url(storage::Id client) { return url_of(Client::kind, client) + "/notes"; }

const storage::Record_type& note_type() { return storage::record_type<Note>(); }

http::Response show_notes(const Site& site, const http::Request& request) {
    return client_page(site, request, request.id(), Tab::notes);
}

std::string message_of(const Language& language, const storage::Error& error) {
    const auto& fields = error.fields();
    const auto own = fields.find("text");
    return language.say(own != fields.end() ? own->second : fields.empty() ? error.what() : fields.begin()->second);
}

http::Response add_note(const Site& site, const http::Request& request) {
    const Language& language = Language::of(request);
    const storage::Typed typed{{"client", std::to_string(request.id())},
                               {"text", std::string(request.form.get("text"))},
                               {"pinned", request.form.get("pinned") == "yes" ? "yes" : "no"}};
    try {
        site.store.write(actor_of(request), [&](storage::Write& write) {
            write.get<Client>(request.id());
            office::save(write, note_type(), 0, 0, typed, office::References::ids);
        });
    } catch (const storage::Error& error) {
        if (error.fault() != storage::Fault::invalid) throw;
        return client_page(site, request, request.id(), Tab::notes,
                           {displayable(request.form.get("text")), message_of(language, error), {}, 422});
    }
    return done(request, notes_url(request.id()), language.say("Note added"));
}

// ---- one note -------------------------------------------------------------------------------------------------------

bool is_own(const http::Request& request, const Note& note) {
    return request.caller && (note.author.id == request.caller->user || request.caller->role == "admin");
}

struct Edited {
    Note note;
    std::string client_name;
};

/// Throws Error{refused} for what somebody else wrote.
Edited own_note(const Site& site, const http::Request& request) {
    Edited edited = site.store.read(request.scope(), [&](const storage::Read& read) {
        Note note = read.get<Note>(request.id());
        return Edited{note, read.name(Client::kind.number, note.client.id)};
    });
    if (!is_own(request, edited.note))
        throw storage::Error(storage::Fault::refused, "Only its author or an administrator changes or deletes a note.");
    return edited;
}

http::Response note_form(const Site& site, const http::Request& request, const Edited& edited, std::string_view error,
                         int status) {
    const Language& language = Language::of(request);
    const std::string title = language.say("Note on {}", {edited.client_name});
    Data data = object();
    data["title"] = text(title);
    data["note_edit_title"] = text(title);
    data["note_edit_action"] = text(url_of(Note::kind, edited.note.id));
    data["note_edit_cancel_url"] = text(notes_url(edited.note.client.id));
    data["note_edit_text"] = text(edited.note.text.text);
    data["note_edit_pinned"] = edited.note.pinned;
    data["note_edit_error"] = text(error);
    data["revision"] = text(std::to_string(edited.note.revision));
    return page(site, request, "clients/note_edit", std::move(data), status);
}

http::Response edit_note(const Site& site, const http::Request& request) {
    return note_form(site, request, own_note(site, request), {}, 200);
}

/// After a stale save the text that was typed stands in the form, on top of the newer version.
http::Response change_note(const Site& site, const http::Request& request) {
    const Language& language = Language::of(request);
    Edited edited = own_note(site, request);
    const storage::Typed typed{{"text", std::string(request.form.get("text"))},
                               {"pinned", request.form.get("pinned") == "yes" ? "yes" : "no"}};
    try {
        site.store.write(actor_of(request), [&](storage::Write& write) {
            office::save(write, note_type(), request.id(), revision_of(request.form), typed, office::References::ids);
        });
    } catch (const storage::Error& error) {
        const bool stale = error.fault() == storage::Fault::stale;
        if (!stale && error.fault() != storage::Fault::invalid) throw;
        const std::string theirs = edited.note.text.text;
        edited.note.text.text = displayable(typed.at("text"));
        edited.note.pinned = typed.at("pinned") == "yes";
        if (!stale) edited.note.revision = revision_of(request.form);
        const std::string message =
            stale ? language.say("Somebody changed this note in the meantime. It now says: “{}”. Saving replaces that.",
                                 {theirs})
                  : message_of(language, error);
        return note_form(site, request, edited, message, stale ? 409 : 422);
    }
    return done(request, notes_url(edited.note.client.id), language.say("Saved"));
}

http::Response pin_note(const Site& site, const http::Request& request) {
    const Edited edited = own_note(site, request);
    site.store.write(actor_of(request), [&](storage::Write& write) {
        office::save(write, note_type(), edited.note.id, edited.note.revision,
                     {{"pinned", edited.note.pinned ? "no" : "yes"}}, office::References::ids);
    });
    return http::Response::see_other(notes_url(edited.note.client.id));
}

/// The first line without its mark, and not too much of it: what tells one note from another.
std::string beginning_of(std::string_view text) {
    constexpr std::size_t most = 100;
    text.remove_prefix(std::min(text.find_first_not_of("#>*-+_ \t\r\n"), text.size()));
    std::size_t end = std::min({text.find_first_of("\r\n"), text.size(), most});
    while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80) --end;
    return std::string(text.substr(0, end)) + (end < text.size() ? "…" : "");
}

http::Response ask_to_delete_note(const Site& site, const http::Request& request) {
    const Language& language = Language::of(request);
    const Edited edited = own_note(site, request);
    return confirm_page(site, request,
                        {.title = language.say("Delete this note?"),
                         .text = language.say("“{}”", {beginning_of(edited.note.text.text)}),
                         .button = language.say("Delete"),
                         .action = url_of(Note::kind, edited.note.id) + "/deletion",
                         .cancel_url = notes_url(edited.note.client.id)});
}

http::Response delete_note(const Site& site, const http::Request& request) {
    const Edited edited = own_note(site, request);
    const std::string undo =
        change(site, request, [&](storage::Write& write) { office::erase(write, note_type(), edited.note.id); });
    return done(request, notes_url(edited.note.client.id), Language::of(request).say("Note deleted"), undo);
}

Data note_data(const http::Request& request, const Language& language, const Note_line& line) {
    const std::string url = url_of(Note::kind, line.note.id);
    const bool may_edit = line.own && may(request, Right::edit_clients);
    const Moment_text at = moment_text(language, line.note.created);
    Data data = object();
    data["note_id"] = text("note-" + std::to_string(line.note.id));
    data["note_html"] = text(office::html_of(line.note.text));
    data["note_author"] = text(line.author.empty() ? language.say("The box") : line.author);
    data["note_when"] = text(at.relative);
    data["note_exact"] = text(at.exact);
    data["note_iso"] = text(at.iso);
    data["note_pinned"] = line.note.pinned;
    data["note_edit_url"] = may_edit ? text(url + "/edit") : Data(false);
    data["note_pin_url"] = may_edit ? text(url + "/pin") : Data(false);
    data["note_delete_url"] = may_edit ? text(url + "/deletion") : Data(false);
    return data;
}

}  // namespace

std::vector<http::Route> note_routes(const Site& site) {
    using enum http::Method;
    const auto with = [&site](auto handler) {
        return [&site, handler](const http::Request& request) { return handler(site, request); };
    };
    const auto see = needs(Right::see_clients), edit = needs(Right::edit_clients);
    return {
        {get, "/clients/<id>/notes", see, with(&show_notes)},
        {.method = post,
         .pattern = "/clients/<id>/notes",
         .access = edit,
         .handler = with(&add_note),
         .judges_text = true},
        {get, "/notes/<id>/edit", edit, with(&edit_note)},
        {.method = post, .pattern = "/notes/<id>", .access = edit, .handler = with(&change_note), .judges_text = true},
        {post, "/notes/<id>/pin", edit, with(&pin_note)},
        {get, "/notes/<id>/deletion", edit, with(&ask_to_delete_note)},
        {post, "/notes/<id>/deletion", edit, with(&delete_note)},
    };
}

std::vector<Note_line> note_lines(const storage::Read& read, const http::Request& request, storage::Id client) {
    std::vector<Note_line> lines;
    for (Note& note : office::notes_of(read, storage::Ref<Client>{client})) {
        std::string author = read.name(office::User::kind.number, note.author.id);
        const bool own = is_own(request, note);
        lines.push_back({std::move(note), std::move(author), own});
    }
    return lines;
}

Data notes_data(const http::Request& request, const Language& language, const std::vector<Note_line>& notes,
                std::size_t most) {
    Data data = list();
    for (std::size_t i = 0; i < std::min(most, notes.size()); ++i) append(data, note_data(request, language, notes[i]));
    return data;
}

}  // namespace pages
