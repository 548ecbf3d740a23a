// Columns of files from other programs find their fields.
#include "exchange/mapping.h"

#include <algorithm>
#include <array>
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

namespace {

struct Known_header {
    const char* program;
    Cells titles;
    /// Which of them are a first name, last name, company, street, city, postcode, country, e-mail, phone, tag, note, website.
    Cells fields;
    /// What nobody wants to lose.
    Cells kept;
};

const std::vector<Known_header> known_headers{
    {"Google, until 2024",
     {"Name",
      "Given Name",
      "Additional Name",
      "Family Name",
      "Name Prefix",
      "Birthday",
      "Notes",
      "Group Membership",
      "E-mail 1 - Type",
      "E-mail 1 - Value",
      "E-mail 2 - Value",
      "Phone 1 - Type",
      "Phone 1 - Value",
      "Phone 2 - Value",
      "Phone 3 - Value",
      "Address 1 - Formatted",
      "Address 1 - Street",
      "Address 1 - City",
      "Address 1 - Postal Code",
      "Address 1 - Country",
      "Organization 1 - Name",
      "Organization 1 - Title",
      "Website 1 - Value"},
     {"Given Name", "Family Name", "Organization 1 - Name", "Address 1 - Street", "Address 1 - City",
      "Address 1 - Postal Code", "Address 1 - Country", "E-mail 1 - Value", "Phone 1 - Value", "Group Membership",
      "Notes", "Website 1 - Value"},
     {"Birthday", "E-mail 2 - Value", "Phone 3 - Value", "Organization 1 - Title", "Additional Name"}},
    {"Outlook, English",
     {"Title",
      "First Name",
      "Middle Name",
      "Last Name",
      "Suffix",
      "Company",
      "Department",
      "Job Title",
      "Business Street",
      "Business Street 2",
      "Business City",
      "Business State",
      "Business Postal Code",
      "Business Country/Region",
      "Home Street",
      "Home City",
      "Home Postal Code",
      "Other Street",
      "Other City",
      "Business Fax",
      "Business Phone",
      "Business Phone 2",
      "Home Phone",
      "Mobile Phone",
      "Other Phone",
      "Pager",
      "Anniversary",
      "Birthday",
      "Categories",
      "E-mail Address",
      "E-mail Type",
      "E-mail 2 Address",
      "Notes",
      "Web Page"},
     {"First Name", "Last Name", "Company", "Business Street", "Business City", "Business Postal Code",
      "Business Country/Region", "E-mail Address", "Business Phone", "Categories", "Notes", "Web Page"},
     {"Middle Name", "Department", "Job Title", "Home Street", "Home City", "Other Street", "Business Fax",
      "Home Phone", "Mobile Phone", "Birthday", "E-mail 2 Address", "Business Phone 2", "Pager", "Anniversary"}},
    {"Outlook, German",
     {"Anrede",
      "Vorname",
      "Weitere Vornamen",
      "Nachname",
      "Suffix",
      "Firma",
      "Abteilung",
      "Position",
      "Straße geschäftlich",
      "Straße geschäftlich 2",
      "Ort geschäftlich",
      "Region geschäftlich",
      "Postleitzahl geschäftlich",
      "Land/Region geschäftlich",
      "Straße privat",
      "Ort privat",
      "Bundesland/Kanton privat",
      "Postleitzahl privat",
      "Land/Region privat",
      "Weitere Straße",
      "Fax geschäftlich",
      "Telefon geschäftlich",
      "Telefon geschäftlich 2",
      "Telefon privat",
      "Mobiltelefon",
      "Weiteres Telefon",
      "E-Mail-Adresse",
      "E-Mail-Typ",
      "E-Mail 2: Adresse",
      "Geburtstag",
      "Kategorien",
      "Notizen",
      "Webseite"},
     {"Vorname", "Nachname", "Firma", "Straße geschäftlich", "Ort geschäftlich", "Postleitzahl geschäftlich",
      "Land/Region geschäftlich", "E-Mail-Adresse", "Telefon geschäftlich", "Kategorien", "Notizen", "Webseite"},
     {"Abteilung", "Position", "Straße privat", "Ort privat", "Weitere Straße", "Fax geschäftlich", "Telefon privat",
      "Mobiltelefon", "Weiteres Telefon", "E-Mail 2: Adresse", "Geburtstag", "Telefon geschäftlich 2",
      "Weitere Vornamen"}},
    {"Outlook, French",
     {"Titre",
      "Prénom",
      "Deuxième prénom",
      "Nom",
      "Suffixe",
      "Société",
      "Service",
      "Fonction",
      "Rue (bureau)",
      "Ville (bureau)",
      "Dép/Région (bureau)",
      "Code postal (bureau)",
      "Pays/Région (bureau)",
      "Rue (domicile)",
      "Ville (domicile)",
      "Télécopie (bureau)",
      "Téléphone (bureau)",
      "Téléphone 2 (bureau)",
      "Tél. mobile",
      "Téléphone (domicile)",
      "Anniversaire",
      "Adresse de messagerie",
      "Type de messagerie",
      "Adresse de messagerie 2",
      "Catégories",
      "Notes",
      "Page Web"},
     {"Prénom", "Nom", "Société", "Rue (bureau)", "Ville (bureau)", "Code postal (bureau)", "Pays/Région (bureau)",
      "Adresse de messagerie", "Téléphone (bureau)", "Catégories", "Notes", "Page Web"},
     {"Service", "Fonction", "Rue (domicile)", "Ville (domicile)", "Télécopie (bureau)", "Tél. mobile",
      "Téléphone (domicile)", "Anniversaire", "Adresse de messagerie 2", "Téléphone 2 (bureau)", "Deuxième prénom"}},
    {"Outlook, Spanish",
     {"Título",
      "Nombre",
      "Segundo nombre",
      "Apellidos",
      "Sufijo",
      "Compañía",
      "Departamento",
      "Puesto",
      "Calle del trabajo",
      "Ciudad de trabajo",
      "Provincia o estado de trabajo",
      "Código postal del trabajo",
      "País o región del trabajo",
      "Calle particular",
      "Ciudad de residencia",
      "Fax del trabajo",
      "Teléfono del trabajo",
      "Teléfono móvil",
      "Particular",
      "Cumpleaños",
      "Dirección de correo electrónico",
      "Dirección de correo electrónico 2",
      "Categorías",
      "Notas",
      "Página Web"},
     {"Nombre", "Apellidos", "Compañía", "Calle del trabajo", "Ciudad de trabajo", "Código postal del trabajo",
      "País o región del trabajo", "Dirección de correo electrónico", "Teléfono del trabajo", "Categorías", "Notas",
      "Página Web"},
     {"Departamento", "Puesto", "Calle particular", "Ciudad de residencia", "Fax del trabajo", "Teléfono móvil",
      "Cumpleaños", "Dirección de correo electrónico 2", "Segundo nombre"}},
    {"Outlook, Italian",
     {"Titolo",
      "Nome",
      "Secondo nome",
      "Cognome",
      "Società",
      "Reparto",
      "Posizione",
      "Via (uff.)",
      "Città (uff.)",
      "Provincia (uff.)",
      "CAP (uff.)",
      "Paese/area geografica (uff.)",
      "Via (ab.)",
      "Fax (uff.)",
      "Ufficio",
      "Cellulare",
      "Abitazione",
      "Compleanno",
      "Indirizzo posta elettronica",
      "Indirizzo posta elettronica 2",
      "Categorie",
      "Notes",
      "Pagina Web"},
     {"Nome", "Cognome", "Società", "Via (uff.)", "Città (uff.)", "CAP (uff.)", "Paese/area geografica (uff.)",
      "Indirizzo posta elettronica", "Ufficio", "Categorie", "Notes", "Pagina Web"},
     {"Reparto", "Posizione", "Via (ab.)", "Fax (uff.)", "Cellulare", "Abitazione", "Compleanno",
      "Indirizzo posta elettronica 2"}},
    {"Outlook, Dutch",
     {"Titel",
      "Voornaam",
      "Middelste naam",
      "Achternaam",
      "Bedrijf",
      "Afdeling",
      "Functie",
      "Werkadres, straat",
      "Werkadres, plaats",
      "Werkadres, provincie",
      "Werkadres, postcode",
      "Werkadres, land/regio",
      "Huisadres, straat",
      "Fax op werk",
      "Telefoon op werk",
      "Mobiele telefoon",
      "Telefoon thuis",
      "Verjaardag",
      "E-mailadres",
      "E-mailadres 2",
      "Categorieën",
      "Notities",
      "Webpagina"},
     {"Voornaam", "Achternaam", "Bedrijf", "Werkadres, straat", "Werkadres, plaats", "Werkadres, postcode",
      "Werkadres, land/regio", "E-mailadres", "Telefoon op werk", "Categorieën", "Notities", "Webpagina"},
     {"Afdeling", "Functie", "Huisadres, straat", "Fax op werk", "Mobiele telefoon", "Telefoon thuis", "Verjaardag",
      "E-mailadres 2"}},
    {"Thunderbird",
     {"First Name",   "Last Name",  "Display Name", "Nickname",     "Primary Email", "Secondary Email",
      "Screen Name",  "Work Phone", "Home Phone",   "Fax Number",   "Pager Number",  "Mobile Number",
      "Home Address", "Home City",  "Home ZipCode", "Home Country", "Work Address",  "Work City",
      "Work ZipCode", "Job Title",  "Department",   "Organization", "Web Page 1",    "Notes"},
     {"First Name", "Last Name", "Organization", "Home Address", "Home City", "Home ZipCode", "Home Country",
      "Primary Email", "Work Phone", "", "Notes", "Web Page 1"},
     {"Secondary Email", "Home Phone", "Fax Number", "Mobile Number", "Work Address", "Work City", "Job Title",
      "Department"}},
};

constexpr std::array known_fields{"first_name",
                                  "last_name",
                                  "company",
                                  "billing_address.street",
                                  "billing_address.city",
                                  "billing_address.postcode",
                                  "billing_address.country",
                                  "email",
                                  "phone",
                                  "tags",
                                  "description",
                                  "website"};

}  // namespace

