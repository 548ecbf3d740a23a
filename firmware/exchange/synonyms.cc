#include "exchange/synonyms.h"

#include <array>

namespace exchange {

namespace {

// English first, with Google Contacts, Outlook, Apple, Thunderbird, HubSpot, Salesforce, LinkedIn and shops; then, a line each where it
// fits: German, French, Spanish, Italian, Dutch, Portuguese, Polish, Swedish, Danish, Norwegian, Finnish, Czech, Hungarian, Turkish,
// Japanese.

constexpr std::string_view first_name = "given name, forename, firstname, first, prenom, vorname, prénom, nombre, "
                                        "nombre de pila, nome, nome proprio, voornaam, "
                                        "nome próprio, primeiro nome, imię, förnamn, fornavn, etunimi, křestní jméno, "
                                        "jméno, utónév, keresztnév, adı, ad, 名";

constexpr std::string_view last_name =
    "family name, surname, lastname, last, nachname, familienname, zuname, nom de famille, apellidos, apellido, "
    "primer apellido, cognome, achternaam, apelido, sobrenome, último nome, nazwisko, efternamn, efternavn, etternavn, "
    "sukunimi, "
    "příjmení, vezetéknév, családnév, soyadı, soyad, 姓, nom, name";

constexpr std::string_view full_name = "full name, name, display name, displayname, contact name, customer name, "
                                       "client name, person name, fn, anzeigename, "
                                       "vollständiger name, kundenname, ansprechpartner, nom complet, nombre completo, "
                                       "nome completo, volledige naam, weergavenaam, "
                                       "imię i nazwisko, fullständigt namn, fulde navn, fullt navn, koko nimi, celé "
                                       "jméno, teljes név, tam ad, ad soyad, 氏名, "
                                       "フルネーム, 表示名, nom, nombre, nome, naam, namn, navn, nimi, név, 名前";

constexpr std::string_view email =
    "e mail, e mail address, mail, e mail 1 value, e mail 1 address, email 1 value, email 1, e mail 1, email address, "
    "primary email, e mail adresse, email adresse, home email, work email, business email, contact email, mail "
    "address, "
    "adresse de messagerie, adresse e mail, adresse électronique, courriel, dirección de correo electrónico, "
    "correo electrónico, correo, indirizzo di posta elettronica, indirizzo e mail, posta elettronica, e mailadres, "
    "endereço de correio electrónico, endereço de e mail, correio eletrônico, adres e mail, adres email, "
    "adres poczty elektronicznej, e post, e postadress, e mailadresse, e postadresse, sähköposti, sähköpostiosoite, "
    "e mailová adresa, emailová adresa, e mail cím, email cím, e posta, e posta adresi, 電子メール アドレス, "
    "電子メール, "
    "メールアドレス, メール, indirizzo posta elettronica";

constexpr std::string_view phone =
    "phone number, telephone, telephone number, phone 1 value, phone 1, business phone, work phone, office phone, "
    "primary phone, "
    "company main phone, home phone, mobile phone, mobile, cell phone, cell, contact phone, tel, tel no, tel nr, "
    "phone no, telephone no, telefon, telefon nr, rufnr, "
    "telefon 1, "
    "telefonnummer, rufnummer, telefon geschäftlich, telefon privat, mobiltelefon, handy, téléphone, tél, numéro de "
    "téléphone, "
    "tél mobile, teléfono, teléfono del trabajo, número de teléfono, teléfono móvil, telefono, telefono ufficio, "
    "ufficio, "
    "cellulare, "
    "telefoon, telefoon op werk, telefoonnummer, telefone, telefone comercial, telemóvel, celular, numer telefonu, "
    "telefon służbowy, telefon komórkowy, telefon arbete, mobil, mobiltelefon, puhelin, puhelinnumero, työpuhelin, "
    "matkapuhelin, telefon do zaměstnání, telefonní číslo, mobilní telefon, telefonszám, hivatali telefon, iş "
    "telefonu, "
    "cep telefonu, telefon numarası, 電話番号, 電話, 会社電話, 携帯電話, abitazione, telefoon thuis, teléfono "
    "particular";

constexpr std::string_view other_phone =
    "phone 2, phone 2 value, second phone, alternative phone, alternate phone, mobile phone, mobile, mobile phone "
    "number, "
    "mobile number, mobile no, cell phone, cell, home phone, business phone 2, home phone 2, phone, telephone, telefon "
    "2, "
    "mobiltelefon, "
    "handy, handynummer, handy nr, mobilnummer, mobil nr, mobil, telefon privat, telefon, tél mobile, téléphone 2, "
    "téléphone, portable, "
    "téléphone mobile, teléfono móvil, móvil, teléfono 2, cellulare, telefono 2, mobiele telefoon, mobiel, telemóvel, "
    "celular, "
    "telefon komórkowy, mobiltelefon, mobil, matkapuhelin, mobilní telefon, mobil, mobiltelefon, cep telefonu, "
    "携帯電話, telefon geschäftlich 2, telefon privat 2, weiteres telefon, teléfono particular, abitazione, telefoon "
    "thuis";

constexpr std::string_view company =
    "company name, organization name, organization 1 name, organization, employer, associated company, account name, "
    "business name, firma, unternehmen, firmenname, société, entreprise, organisme, organización, empresa, compañía, "
    "società, "
    "azienda, ditta, bedrijf, bedrijfsnaam, organização, companhia, nazwa firmy, företag, virksomhed, firmanavn, "
    "bedrift, yritys, "
    "společnost, cég, cégnév, şirket, 会社名, 会社, 勤務先";

constexpr std::string_view website = "web page, web site, url, homepage, website 1 value, website url, business web "
                                     "page, webseite, internetadresse, internet, "
                                     "site web, page web, página web, sitio web, pagina web, sito web, webpagina, "
                                     "página da web, strona sieci web, strona www, "
                                     "webbsida, hemsida, webside, nettside, www sivu, verkkosivu, webová stránka, "
                                     "weblap, honlap, web sayfası, web ページ";

constexpr std::string_view description =
    "notes, note, comment, comments, remarks, memo, bemerkung, bemerkungen, notiz, notizen, anmerkungen, anmerkung, "
    "beschreibung, "
    "remarques, commentaires, notas, comentarios, observaciones, commenti, opmerkingen, notities, observações, "
    "notatki, uwagi, "
    "anteckningar, noter, notater, muistiinpanot, poznámky, poznámka, megjegyzések, jegyzetek, notlar, メモ, 備考";

constexpr std::string_view tags = "tag, tags, label, labels, categories, category, group membership, groups, "
                                  "kategorien, kategorie, schlagworte, catégories, "
                                  "catégorie, categorías, categorie, categorieën, categorias, kategorie, kategorier, "
                                  "luokat, kategóriák, kategoriler, 分類";

constexpr Synonyms street{"street", "street address, address, address 1 street, address street, business street, home "
                                    "street, home address, address line 1, "
                                    "address 1, street 1, billing address, billing street, billing street address, "
                                    "other street, mailing street, straße, "
                                    "straße und hausnummer, straße hausnummer, straße hausnr, straße nr, straße und "
                                    "nr, anschrift, adresse, straße geschäftlich, straße privat, "
                                    "rue, adresse postale, calle, dirección, "
                                    "domicilio, via, indirizzo, straat, adres, rua, morada, endereço, ulica, gata, "
                                    "adress, gade, gate, katuosoite, osoite, "
                                    "ulice, adresa, utca, cím, sokak, cadde, adres, 番地, 住所, calle del trabajo, "
                                    "calle particular, werkadres straat, huisadres straat, weitere straße"};
constexpr Synonyms city{
    "city",
    "town, address 1 city, address city, business city, home city, billing city, other "
    "city, mailing city, locality, ort, stadt, "
    "wohnort, ort geschäftlich, ort privat, ville, ciudad, población, localidad, città, "
    "plaats, woonplaats, stad, cidade, "
    "localidade, miasto, miejscowość, postort, stad, by, poststed, kaupunki, "
    "postitoimipaikka, město, obec, helység, város, "
    "şehir, il, 市区町村, ciudad de trabajo, ciudad de residencia, werkadres plaats, huisadres plaats, weiterer ort"};
constexpr Synonyms region{"region", "state, state or region, state region, province, state province, county, address 1 "
                                    "region, business state, home state, "
                                    "billing state, billing region, other state, mailing state, bundesland, kanton, "
                                    "region geschäftlich, region privat, région, "
                                    "département, dép région, provincia, estado, regione, provincie, distrito, "
                                    "województwo, län, fylke, maakunta, kraj, megye, "
                                    "ilçe, 都道府県, provincia o estado de trabajo, provincia o estado de residencia, "
                                    "werkadres provincie, huisadres provincie, bundesland kanton privat"};
constexpr Synonyms postcode{
    "postcode", "zip, zip code, zipcode, postal code, post code, zip postal code, address 1 "
                "postal code, address zip, business postal code, "
                "home postal code, billing zip, billing postal code, billing postcode, other "
                "postal code, mailing zip, plz, postleitzahl, "
                "postleitzahl geschäftlich, postleitzahl privat, code postal, cp, código "
                "postal, cap, codice postale, cep, kod pocztowy, "
                "postnummer, postnr, postinumero, psč, irányítószám, posta kodu, 郵便番号, código postal del trabajo, "
                "código postal de residencia, werkadres postcode, huisadres postcode, weitere postleitzahl"};
constexpr Synonyms country{
    "country",
    "country region, address 1 country, address country, business country region, business country, home country "
    "region, "
    "home country, billing country, other country region, mailing country, nation, land, land region geschäftlich, "
    "pays, "
    "pays région, país, país o región, país região, paese, paese area geografica, land regio, kraj, kraj region, "
    "land region, maa, země, stát, ország, ülke, 国, 国 地域, país o región del trabajo, país o región de residencia, "
    "werkadres land regio, huisadres land regio"};

/// What no field is for, and what nobody wants to lose.
constexpr Synonyms kept{
    "+text",
    "plz ort, plz und ort, postleitzahl ort, ort plz, zip city, city state zip, city and zip, postcode city, code "
    "postal "
    "ville, "
    "other phone, more phones, more e mails, more addresses, more details, secondary "
    "email, second email, other email, additional email, email 2, e mail 2, e "
    "mail 2 value, e mail 2 address, email 3, "
    "e mail 3, e mail 3 value, e mail 3 address, phone 3, phone 3 value, phone 4 value, "
    "fax, fax number, business fax, home fax, "
    "telefax, home address 2, address 2, address line 2, position, job title, title, "
    "organization title, organization 1 title, "
    "department, lifecycle stage, middle name, birthday, date of birth, anniversary, "
    "funktion, position, abteilung, geburtstag, "
    "geburtsdatum, fonction, service, anniversaire, cargo, puesto, cumpleaños, functie, "
    "stanowisko, befattning, stilling, additional name, nickname, spitzname, pager, pager number, telex, street 2, "
    "street 3, straße 2, e mail 2 adresse, e mail 3 adresse, weitere vornamen, faks, télécopie, deuxième prénom, "
    "adresse de messagerie 2, adresse de messagerie 3, segundo nombre, fax del trabajo, departamento, dirección de "
    "correo electrónico 2, dirección de correo electrónico 3, secondo nome, reparto, posizione, compleanno, indirizzo "
    "posta elettronica 2, middelste naam, afdeling, fax op werk, verjaardag, e mailadres 2, e mailadres 3"};

constexpr std::array clients{
    Synonyms{"first_name", first_name},
    Synonyms{"last_name", last_name},
    Synonyms{"+name", full_name},
    Synonyms{"email", email},
    Synonyms{"phone", phone},
    Synonyms{"other_phone", other_phone},
    Synonyms{"company", company},
    Synonyms{"organisation", "organisation, client organisation, client organization"},
    street,
    city,
    region,
    postcode,
    country,
    Synonyms{"website", website},
    Synonyms{"tags", tags},
    Synonyms{"assignee", "assigned to, owner, account manager, responsible, zuständig, betreuer"},
    Synonyms{"description", description},
    Synonyms{"client_since",
             "subscription date, customer since, since, joined, date joined, member since, signup date, "
             "sign up date, start date, connected on, kunde seit, client depuis, cliente desde, cliente dal"},
    Synonyms{
        "reference",
        "customer id, client id, customer number, client number, customer no, client no, account number, account id, "
        "record id, id, number, kundennummer, kunden nr, kundennr, kunden id, numéro de client, número de cliente, "
        "codice cliente, klantnummer, numer klienta, kundnummer, kundenummer, asiakasnumero, číslo zákazníka, "
        "ügyfélszám, "
        "müşteri no, 顧客番号"},
    Synonyms{"type", "client type, customer type, typ"},
    Synonyms{"status", "client status, customer status"},
    Synonyms{"priority", "priorität, importance, priorité, prioridad, priorità, prioriteit, prioridade, priorytet"},
    Synonyms{"rating", "stars, bewertung"},
    kept,
};

constexpr std::array companies{
    Synonyms{"name",
             "company, company name, organization name, organisation name, organization, organisation, "
             "organization 1 name, account name, firma, unternehmen, société, entreprise, empresa, azienda, bedrijf, "
             "nazwa firmy, företag, firmanavn, yritys, společnost, cég, şirket, 会社名"},
    Synonyms{"email", email},
    Synonyms{"phone", phone},
    Synonyms{"website", website},
    street,
    city,
    region,
    postcode,
    country,
    Synonyms{"description", description},
    kept,
};

constexpr std::array contacts{
    Synonyms{"name", full_name},
    Synonyms{"email", email},
    Synonyms{"phone", phone},
    Synonyms{"position", "position, job title, title, role, organization title, organization 1 title, funktion"},
};

constexpr std::array everything{
    Synonyms{"+id", "clientbox id"},
    Synonyms{"first_name", first_name},
    Synonyms{"last_name", last_name},
    Synonyms{"+name", full_name},
    Synonyms{"email", email},
    Synonyms{"phone", phone},
    Synonyms{"other_phone", other_phone},
    Synonyms{"company", company},
    street,
    city,
    region,
    postcode,
    country,
    Synonyms{"website", website},
    Synonyms{"tags", tags},
    Synonyms{"description", description},
    kept,
};

constexpr std::array choices{
    Synonyms{"type.person", "person, individual, private, privat, privatperson, particulier, particular, privato"},
    Synonyms{"type.organisation",
             "organisation, organization, company, business, firma, unternehmen, entreprise, société, "
             "empresa, azienda, bedrijf"},
    Synonyms{"status.prospect", "prospect, lead, interessent, potential, prospecto"},
    Synonyms{"status.active", "active, aktiv, actif, activo, attivo, actief, ativo, aktywny, current, yes, ja"},
    Synonyms{"status.on_hold", "on hold, pausiert, ruht, paused, en attente"},
    Synonyms{"status.archived",
             "archived, archiviert, inactive, inaktiv, ehemalig, former, archivé, inactif, inactivo"},
    Synonyms{"priority.low",
             "low, niedrig, gering, basse, faible, baja, bassa, laag, baixa, niski, låg, lav, matala, nízká, "
             "alacsony, düşük, 低"},
    Synonyms{"priority.normal",
             "normal, medium, mittel, normale, moyenne, normaal, normalny, normaali, normální, orta, 標準, 中"},
    Synonyms{"priority.high",
             "high, hoch, urgent, dringend, haute, élevée, alta, hoog, wysoki, hög, høj, høy, korkea, vysoká, "
             "magas, yüksek, 高"},
};

}  // namespace

std::span<const Synonyms> synonyms_of(std::string_view plural) {
    if (plural == "clients") return clients;
    if (plural == "companies") return companies;
    if (plural == "contacts") return contacts;
    return {};
}

std::span<const Synonyms> all_synonyms() { return everything; }

std::span<const Synonyms> choice_words() { return choices; }

}  // namespace exchange
