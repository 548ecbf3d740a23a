// Contacts of a client: one contact stands in one place and can belong to several clients; each client with contacts
// has one primary contact among them.
#pragma once

#include "office/clients/client.h"
#include "storage/store.h"

namespace office {

/// The first contact of a client becomes its primary one.
void add_contact(storage::Write& write, Ref<Client> client, Ref<Contact> contact);

/// Throws Error{refused} for the primary contact: another has to be chosen first.
void remove_contact(storage::Write& write, Ref<Client> client, Ref<Contact> contact);

struct Chosen_contact {
    Ref<Contact> contact;
    static constexpr auto fields =
        std::tuple{Field{1, "contact", &Chosen_contact::contact, {.label = "Contact", .required = true}}};
};
void make_primary(storage::Write& write, Ref<Client> client, const Chosen_contact& asked);

/// Makes it the primary contact of those of its clients that have none: what save() and add_contact() end with.
void fill_primary(storage::Write& write, const Contact& contact);

/// The primary one first, then by name.
std::vector<Contact> contacts_of(const storage::Read& read, Ref<Client> client);

// Rules: a client's primary contact stays one of its contacts (office/records/rules.h).
void judge(storage::Write& write, const Contact* before, Contact& contact, Errors& errors);
void follow(storage::Write& write, const Contact& contact);
void before_erase(storage::Write& write, const Contact& contact);

}  // namespace office
