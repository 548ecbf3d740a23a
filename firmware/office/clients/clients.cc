#include "office/clients/clients.h"

#include <algorithm>

#include "office/clients/card.h"
#include "office/clients/change_request.h"
#include "office/clients/client_settings.h"
#include "office/clients/consents.h"
#include "office/clients/holds.h"
#include "office/clients/note.h"
#include "office/clients/price.h"
#include "office/clients/tags.h"
#include "office/people/users.h"
#include "office/records/change_field.h"

namespace office {

using storage::Read;
using storage::Write;

void add_note(Write& write, storage::Id client, const std::string& text) {
    Note note;
    note.client = {client};
    note.text = {text};
    note.author = whoever_asks(write);
    write.create(note);
}

void archive(Write& write, Ref<Client> client) { change_field<&Client::status>(write, client, Status::archived); }

std::string_view why_not_archive(const Read&, const Client& client) {
    if (client.status == Status::on_hold) return "This client is on hold. Release it first.";
    return client.status == Status::archived ? "This client is archived already." : "";
}

void restore(Write& write, Ref<Client> client) { change_field<&Client::status>(write, client, Status::active); }

std::string_view why_not_restore(const Read&, const Client& client) {
    return client.status == Status::archived ? "" : "This client is not archived.";
}

void judge(Write& write, const Client* before, Client& client, Errors& errors) {
    ask_for_details(write, client, errors);
    refuse_typed_hold(before, client, errors);
}

void merge(Write& write, Ref<Client> gone, const Merge_into<Client>& asked) {
    const Merged_account account(write, gone, asked.into);
    Ref<Card> card = default_card(write, asked.into);
    if (!card) card = default_card(write, gone);
    merge_into(write, storage::record_type<Client>(), gone.id, asked.into.id);
    keep_one_default(write, asked.into, card);
    account.ask_for_the_rest(write);
    follow_consents(write, asked.into);
    Client client = write.get(asked.into);
    if (client.primary_contact) return;
    const auto contacts = write.where<&Contact::clients>(asked.into, 1);
    if (contacts.empty()) return;
    client.primary_contact = {contacts.front()};
    write.update(client);
}

std::string_view why_not_merge(const Read&, const Client& client) {
    return client.status == Status::on_hold ? "A client on hold cannot be merged. Release it first." : "";
}

std::string_view why_not_merge(const Read& read, const Client& client, const Merge_into<Client>& asked) {
    if (client.id == asked.into.id) return "It cannot be merged with itself.";
    if (const std::string_view why = why_not_merge(read, read.get(asked.into)); !why.empty()) return why;
    return have_overlapping_prices(read, {client.id}, asked.into)
               ? "Both have a price for the same service at the same time. End one of them first."
               : "";
}

namespace {

/// What stays as it is leaves no trace.
void change(Write& write, Ref<Client> ref, auto&& set) {
    Client client = write.get(ref);
    if (set(client)) write.update(client);
}

Ref<Tag> tag_typed(Write& write, const std::string& name) {
    try {
        return tag_named(write, name);
    } catch (const storage::Error& error) {
        if (error.fields().empty()) throw;
        throw storage::Error(Errors{{"tag", error.fields().begin()->second}});
    }
}

}  // namespace

void rate(Write& write, Ref<Client> ref, const Rating& asked) {
    change_field<&Client::rating>(write, ref, asked.rating);
}

void add_tag(Write& write, Ref<Client> ref, const Tag_name& asked) {
    const Ref<Tag> tag = tag_typed(write, asked.tag);
    change(write, ref, [&](Client& client) {
        if (std::ranges::contains(client.tags, tag)) return false;
        client.tags.push_back(tag);
        return true;
    });
}

void remove_tag(Write& write, Ref<Client> ref, const Chosen_tag& asked) {
    change(write, ref, [&](Client& client) { return std::erase(client.tags, asked.tag) > 0; });
}

void assign(Write& write, Ref<Client> ref, const Chosen_assignee& asked) {
    refuse_unless_takes_work(write, asked.assignee);
    change_field<&Client::assignee>(write, ref, asked.assignee);
}

}  // namespace office
