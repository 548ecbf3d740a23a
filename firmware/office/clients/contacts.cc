#include "office/clients/contacts.h"

#include <algorithm>

namespace office {

using storage::Error;
using storage::Fault;
using storage::Write;

void fill_primary(Write& write, const Contact& contact) {
    for (const Ref<Client> ref : contact.clients) {
        Client client = write.get(ref);
        if (client.primary_contact) continue;
        client.primary_contact = {contact.id};
        write.update(client);
    }
}

void add_contact(Write& write, Ref<Client> client, const Present_contact& asked) {
    Contact contact = write.get(asked.contact);
    if (std::ranges::contains(contact.clients, client)) return;
    contact.clients.push_back(client);
    write.update(contact);
    fill_primary(write, contact);
}

namespace {

std::string_view why_not_theirs(const storage::Read& read, const Client& client, Ref<Contact> contact) {
    const bool theirs = std::ranges::contains(read.get(contact).clients, Ref<Client>{client.id});
    return theirs ? "" : "This is not a contact of the client any more.";
}

}  // namespace

void remove_contact(Write& write, Ref<Client> client, const Chosen_contact& asked) {
    Contact contact = write.get(asked.contact);
    std::erase(contact.clients, client);
    write.update(contact);
}

std::string_view why_not_remove_contact(const storage::Read& read, const Client& client, const Chosen_contact& asked) {
    if (client.primary_contact == asked.contact) return "This is the primary contact. Choose another one first.";
    return why_not_theirs(read, client, asked.contact);
}

void make_primary(Write& write, Ref<Client> ref, const Chosen_contact& asked) {
    Client client = write.get(ref);
    client.primary_contact = asked.contact;
    write.update(client);
}

std::string_view why_not_make_primary(const storage::Read& read, const Client& client, const Chosen_contact& asked) {
    if (client.primary_contact == asked.contact) return "This is the primary contact already.";
    return why_not_theirs(read, client, asked.contact);
}

namespace {

bool is_primary(const storage::Read& read, Ref<Client> client, storage::Id contact) {
    const auto found = read.find(client);
    return found && found->primary_contact.id == contact;
}

}  // namespace

void judge(Write& write, const Contact* before, Contact& contact, Errors& errors) {
    if (before == nullptr) return;
    for (const Ref<Client> client : before->clients)
        if (!std::ranges::contains(contact.clients, client) && is_primary(write, client, before->id))
            errors.emplace("clients", "must stay: choose another primary contact for that client first");
}

void follow(Write& write, const Contact& contact) { fill_primary(write, contact); }

void before_erase(Write& write, const Contact& contact) {
    if (!write.where<&Client::primary_contact>(Ref<Contact>{contact.id}, 1).empty())
        throw Error(Fault::refused, "This is a client's primary contact. Choose another one there first.");
}

}  // namespace office
