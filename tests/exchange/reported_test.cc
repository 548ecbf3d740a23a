// What users of this and other programs reported, class by class; each case is a file of reports/. A dry run says in all of them what the
// run does (import_into).
#include "exchange/reported.h"

#include <catch2/catch_test_macros.hpp>
#include <sstream>

#include "exchange/export.h"
#include "exchange/person_name.h"
#include "office/clients/note.h"
#include "storage/error.h"
#include "storage/upkeep/check.h"

using namespace exchange;
using namespace exchange::tests;

namespace {

std::string exported(const Office& office) {
    std::ostringstream out;
    export_file(office.store, "clients", out);
    return out.str();
}

/// What several files say in one column of their only client.
void each_says(std::initializer_list<const char*> files, std::string_view column, std::string_view value) {
    for (const char* name : files) {
        INFO(name);
        const Imported all = imported(name);
        CHECK(all.of(0, column) == value);
        CHECK(all.result.counts.wrong == 0);
    }
}

std::string refusal(std::string bytes) {
    try {
        const Table table(std::move(bytes));
    } catch (const storage::Error& error) {
        return error.what();
    }
    return "";
}

}  // namespace

TEST_CASE("class A: who only looks alike is somebody else", "[E1][C3]") {
    CHECK(imported("A1.csv").clients.size() == 2);
    const Imported companies = imported("A3.csv");
    CHECK(companies.of(0, "company") == "Bär GmbH");
    CHECK(companies.of(1, "company") == "Bar GmbH");
    Office office;
    import_into(office, "First name,Last name,E-mail\nPerson,One,ann@muller.example\n");
    const Imported second = import_into(office, file("A2.csv"), true);
    CHECK(second.of(0, "last_name") == "One");
    CHECK(second.of(1, "email") == "ann@müller.example");
}

TEST_CASE("classes B and C: addresses and numbers are clean and one", "[E1]") {
    const Imported domains = imported("B1.csv");
    CHECK(domains.clients.size() == 1);
    CHECK(domains.told(3) == "E-mail as in row 2");
    const Imported phones = imported("C1.csv");
    CHECK(phones.of(0, "phone") == "+49 30 5550101");
    CHECK(phones.of(2, "phone") == "030 5550103");
    const Imported mails = imported("C2.csv");
    for (std::size_t i = 0; i < 5; ++i) CHECK(mails.of(i, "email") == std::string(1, "abcde"[i]) + "@c2.example");
    const Imported lines = imported("C6.csv");
    CHECK(lines.of(0, "first_name") == "Ann M");
    CHECK(lines.of(1, "first_name") == "Bob M");
    CHECK(lines.of(2, "first_name") == "Cid M");
}

TEST_CASE("class D: one stray byte spoils nothing, and encodings are told apart", "[E1]") {
    const Imported stray = imported("D1.csv");
    CHECK(stray.of(0, "last_name") == "Größe");
    CHECK(stray.of(1, "billing_address.city") == "Łódź");
    CHECK(stray.of(2, "billing_address.city") == "5 – 7");
    const Imported mac = imported("D3.csv");
    CHECK(mac.of(0, "name") == "Müller, Jürgen");
    CHECK(mac.of(1, "name") == "Größ, René");
    const Imported mended = imported("D6.csv");
    CHECK(mended.of(0, "name") == "Müller, Jürgen");
    CHECK(mended.of(1, "name") == "D’Arc, René");
}

TEST_CASE("class E: rows are cut as whoever wrote them meant it", "[E1]") {
    const Imported spaces = imported("E1.csv");
    CHECK(spaces.of(0, "billing_address.street") == "5 High St, Flat 2");
    CHECK(spaces.of(1, "billing_address.city") == "York");
    CHECK(imported("E2.csv").of(0, "description") == "he said \"call, please\" twice");
    CHECK(imported("E3.csv").of(1, "name") == "Cee, Bob");
    each_says({"E5.csv"}, "last_name", "B");
    const Imported above = imported("E6.csv");
    CHECK(above.of(0, "client_since") == "2023-12-12");
    CHECK(above.of(1, "company") == "Cee & Sons");
    CHECK(above.of(1, "incomplete") == "yes");
    CHECK(Table(file("E8.csv")).footer_lines() == 3);
    CHECK(imported("E8.csv").result.counts == Row_counts{.made = 1});
    CHECK(imported("E11.csv").result.counts == Row_counts{.made = 1});
    each_says({"title.csv"}, "name", "Row, Tea");
    const Imported ragged = imported("ragged.csv");
    CHECK(ragged.result.counts == Row_counts{.made = 2, .wrong = 1});
    CHECK(ragged.told(6) == "This row has 8 cells, but there are 6 columns");
}

