// Contacts of a client: one contact stands in one place and can belong to several clients; each client with contacts
// has one primary contact among them.
#pragma once

#include "office/clients/client.h"
#include "storage/store.h"

namespace office {

struct Present_contact {
    Ref<Contact> contact;
    static constexpr auto fields = std::tuple{
        Field{1,
              "contact",
              &Present_contact::contact,
              {.label = "A contact that is already here", .required = true, .missing = "Choose a contact."}}};
};
/// The first contact of a client becomes its primary one.
void add_contact(storage::Write& write, Ref<Client> client, const Present_contact& asked);

struct Chosen_contact {
    Ref<Contact> contact;
    static constexpr auto fields =
        std::tuple{Field{1,
                         "contact",
                         &Chosen_contact::contact,
                         {.label = "Contact", .required = true, .missing = "Choose a contact."}}};
};
/// The contact itself stays.
void remove_contact(storage::Write& write, Ref<Client> client, const Chosen_contact& asked);
/// For the primary contact another has to be chosen first.
std::string_view why_not_remove_contact(const storage::Read& read, const Client& client, const Chosen_contact& asked);

void make_primary(storage::Write& write, Ref<Client> client, const Chosen_contact& asked);
std::string_view why_not_make_primary(const storage::Read& read, const Client& client, const Chosen_contact& asked);

/// Makes it the primary contact of those of its clients that have none: what save() and add_contact() end with.
void fill_primary(storage::Write& write, const Contact& contact);

// Rules: a client's primary contact stays one of its contacts (office/records/rules.h).
void judge(storage::Write& write, const Contact* before, Contact& contact, Errors& errors);
void follow(storage::Write& write, const Contact& contact);
void before_erase(storage::Write& write, const Contact& contact);

}  // namespace office
