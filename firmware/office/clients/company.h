#pragma once

#include "office/clients/address.h"
#include "office/records/declare.h"

namespace office {

/// An organisation that clients belong to.
struct Company : Stored {
    static constexpr Kind kind{2, "company", "companies", "Company", "Companies"};
    std::string name;
    Email email;
    Phone phone;
    Url website;
    Address address;
    Text description;

    static constexpr auto fields = std::tuple{
        Field{1,
              "name",
              &Company::name,
              {.label = "Name",
               .required = true,
               .search = true,
               .index = Index::unique,
               .autocomplete = "organization",
               .missing = "Enter a name."}},
        Field{2, "email", &Company::email, {.label = "E-mail", .search = true, .autocomplete = "email"}},
        Field{3, "phone", &Company::phone, {.label = "Phone", .search = true, .autocomplete = "tel"}},
        Field{4, "website", &Company::website, {.label = "Website", .autocomplete = "url"}},
        Field{5, "address", &Company::address, {.label = "Address", .search = true}},
        Field{6, "description", &Company::description, {.label = "Description"}},
    };
};

}  // namespace office