TEST_CASE("class F: a value that cannot be read never sinks its row, and is told", "[E1]") {
    const Imported nothing = imported("F1.csv");
    CHECK(nothing.result.counts == Row_counts{.made = 5});
    CHECK(nothing.told(2) == "Phone is taken as empty; City is taken as empty");
    CHECK(nothing.of(1, "billing_address.city").empty());
    CHECK(nothing.of(4, "last_name") == "Null");
    CHECK(imported("F10.csv").of(0, "tags") == "VIP, Newsletter 2024");
    const Imported marks = imported("F11.csv");
    CHECK(marks.of(0, "phone") == "0170 5550101");
    CHECK(marks.of(0, "reference") == "00123");
    CHECK(marks.of(0, "billing_address.postcode") == "01067");
    CHECK(marks.of(1, "name") == "'t Hooft, Jan");
    CHECK(marks.of(1, "billing_address.city") == "'s-Gravenhage");
    const Imported broken = imported("F15.csv");
    CHECK(broken.result.counts == Row_counts{.made = 3});
    CHECK(broken.told(4) == "Phone was broken by a spreadsheet, and is left empty");
    const Imported choices = imported("F16.csv");
    CHECK(choices.of(0, "priority") == "high");
    CHECK(choices.of(0, "description") == "Status as imported: Kunde");
    CHECK(choices.told(2) == "Status is not one of the choices (kept as text)");
    const Imported sites = imported("F7.csv");
    CHECK(sites.of(0, "website").empty());
    CHECK(sites.of(1, "description") == "Website as imported: @handle");
    CHECK(sites.result.counts == Row_counts{.made = 4});
    const Imported days = imported("F8.csv");
    for (std::size_t i = 0; i < 8; ++i) CHECK(days.of(i, "client_since") == "2024-12-31");
}

TEST_CASE("class F: money and yes or no of an office's own fields", "[E1]") {
    const auto with_fields = [](std::string_view name) {
        Office office;
        add_field(office, "Budget", storage::Custom_type::money);
        add_field(office, "Key holder", storage::Custom_type::yes_no);
        return import_into(office, file(name));
    };
    const Imported column = with_fields("F2.csv");
    CHECK(column.of(0, "custom.budget") == "1234.50");
    CHECK(column.of(1, "custom.budget") == "1200.00");
    CHECK(column.of(2, "custom.budget") == "99.50");
    const Imported signs = with_fields("F3.csv");
    for (std::size_t i = 0; i < 3; ++i) CHECK(signs.of(i, "custom.budget") == "1200.50");
    const Imported holders = with_fields("F4.csv");
    for (const std::size_t yes : {0, 2, 3}) CHECK(holders.of(yes, "custom.key_holder") == "yes");
    CHECK(holders.of(4, "custom.key_holder").empty());
    CHECK(holders.of(4, "description") == "Key holder as imported: vielleicht");
}

