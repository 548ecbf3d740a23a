#pragma once

#include "office/catalogue/service.h"
#include "office/clients/address.h"
#include "office/clients/company.h"
#include "office/clients/tag.h"
#include "office/people/user.h"
#include "storage/values/choices.h"

namespace office {

struct Contact;

enum class Client_type : std::uint8_t { person = 1, organisation };

constexpr auto options(Client_type) {
    return std::array{Option{1, "person", "Person"}, Option{2, "organisation", "Organisation"}};
}

enum class Status : std::uint8_t { prospect = 1, active, on_hold, archived };

constexpr auto options(Status) {
    return std::array{Option{1, "prospect", "Prospect"}, Option{2, "active", "Active"},
                      Option{3, "on_hold", "On hold", true}, Option{4, "archived", "Archived"}};
}

enum class Priority : std::uint8_t { low = 1, normal, high };

constexpr auto options(Priority) {
    return std::array{Option{1, "low", "Low"}, Option{2, "normal", "Normal"}, Option{3, "high", "High"}};
}

/// What a client lacks of what the office asks for.
enum class Detail : std::uint8_t { first_name = 1, last_name, organisation, email, email_or_phone };

constexpr auto options(Detail) {
    return std::array{Option{1, "first_name", "First name"}, Option{2, "last_name", "Last name"},
                      Option{3, "organisation", "Organisation name"}, Option{4, "email", "E-mail"},
                      Option{5, "email_or_phone", "E-mail or phone"}};
}

/// A person or organisation that the office works for.
struct Client : Stored {
    static constexpr Kind kind{1, "client", "clients", "Client", "Clients"};
    Client_type type = Client_type::person;
    std::string first_name, last_name;
    std::string organisation;
    Email email;
    Phone phone, other_phone;
    Ref<Company> company;
    Address billing_address;
    Url website;
    Status status = Status::active;
    std::vector<Ref<Tag>> tags;
    Stars rating;
    Priority priority{};
    Ref<User> assignee;
    Ref<Contact> primary_contact;
    Text description;
    Date client_since;
    std::string reference;
    bool newsletter = false;  ///< what the last consent says (consents.h)
    std::string legal_name;   ///< in contracts and on invoices, where it is another than it goes by
    std::string vat_id, tax_number;
    Email billing_email;
    std::vector<Ref<Service>> services;  ///< that it usually gets
    bool may_lack_details = false;       ///< came in without them, by an import or at the counter
    bool phone_will_do = false;  ///< as the office has set it (client_settings.h): in place of an e-mail address
    Custom custom;

    /// "Last, First", or the organisation; of one that lacks them the first of what tells who it is.
    std::string name() const;
    std::vector<Detail> missing() const;
    bool is_incomplete() const { return !missing().empty(); }