TEST_CASE("what programs export, in their languages, finds its fields, and nothing of it is lost", "[E1][E6]") {
    for (const Known_header& header : known_headers) {
        INFO(header.program);
        const Mapping mapping = guess_mapping(client, {}, header.titles);
        const auto field_of = [&](const std::string& title) {
            return mapping[static_cast<std::size_t>(std::ranges::find(header.titles, title) - header.titles.begin())];
        };
        for (std::size_t i = 0; i < known_fields.size(); ++i) {
            if (header.fields[i].empty()) continue;
            INFO(header.fields[i]);
            CHECK(field_of(header.fields[i]) == known_fields.at(i));
        }
        for (const std::string& title : header.kept) {
            INFO(title);
            CHECK_FALSE(field_of(title).empty());
        }
        CHECK(objection(client, {}, mapping).empty());
    }
}

TEST_CASE("German columns are guessed", "[E1]") {
    CHECK(guessed(client, {"Vorname", "Nachname", "Firma", "E-Mail", "Telefon", "Handy", "Straße", "PLZ", "Ort", "Land",
                           "Kundennummer"}) ==
          Pairs{"Vorname → first_name", "Nachname → last_name", "Firma → company", "E-Mail → email", "Telefon → phone",
                "Handy → other_phone", "Straße → billing_address.street", "PLZ → billing_address.postcode",
                "Ort → billing_address.city", "Land → billing_address.country", "Kundennummer → reference"});
}

TEST_CASE("numbers are called so in short, and what two fields share is kept", "[E1]") {
    CHECK(guessed(client,
                  {"Given Name (required)*", "Surname:", "Tel. Nr.", "Handy-Nr.", "Straße + Hausnr.", "PLZ / Ort"}) ==
          Pairs{"Given Name (required)* → first_name", "Surname: → last_name", "Tel. Nr. → phone",
                "Handy-Nr. → other_phone", "Straße + Hausnr. → billing_address.street", "PLZ / Ort → +text"});
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