TEST_CASE("class F: a note of 200 kB goes into notes, whole", "[E1]") {
    Office office;
    std::string text;
    while (text.size() < 200'000) text += "long text ";
    const Imported all =
        import_into(office, "First name,Last name,E-mail,Notes\nAnn,Bee,a@f6.example,\"" + text + "\"\n");
    CHECK(all.told(2) == "Description has more than 20000 characters (the rest is in notes)");
    std::string whole = all.of(0, "description");
    office.store.read([&](const storage::Read& read) {
        for (const storage::Id id : read.where<&office::Note::client>(storage::Ref<office::Client>{1}))
            whole += read.get<office::Note>(id).text.text;
    });
    std::erase(whole, ' ');
    std::erase(text, ' ');
    CHECK(whole == text);
    CHECK(storage::check(office.store, {}).problems.empty());
}

TEST_CASE("class G: columns of other programs are known, and what finds no field is kept", "[E1]") {
    const Imported thunderbird = imported("G1.csv");
    CHECK(thunderbird.of(0, "billing_address.street") == "5 High St");
    CHECK(thunderbird.of(0, "billing_address.postcode") == "LS1 1AA");
    CHECK(thunderbird.of(0, "other_phone") == "07700 900101");
    CHECK(thunderbird.of(0, "description") ==
          "a note\nSecondary Email: ann2@g1.example\nHome Phone: 0113 5550102\nHome Address 2: Flat 2");
    CHECK(thunderbird.of(1, "name") == "Shop, Solo");
    const Imported hubspot = imported("G3.csv");
    CHECK(hubspot.of(0, "company") == "Bee Ltd");
    CHECK(hubspot.of(0, "other_phone") == "07700 900101");
    CHECK(hubspot.of(0, "reference") == "51");
    const Imported salesforce = imported("G4.csv");
    CHECK(salesforce.of(0, "billing_address.city") == "Leeds");
    CHECK(salesforce.of(0, "company") == "Bee Ltd");
    CHECK(imported("G6.csv").of(0, "billing_address.street") == "5 High St");
    each_says({"G8.csv"}, "name", "Bee, Ann");
    const Imported french = imported("outlook-fr.csv");
    CHECK(french.of(0, "name") == "Lefèvre, Noël");
    CHECK(french.of(0, "billing_address.city") == "Lyon");
    CHECK(french.of(0, "phone") == "04 55 50 10 10");
}

TEST_CASE("class H: a list that was exported here comes back and changes what was changed", "[E1][E2]") {
    Office office;
    import_into(office, "First name,Last name,E-mail,Phone,Company\n"
                        "Mary,Fox,mary@h1.example,030 5550101,Bee Ltd\n,,,030 5550102,Acme Tools Ltd\n");
    Csv_export rows(office.store, storage::record_type<office::Client>(),
                    storage::List{.tag = storage::index_tag::created}, {"name", "email", "phone", "company"});
    rows.carry_id();
    std::string csv;
    while (rows.next(csv)) {
    }
    csv.replace(csv.find("030 5550101"), 11, "030 7777777");
    const Imported again = import_into(office, csv, true);
    CHECK(again.result.counts == Row_counts{.updated = 2});
    CHECK(again.of(0, "phone") == "030 7777777");
    CHECK(again.of(0, "name") == "Fox, Mary");
    CHECK(again.of(0, "company") == "Bee Ltd");
    CHECK(again.of(1, "name") == "Acme Tools Ltd");
    CHECK(again.clients.size() == 2);
    Office other;  // where record 1 is somebody else
    import_into(other, "First name,Last name,E-mail\nZoe,Other,zoe@h1.example\n");
    CHECK(import_into(other, csv, true).of(0, "name") == "Other, Zoe");
}

TEST_CASE("class H: nobody is lost, and nobody is doubled", "[E1][C3]") {
    Office office;
    const Imported couple = import_into(office, file("H2.csv"));
    CHECK(couple.of(1, "name") == "Bee, Bob");
    CHECK(couple.of(1, "description") == "E-mail as imported: family@h2.example");
    CHECK(couple.told(3).starts_with("E-mail as in row 2 (kept as text)"));
    CHECK(import_into(office, file("H2.csv")).clients.size() == 2);
    Office keyless;
    import_into(keyless, file("H3.csv"));
    for (const bool update : {false, true}) {
        const std::string before = exported(keyless);
        const Imported again = import_into(keyless, file("H3.csv"), update);
        CHECK(again.result.counts == Row_counts{.skipped = 2});
        CHECK(again.told(2) == "The same is here already");
        CHECK(exported(keyless) == before);
    }
    Office companies;
    import_into(companies, file("H4.csv"));
    CHECK(companies.store.read(
              [](const storage::Read& read) { return read.count(storage::record_type<office::Company>()); }) == 1);
}

TEST_CASE("class H: what is no table says what it is instead", "[E1]") {
    CHECK(refusal("BEGIN:VCARD\r\nVERSION:3.0\r\n") == "The contact cards in this file say nothing.");
    CHECK(refusal(std::string("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0", 10)).starts_with("This is an old Excel file"));
    CHECK(refusal("%PDF-1.7\n").starts_with("This is a PDF"));
    CHECK(refusal("<html><table><tr><td>a</td></tr></table></html>").starts_with("This is a web page"));
    CHECK(refusal("[{\"name\": \"Ann\"}]").starts_with("This is a JSON file"));
}

TEST_CASE("names, addresses and numbers that people note in one cell", "[E1]") {
    const Imported names = imported("fullname.csv");
    CHECK(names.of(0, "name") == "Madonna");
    CHECK(names.of(1, "last_name") == "van der Berg");
    CHECK(names.of(2, "last_name") == "López");
    CHECK(names.of(3, "name") == "Müller jr., Dr. Hans-Peter");
    CHECK(names.of(4, "name") == "王小明");
    const Imported only = imported("emails.csv");
    CHECK(only.of(0, "name") == "ann@only.example");
    CHECK(only.of(0, "incomplete") == "yes");
    const Imported mails = imported("mails.csv");
    CHECK(mails.result.counts == Row_counts{.made = 11});
    CHECK(mails.of(2, "email") == "three@m.example");
    CHECK(mails.of(2, "description") == "E-mail: 3b@m.example");
    CHECK(mails.told(4) == "E-mail has several values (kept as text)");
    CHECK(mails.of(6, "email") == "\"odd local\"@m.example");
    CHECK(mails.of(8, "email") == "nine@m.example");
    CHECK(mails.of(9, "description") == "E-mail as imported: x");
    const Imported phones = imported("phones.csv");
    CHECK(phones.result.counts == Row_counts{.made = 9});
    CHECK(phones.of(1, "phone") == "0170/5550102");
    CHECK(phones.of(1, "other_phone") == "0171/5550103");
    CHECK(phones.of(5, "phone") == "+49-30-5550106");
    CHECK(phones.of(6, "phone") == "0305550107");
    const Imported several = imported("g-multi.csv");
    CHECK(several.of(0, "tags") == "VIP");
    CHECK(several.of(0, "phone") == "0171 555 0101");
    CHECK(several.of(0, "description").contains("0171 555 0102"));
    CHECK(several.of(0, "description").contains("mira.two@stone.example"));
}

TEST_CASE("spreadsheets, web forms and lists of all sorts", "[E1]") {
    const Imported numbers = imported("sci.csv");
    CHECK(numbers.of(0, "phone").empty());
    CHECK(numbers.told(2) == "Phone was broken by a spreadsheet (kept as text)");
    CHECK(numbers.of(1, "phone") == "0170555");
    const Imported tags = imported("tags.csv");
    for (std::size_t i = 0; i < 3; ++i) CHECK(tags.of(i, "tags") == "VIP, Lead");
    CHECK(tags.of(1, "status") == "active");
    CHECK(tags.of(1, "rating") == "3");
    CHECK(tags.of(2, "rating") == "4");
    CHECK(tags.of(2, "description") == "Status as imported: Customer");
    const Imported organisations = imported("orgs.csv");
    CHECK(organisations.of(1, "organisation") == "Smith, Sons & Co.");
    CHECK(organisations.of(1, "type") == "organisation");
    const Imported doubled = imported("duphead.csv");
    CHECK(doubled.of(0, "other_phone") == "555-0102");
    CHECK(doubled.of(0, "description") == "first note\nsecond note");
    const Imported web = imported("html.csv");
    CHECK(web.of(0, "last_name") == "Müller");
    CHECK(web.of(0, "company") == "Tom & Jerry");
    const Imported days = imported("dates.csv");
    for (const std::size_t sure : {0, 1, 2, 4, 5, 6}) CHECK(days.of(sure, "client_since") == "2024-12-31");
    CHECK(days.of(3, "description") == "Client since as imported: 03/04/2024");
}

TEST_CASE("how somebody chose to read a file is how it is read", "[E1]") {
    Office office;
    const std::string csv = "First name,Last name,E-mail,Client since,Status\nA,A,a@r.example,03/04/2024,Kunde\n";
    Format format = Table(csv).format();
    format.style.dates = storage::Date_order::day_first;
    format.choices["status=kunde"] = "archived";
    const Table table(Text_file(csv), format_of(lines_of(format)));
    const Task task = task_for(office, table, false);
    for (Slices slices(task, table, office.definitions()); !slices.ended();)
        office.store.write(office.actor,
                           [&](storage::Write& write) { slices.run(write, [](const Row_verdict&, const Cells&) {}); });
    const auto client = office.clients().at(0);
    CHECK(storage::show_date(client.client_since) == "2024-04-03");
    CHECK(client.status == office::Status::archived);
}

TEST_CASE("a row is refused when nobody could tell who it is", "[E1]") {
    Office office;
    const Imported all = import_into(office, "First name,Last name,E-mail,Phone,City\n,,,,Bonn\n,,,030 5550101,\n");
    CHECK(all.result.counts == Row_counts{.made = 1, .wrong = 1});
    CHECK(all.of(0, "name") == "030 5550101");
}

TEST_CASE("a file of one column is not cut in its texts", "[E1]") {
    Office office;
    const Imported mails =
        import_into(office, "E-mail\nann@one.example; ann@two.example\nbob@one.example\ncid@one.example\n");
    CHECK(mails.result.counts == Row_counts{.made = 3});
    CHECK(mails.of(0, "email") == "ann@one.example");
    CHECK(mails.of(0, "description") == "E-mail: ann@two.example");
    Office another;
    const Imported names = import_into(another, "Name\nBee, Ann\nCee, Bob\n");
    CHECK(names.of(0, "first_name") == "Ann");
    CHECK(names.of(1, "last_name") == "Cee");
}

TEST_CASE("whole names are cut in either order", "[E1]") {
    using enum Name_order;
    CHECK(person_name("Nagy János", family_first) == Person_name{"János", "Nagy"});
    CHECK(person_name("Smith, MBA", given_first) == Person_name{"", "Smith, MBA"});
    CHECK(person_name("Ludwig van Beethoven", given_first) == Person_name{"Ludwig", "van Beethoven"});
    CHECK(is_organisation("Beck Bau GmbH"));
    CHECK(!is_organisation("Solo Shop"));
}