    static constexpr auto fields = std::tuple{
        Derived{200,
                "name",
                &Client::name,
                {.label = "Name", .index = Index::sorted, .personal = true, .audience = Audience::form}},
        Field{1,
              "type",
              &Client::type,
              {.label = "Type", .required = true, .index = Index::sorted, .missing = "Choose a type."}},
        Field{2,
              "first_name",
              &Client::first_name,
              {.label = "First name",
               .expected = true,
               .search = true,
               .personal = true,
               .audience = Audience::form,
               .autocomplete = "given-name",
               .missing = "Enter a first name."}},
        Field{3,
              "last_name",
              &Client::last_name,
              {.label = "Last name",
               .expected = true,
               .search = true,
               .personal = true,
               .audience = Audience::form,
               .autocomplete = "family-name",
               .missing = "Enter a last name."}},
        Field{4,
              "organisation",
              &Client::organisation,
              {.label = "Organisation name",
               .search = true,
               .audience = Audience::form,
               .hint = "For a client that is an organisation",
               .autocomplete = "organization",
               .missing = "Enter the name of the organisation."}},
        Field{5,
              "email",
              &Client::email,
              {.label = "E-mail",
               .expected = true,
               .search = true,
               .index = Index::unique,
               .personal = true,
               .audience = Audience::form,
               .autocomplete = "email",
               .missing = "Enter an e-mail address."}},
        Field{6,
              "phone",
              &Client::phone,
              {.label = "Phone", .search = true, .personal = true, .audience = Audience::form, .autocomplete = "tel"}},
        Field{7,
              "other_phone",
              &Client::other_phone,
              {.label = "Other phone", .search = true, .personal = true, .audience = Audience::form}},
        Field{8,
              "company",
              &Client::company,
              {.label = "Company",
               .search = true,
               .index = Index::sorted,
               .by_name = true,
               .added_there = true,
               .gone = Gone::clear}},
        Field{9,
              "billing_address",
              &Client::billing_address,
              {.label = "Billing address", .search = true, .personal = true, .audience = Audience::form}},
        Field{10, "website", &Client::website, {.label = "Website", .audience = Audience::form, .autocomplete = "url"}},
        Field{11,
              "status",
              &Client::status,
              {.label = "Status", .required = true, .index = Index::sorted, .missing = "Choose a status."}},
        Field{
            12, "tags", &Client::tags, {.label = "Tags", .search = true, .index = Index::sorted, .gone = Gone::clear}},
        Field{13, "rating", &Client::rating, {.label = "Rating", .index = Index::sorted}},
        Field{14, "priority", &Client::priority, {.label = "Priority", .index = Index::sorted}},
        Field{15,
              "assignee",
              &Client::assignee,
              {.label = "Assignee", .index = Index::sorted, .by_name = true, .gone = Gone::clear}},
        Field{16,
              "primary_contact",
              &Client::primary_contact,
              {.label = "Primary contact", .index = Index::sorted, .read_only = true}},
        Field{17, "description", &Client::description, {.label = "Description", .personal = true}},
        Field{18,
              "client_since",
              &Client::client_since,
              {.label = "Client since", .index = Index::sorted, .audience = Audience::client}},
        Field{
            19,
            "reference",
            &Client::reference,
            {.label = "Reference", .search = true, .index = Index::sorted, .hint = "Your own number for this client"}},
        Field{20,
              "newsletter",
              &Client::newsletter,
              {.label = "Newsletter", .read_only = true, .audience = Audience::client}},
        Field{24,
              "legal_name",
              &Client::legal_name,
              {.label = "Legal name",
               .search = true,
               .personal = true,
               .audience = Audience::form,
               .hint = "As it stands in contracts and on invoices, if it is another"}},
        Field{25,
              "vat_id",
              &Client::vat_id,
              {.label = "VAT number",
               .search = true,
               .personal = true,
               .audience = Audience::form,
               .hint = "With the country before it, like DE123456789",
               .longest = 30}},
        Field{26,
              "tax_number",
              &Client::tax_number,
              {.label = "Tax number", .personal = true, .audience = Audience::form, .longest = 40}},
        Field{27,
              "billing_email",
              &Client::billing_email,
              {.label = "E-mail for invoices",
               .search = true,
               .personal = true,
               .audience = Audience::form,
               .hint = "Where invoices go, if not to the client's own address"}},
        Field{28,
              "services",
              &Client::services,
              {.label = "Services", .search = true, .index = Index::sorted, .gone = Gone::refuse}},
        Field{22,
              "may_lack_details",
              &Client::may_lack_details,
              {.label = "Details may follow", .hint = "It is saved with what there is, and marked as incomplete"}},
        Field{
            23, "phone_will_do", &Client::phone_will_do, {.label = "Phone will do", .read_only = true, .hidden = true}},
        Derived{202, "missing", &Client::missing, {.label = "Missing details", .index = Index::sorted}},
        Derived{201, "incomplete", &Client::is_incomplete, {.label = "Details incomplete", .index = Index::sorted}},
        Field{21, "custom", &Client::custom, {.label = "Custom fields", .search = true, .index = Index::sorted}},
    };
};

/// A person has a first name, a last name and an e-mail address, or a phone number where that will do; an organisation has its name.
/// What came in without may lack some, as long as it tells who it is.
void check(const Client& client, Errors& errors);
void refuse_missing(const std::vector<Detail>& missing, Errors& errors);

}  // namespace office

#include "office/clients/contact.h"  // a client refers to its primary contact, a contact to its clients
