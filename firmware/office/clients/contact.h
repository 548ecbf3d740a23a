#pragma once

#include "office/clients/client.h"

namespace office {

/// A person the office talks to; one contact can belong to several clients.
struct Contact : Stored {
    static constexpr Kind kind{3, "contact", "contacts", "Contact", "Contacts"};
    std::string name;
    Email email;
    Phone phone;
    std::string position;
    std::vector<Ref<Client>> clients;
    Address address;

    static constexpr auto fields = std::tuple{
        Field{1,
              "name",
              &Contact::name,
              {.label = "Name",
               .required = true,
               .search = true,
               .index = Index::sorted,
               .personal = true,
               .audience = Audience::client,
               .autocomplete = "name",
               .missing = "Enter a name."}},
        Field{2,
              "email",
              &Contact::email,
              {.label = "E-mail",
               .search = true,
               .index = Index::sorted,
               .personal = true,
               .audience = Audience::client,
               .autocomplete = "email"}},
        Field{
            3,
            "phone",
            &Contact::phone,
            {.label = "Phone", .search = true, .personal = true, .audience = Audience::client, .autocomplete = "tel"}},
        Field{4,
              "position",
              &Contact::position,
              {.label = "Description",
               .search = true,
               .audience = Audience::client,
               .hint = "For example the position in the company"}},
        Field{5,
              "clients",
              &Contact::clients,
              {.label = "Clients", .index = Index::sorted, .parent = true, .added_there = true, .gone = Gone::clear}},
        Field{6,
              "address",
              &Contact::address,
              {.label = "Address", .search = true, .personal = true, .audience = Audience::client}},
    };
};

/// At least an e-mail address or a phone number.
void check(const Contact& contact, Errors& errors);

}  // namespace office
