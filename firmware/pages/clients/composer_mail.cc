#include "pages/clients/composer_mail.h"

#include <algorithm>
#include <ranges>

#include "office/clients/holds.h"
#include "office/documents/document.h"
#include "office/messages/messages.h"
#include "office/messages/opt_out.h"
#include "pages/frame/view.h"
#include "pages/records/shown.h"

namespace pages {

using office::Client;
using office::Document;
using office::Message;
using storage::Id;
using storage::Read;

namespace {

/// Older ones are attached from nowhere: a list of thousands would be of no use.
constexpr std::size_t most_files = 50;

std::string typed_value(const Draft& draft, std::string_view field) {
    const auto typed = draft.typed.find(field);
    return typed == draft.typed.end() ? std::string{} : typed->second;
}

Data files_to_attach(const Read& read, const Language& language, Id client, const Draft& draft) {
    const auto chosen = storage::parse_ids(typed_value(draft, "attachments")).value_or(std::vector<Id>{});
    const auto& type = storage::record_type<Document>();
    const storage::List latest{.tag = storage::index_tag::created,
                               .descending = true,
                               .filters = {Read::having<&Document::client>(storage::Ref<Client>{client})},
                               .limit = most_files};
    Data files = list();
    for (const Id id : read.select(type, latest).ids) {
        const auto document = read.get<Document>(id);
        Data file = object();
        file["attach_id"] = text(std::to_string(id));
        file["attach_name"] = text(document.name);
        file["attach_size"] = text(size_text(language, document.file.size));
        file["attach_on"] = std::ranges::contains(chosen, id);
        append(files, std::move(file));
    }
    return files;
}

/// What keeps it from going out, or from going out at once; "" when nothing does.
std::string_view hint_of(const Read& read, const Client& client) {
    if (const auto why = office::why_no_mail(read); !why.empty()) return why;
    if (client.email.text.empty()) return "This client has no e-mail address.";
    if (office::has_opted_out(read, client.email)) return "This address wants no e-mail. It will not be sent.";
    return office::may_send(read, {client.id}) ? "" : "This client is on hold: the e-mail waits until the release.";
}

/// The one that an e-mail begun by "Write again" goes on with.
std::optional<Message> followed(const Read& read, const http::Request& request, Id client, const Draft& draft) {
    const std::string typed = typed_value(draft, "follows");
    const auto id = storage::parse_id(typed.empty() ? request.query.get("follows") : typed);
    auto message = read.find<Message>(id.value_or(0));
    return message && message->client.id == client ? std::move(message) : std::nullopt;
}

}  // namespace

void set_mail(Data& data, const Read& read, const http::Request& request, Id client_id, const Draft& draft) {
    const Language& language = Language::of(request);
    const auto client = read.get<Client>(client_id);
    data["mail_to"] = text(client.email.text);
    const auto hint = hint_of(read, client);
    data["mail_hint"] = hint.empty() ? Data(false) : text(language.say(hint));
    data["mail_settings_url"] = !office::why_no_mail(read).empty() && may(request, office::Right::manage_office)
                                    ? text("/settings/mail")
                                    : Data(false);
    data["attach"] = files_to_attach(read, language, client_id, draft);
    data["has_attach"] = !data["attach"].is_empty_list();
    const auto earlier = followed(read, request, client_id, draft);
    data["mail_follows"] = earlier ? text(std::to_string(earlier->id)) : Data(false);
    const bool is_answered = earlier && earlier->subject.starts_with("Re: ");
    if (earlier && draft.typed.empty()) data["write_subject"] = text((is_answered ? "" : "Re: ") + earlier->subject);
}

void add_mail(storage::Typed& typed, const http::Pairs& form) {
    std::string attached;
    for (const auto& [name, value] : form)
        if (name == "attachments") attached += (attached.empty() ? "" : ",") + value;
    typed["attachments"] = attached;
    typed["follows"] = form.get("follows");
}

}  // namespace pages
