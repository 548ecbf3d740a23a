#include "office/clients/contacts.h"

#include <algorithm>

#include "storage/words.h"

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

void add_contact(Write& write, Ref<Client> client, Ref<Contact> ref) {
    write.doing("add_contact");
    Contact contact = write.get(ref);
    if (std::ranges::contains(contact.clients, client)) return;
    contact.clients.push_back(client);
    write.update(contact);
    fill_primary(write, contact);
}

void remove_contact(Write& write, Ref<Client> client, Ref<Contact> ref) {
    write.doing("remove_contact");
    if (write.get(client).primary_contact == ref)
        throw Error(Fault::refused, "This is the primary contact. Choose another one first.");
    Contact contact = write.get(ref);
    std::erase(contact.clients, client);
    write.update(contact);
}

void make_primary(Write& write, Ref<Client> ref, const Chosen_contact& asked) {
    if (!std::ranges::contains(write.get(asked.contact).clients, ref))
        throw Error(Fault::refused, "This is not a contact of the client any more.");
    Client client = write.get(ref);
    client.primary_contact = asked.contact;
    write.update(client);
}

std::vector<Contact> contacts_of(const storage::Read& read, Ref<Client> ref) {
    const auto client = read.find(ref);
    const Ref<Contact> primary = client ? client->primary_contact : Ref<Contact>{};
    std::vector<Contact> contacts;
    for (const storage::Id id : read.where<&Contact::clients>(ref)) contacts.push_back(read.get<Contact>(id));
    std::ranges::stable_sort(contacts, {}, [&](const Contact& contact) {
        return std::pair(contact.id != primary.id, storage::folded(contact.name));
    });
    return contacts;
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
