// Columns of files from other programs find their fields.
#include "exchange/mapping.h"

#include <catch2/catch_test_macros.hpp>

#include "exchange/office.h"
#include "office/clients/contact.h"

using namespace exchange;
using namespace exchange::tests;

namespace {

/// "First Name → first_name" of those that are mapped.
std::vector<std::string> guessed(const storage::Record_type& type, const Cells& header,
                                 const storage::Definitions& definitions = {}) {
    const Mapping mapping = guess_mapping(type, definitions, header);
    std::vector<std::string> pairs;
    for (std::size_t i = 0; i < mapping.size(); ++i)
        if (!mapping[i].empty()) pairs.push_back(header[i] + " → " + mapping[i]);
    return pairs;
}
const auto& client = storage::record_type<office::Client>();
using Pairs = std::vector<std::string>;

}  // namespace

TEST_CASE("columns of a customer list are guessed", "[E1]") {
    const Table table(customers(1));
    CHECK(guessed(client, table.header()) ==
          Pairs{"Customer Id → reference", "First Name → first_name", "Last Name → last_name", "Company → company",
                "City → billing_address.city", "Country → billing_address.country", "Phone 1 → phone",
                "Phone 2 → other_phone", "Email → email", "Subscription Date → client_since", "Website → website"});
}

TEST_CASE("columns of Google Contacts are guessed", "[E1]") {
    CHECK(guessed(client, {"First Name",
                           "Middle Name",
                           "Last Name",
                           "Organization Name",
                           "Organization Title",
                           "Birthday",
                           "Notes",
                           "Labels",
                           "E-mail 1 - Label",
                           "E-mail 1 - Value",
                           "E-mail 2 - Value",
                           "Phone 1 - Label",
                           "Phone 1 - Value",
                           "Phone 2 - Value",
                           "Address 1 - Street",
                           "Address 1 - City",
                           "Address 1 - Region",
                           "Address 1 - Postal Code",
                           "Address 1 - Country",
                           "Website 1 - Value"}) ==
          Pairs{"First Name → first_name", "Middle Name → +text", "Last Name → last_name",
                "Organization Name → company", "Organization Title → +text", "Birthday → +text", "Notes → description",
                "Labels → tags", "E-mail 1 - Value → email", "E-mail 2 - Value → +text", "Phone 1 - Value → phone",
                "Phone 2 - Value → other_phone", "Address 1 - Street → billing_address.street",
                "Address 1 - City → billing_address.city", "Address 1 - Region → billing_address.region",
                "Address 1 - Postal Code → billing_address.postcode", "Address 1 - Country → billing_address.country",
                "Website 1 - Value → website"});
}

TEST_CASE("columns of Outlook are guessed", "[E1]") {
    CHECK(guessed(client,
                  {"Title", "First Name", "Last Name", "Company", "Business Street", "Business City", "Business State",
                   "Business Postal Code", "Business Country/Region", "Home Phone", "Mobile Phone", "Business Phone",
                   "E-mail Address", "E-mail Type", "Web Page", "Notes", "Categories"}) ==
          Pairs{"Title → +text", "First Name → first_name", "Last Name → last_name", "Company → company",
                "Business Street → billing_address.street", "Business City → billing_address.city",
                "Business State → billing_address.region", "Business Postal Code → billing_address.postcode",
                "Business Country/Region → billing_address.country", "Home Phone → +text", "Mobile Phone → other_phone",
                "Business Phone → phone", "E-mail Address → email", "Web Page → website", "Notes → description",
                "Categories → tags"});
}

TEST_CASE("German columns are guessed", "[E1]") {
    CHECK(guessed(client, {"Vorname", "Nachname", "Firma", "E-Mail", "Telefon", "Handy", "Straße", "PLZ", "Ort", "Land",
                           "Kundennummer"}) ==
          Pairs{"Vorname → first_name", "Nachname → last_name", "Firma → company", "E-Mail → email", "Telefon → phone",
                "Handy → other_phone", "Straße → billing_address.street", "PLZ → billing_address.postcode",
                "Ort → billing_address.city", "Land → billing_address.country", "Kundennummer → reference"});
}

TEST_CASE("our own columns and custom fields find themselves, in any order, each once", "[E1]") {
    storage::Definitions definitions;
    definitions.columns.push_back({.name = "custom.budget", .label = "Annual budget", .custom = 1});
    Cells header;
    for (const storage::Column* column : targets(client, definitions)) header.insert(header.begin(), column->name);
    CHECK(guess_mapping(client, definitions, header) == header);
    CHECK(guess_mapping(client, definitions, {"annual BUDGET", "Email", "E-mail", "created", "Index"}) ==
          Mapping{"custom.budget", "email", "+text", "", ""});
    CHECK(guess_mapping(client, {}, {"Email", "Email"}) == Mapping{"email", "+text"});
}

TEST_CASE("a mapping that makes no records is refused", "[E1]") {
    CHECK(objection(client, {}, {"first_name", "", "email"}).empty());
    CHECK(objection(client, {}, {"organisation"}).empty());
    CHECK(objection(client, {}, {"", ""}) == "Choose at least a column for a name or an e-mail address.");
    CHECK(objection(client, {}, {"phone"}).starts_with("Choose at least"));
    CHECK(objection(client, {}, {"email", "email"}) == "E-mail is chosen for more than one column.");
    CHECK(objection(client, {}, {"email", "password"}) == "There is no field called password.");
    const auto& contact = storage::record_type<office::Contact>();
    CHECK(objection(contact, {}, {"email"}) == "Name needs a column.");
}

TEST_CASE("samples are the first different values", "[E1]") {
    const Table table("a,b\n1,\n1,x\n2,x\n3,x\n4,y\n");
    CHECK(samples(table) == std::vector<Cells>{{"1", "2", "3"}, {"x", "y"}});
}
