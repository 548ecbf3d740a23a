#include "exchange/synonyms.h"

#include <array>

namespace exchange {

namespace {

// English: Google Contacts, Outlook, Apple and common spreadsheets; German: Outlook and common spreadsheets.

constexpr std::string_view email =
    "e mail, e mail address, mail, e mail 1 value, e mail 1 address, email 1 value, email 1, e mail 1, "
    "email address, primary email, e mail adresse, email adresse, home email, work email, business email, contact "
    "email";

constexpr std::string_view phone =
    "phone number, telephone, phone 1 value, phone 1, business phone, work phone, office phone, primary phone, "
    "company main phone, home phone, mobile phone, mobile, cell phone, cell, contact phone, tel, telefon, telefon 1, "
    "telefonnummer, rufnummer, telefon geschaftlich, telefon privat, mobiltelefon, handy";

constexpr std::string_view website =
    "web page, web site, url, homepage, website 1 value, business web page, webseite, internetadresse, internet";

constexpr std::string_view description =
    "notes, note, comment, comments, remarks, memo, bemerkung, bemerkungen, notiz, "
    "notizen, anmerkungen, beschreibung";

constexpr Synonyms street{"street",
                          "street address, address, address 1 street, business street, home street, address line 1, "
                          "address 1, street 1, billing address, billing street, billing street address, other street, "
                          "strasse, strasse und hausnummer, anschrift, adresse, strasse geschaftlich, strasse privat"};
constexpr Synonyms city{"city", "town, address 1 city, business city, home city, billing city, other city, locality, "
                                "ort, stadt, wohnort, ort geschaftlich, ort privat"};
constexpr Synonyms region{"region", "state, state or region, province, state province, county, address 1 region, "
                                    "business state, home state, billing state, billing region, other state, "
                                    "bundesland, kanton, region geschaftlich, region privat"};
constexpr Synonyms postcode{"postcode", "zip, zip code, zipcode, postal code, post code, zip postal code, "
                                        "address 1 postal code, business postal code, home postal code, billing zip, "
                                        "billing postal code, billing postcode, other postal code, plz, postleitzahl, "
                                        "postleitzahl geschaftlich, postleitzahl privat"};
constexpr Synonyms country{"country", "country region, address 1 country, business country region, "
                                      "business country, home country region, home country, billing country, "
                                      "other country region, nation, land, land region geschaftlich"};

constexpr std::array clients{
    Synonyms{"first_name", "given name, forename, firstname, first, vorname"},
    Synonyms{"last_name", "family name, surname, lastname, last, nachname, familienname, name"},
    Synonyms{"email", email},
    Synonyms{"phone", phone},
    Synonyms{"other_phone",
             "phone 2, phone 2 value, second phone, alternative phone, alternate phone, mobile phone, mobile, "
             "cell phone, home phone, business phone 2, home phone 2, telefon 2, mobiltelefon, handy, "
             "telefon privat"},
    Synonyms{"company", "company name, organization name, organization 1 name, organization, employer, firma, "
                        "unternehmen"},
    Synonyms{"organisation", "organisation, client organisation, client organization"},
    street,
    city,
    region,
    postcode,
    country,
    Synonyms{"website", website},
    Synonyms{"tags", "tag, labels, categories, group membership, groups, kategorien, schlagworte"},
    Synonyms{"assignee", "assigned to, owner, account manager, responsible, zustandig, betreuer"},
    Synonyms{"description", description},
    Synonyms{"client_since", "subscription date, customer since, since, joined, date joined, member since, "
                             "signup date, sign up date, start date, kunde seit"},
    Synonyms{"reference",
             "customer id, client id, customer number, client number, customer no, client no, account number, "
             "account id, id, number, kundennummer, kunden nr, kundennr, kunden id"},
    Synonyms{"newsletter", "subscribed, marketing, mailing list"},
    Synonyms{"type", "client type, customer type, typ"},
    Synonyms{"status", "client status, customer status"},
    Synonyms{"priority", "prioritat, importance"},
    Synonyms{"rating", "stars, bewertung"},
};

constexpr std::array companies{
    Synonyms{"name", "company, company name, organization name, organisation name, organization, organisation, "
                     "organization 1 name, firma, unternehmen"},
    Synonyms{"email", email},
    Synonyms{"phone", phone},
    Synonyms{"website", website},
    street,
    city,
    region,
    postcode,
    country,
    Synonyms{"description", description},
};

constexpr std::array contacts{
    Synonyms{"name", "full name, display name, contact, contact name, ansprechpartner"},
    Synonyms{"email", email},
    Synonyms{"phone", phone},
    Synonyms{"position", "position, job title, title, role, organization title, organization 1 title, funktion"},
};

}  // namespace

std::span<const Synonyms> synonyms_of(std::string_view plural) {
    if (plural == "clients") return clients;
    if (plural == "companies") return companies;
    if (plural == "contacts") return contacts;
    return {};
}

}  // namespace exchange
