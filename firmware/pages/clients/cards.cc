#include "pages/clients/cards.h"

#include <algorithm>
#include <format>

#include "http/form.h"
#include "office/clients/comments.h"
#include "office/clients/feedback.h"
#include "office/clients/notes.h"
#include "office/documents/document.h"
#include "office/messages/message.h"
#include "office/records/kind.h"
#include "pages/frame/templates.h"
#include "pages/frame/view.h"
#include "pages/records/fields.h"
#include "pages/records/lists/children.h"
#include "pages/records/shown.h"

namespace pages {

using office::Client;
using office::Comment;
using office::Feedback;
using office::Message;
using office::Note;
using storage::Read;

namespace {

/// What the kinds have in common.
struct Written {
    std::string html;
    std::string_view label = {};  ///< what it is, where it is no note
    storage::Ref<Client> client;
    storage::Ref<office::User> author;
    unsigned stars = 0;
    bool pinned = false;
};

std::string link_to(const office::Person& person) { return mail_url(person.email); }

std::vector<office::Person> people_of(const Read& read, const Comment& comment) {
    std::vector<office::Person> people;
    for (const auto ref : comment.mentions)
        if (const auto user = read.find(ref)) people.push_back({ref, user->name, user->email.text});
    return people;
}

Written written(const Read& read, std::uint8_t kind, const storage::Raw& raw) {
    if (kind == Comment::kind.number) {
        const auto comment = Read::typed<Comment>(raw);
        return {.html = office::html_of(comment, people_of(read, comment), link_to),
                .label = Comment::kind.label,
                .client = comment.client,
                .author = comment.author};
    }
    if (kind == Feedback::kind.number) {
        const auto feedback = Read::typed<Feedback>(raw);
        return {.html = office::html_of(feedback.text),
                .label = Feedback::kind.label,
                .client = feedback.client,
                .author = feedback.author,
                .stars = feedback.stars.count};
    }
    if (kind == Message::kind.number) {
        const auto message = Read::typed<Message>(raw);
        return {.html = office::html_of(message.text),
                .label = Message::kind.label,
                .client = message.client,
                .author = message.author};
    }
    const auto note = Read::typed<Note>(raw);
    return {.html = office::html_of(note.text), .client = note.client, .author = note.author, .pinned = note.pinned};
}

template <class Choice> std::string label_of(const Language& language, Choice choice) {
    const auto all = options(choice);
    const auto at = std::ranges::find(all, static_cast<std::uint8_t>(choice), &storage::Option::number);
    return at == all.end() ? std::string{} : language.say(at->label);
}

/// Where it stands: nothing says "sent" before the server took it.
Data mail_data(const Language& language, const Message& message) {
    const bool is_held = message.state == office::Message_state::queued && message.held;
    Data mail = object();
    mail["mail_subject"] = text(message.subject);
    mail["mail_url"] = text(url_of(Message::kind, message.id));
    mail["mail_address"] = text(message.to.text);
    mail["mail_state"] = text(is_held ? language.say("Waits for the release") : label_of(language, message.state));
    mail["mail_problem"] =
        message.problem == office::Mail_problem{} ? Data(false) : text(label_of(language, message.problem));
    mail["mail_alarm"] = needs_somebody(message);
    mail["mail_again_url"] =
        text(std::format("{}/activity?write=email&follows={}", url_of(Client::kind, message.client.id), message.id));
    return mail;
}

std::vector<storage::Id> files_of(const Read& read, const storage::Record_type& type, const storage::Raw& raw) {
    std::vector<storage::Id> files = read.where<&office::Document::about>(storage::Any_ref{type.kind.number, raw.id});
    if (type.kind.number == Message::kind.number)
        for (const auto ref : Read::typed<Message>(raw).attachments) files.push_back(ref.id);
    return files;
}

/// What hangs on it.
Data files_data(const Read& read, const Language& language, const std::vector<storage::Id>& ids) {
    Data files = list();
    for (const storage::Id id : ids) {
        const auto document = read.get<office::Document>(id);
        const bool is_picture = pictures::is_picture(document.file.type);
        Data one = object();
        one["file_name"] = text(document.name);
        one["file_url"] = text(url_of(office::Document::kind, id));
        one["file_size"] = text(size_text(language, document.file.size));
        one["file_picture_url"] =
            is_picture ? text(preview_url(office::Document::kind, id, pictures::Extent::small)) : Data(false);
        append(files, std::move(one));
    }
    return files;
}

void set_buttons(Data& data, const http::Request& request, const storage::Kind& kind, const storage::Raw& raw,
                 const std::string& url, bool pinned, bool may_change) {
    const std::string pin = url_of(kind, raw.id) + (pinned ? "/unpin" : "/pin");
    const bool can_pin = office::find_action(kind, "pin") != nullptr;
    data["note_edit_url"] = may_change ? text(url + "/edit") : Data(false);
    data["note_pin_url"] = may_change && can_pin ? text(pin) : Data(false);
    data["note_delete_url"] =
        may_change ? text(std::format("{}/delete?next={}", url, http::percent_encoded(request.target))) : Data(false);
}

}  // namespace

bool is_written(std::uint8_t kind) {
    return kind == Note::kind.number || kind == Comment::kind.number || kind == Feedback::kind.number ||
           kind == Message::kind.number;
}

std::string mail_url(const std::string& address) {
    const auto at = std::min(address.rfind('@'), address.size());
    const auto host = std::string_view(address).substr(std::min(at + 1, address.size()));
    return std::format("mailto:{}@{}", http::percent_encoded(address.substr(0, at)), http::percent_encoded(host));
}

Data card_data(const Read& read, const http::Request& request, const storage::Record_type& type,
               const storage::Raw& raw, const std::string& url) {
    const Language& language = Language::of(request);
    const Written card = written(read, type.kind.number, raw);
    const std::string author = read.name(office::User::kind.number, card.author.id);
    const bool may_change = office::is_typed(type.kind) && may(request, office::rights_for(type.kind).edit) &&
                            office::why_not_change(read, actor_of(request), type, raw).empty();
    const Moment_text at = moment_text(language, raw.created);
    Data data = object();
    data["note_id"] = text(std::format("{}-{}", type.kind.name, raw.id));
    data["note_html"] = text(card.html);
    data["note_label"] = card.label.empty() ? Data(false) : text(language.say(card.label));
    data["note_stars"] = card.stars == 0 ? Data(false) : text(stars_text(card.stars));
    data["note_stars_label"] = card.stars == 0 ? Data(false) : text(stars_label(language, card.stars));
    data["note_author"] = text(author.empty() ? language.say("The box") : author);
    data["note_when"] = text(at.relative);
    data["note_exact"] = text(at.exact);
    data["note_iso"] = text(at.iso);
    data["note_pinned"] = card.pinned;
    data["note_client"] = false;
    data["note_mail"] =
        type.kind.number == Message::kind.number ? mail_data(language, Read::typed<Message>(raw)) : Data(false);
    data["note_files"] = files_data(read, language, files_of(read, type, raw));
    data["has_note_files"] = !data["note_files"].is_empty_list();
    set_buttons(data, request, type.kind, raw, url, card.pinned, may_change);
    return data;
}

void written_card(std::string& html, const Read& read, const Records& records, const http::Request& request,
                  const storage::Raw& raw) {
    Data data = card_data(read, request, records.type, raw, one_url(records, request, raw.id));
    data["note_label"] = false;  // the list says it
    if (records.within == nullptr) {
        const storage::Id client = written(read, records.type.kind.number, raw).client.id;
        Data about = object();
        about["note_client_url"] = text(std::format("{}/{}", url_of(Client::kind, client), records.type.kind.plural));
        about["note_client_name"] = text(read.name(Client::kind.number, client));
        data["note_client"] = std::move(about);
    }
    data["csrf"] = text(request.csrf);
    html += Templates::render(Language::of(request), "clients/note", data);
}

Data pinned_notes(const Read& read, const http::Request& request, storage::Id client, std::size_t most) {
    const auto& type = storage::record_type<Note>();
    Data notes = list();
    const storage::List wanted{.tag = type.column("pinned")->tag,
                               .descending = true,
                               .filters = {Read::having<&Note::client>(storage::Ref<Client>{client})},
                               .limit = most};
    for (const storage::Raw& raw : read.get_many(type, read.select(type, wanted).ids))
        if (Read::typed<Note>(raw).pinned)
            append(notes, card_data(read, request, type, raw,
                                    std::format("{}/notes/{}", url_of(Client::kind, client), raw.id)));
    return notes;
}

}  // namespace pages
