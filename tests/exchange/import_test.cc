// Rows of a file become records: what goes in, what does not, and why.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "exchange/export.h"
#include "exchange/office.h"
#include "storage/custom_field.h"
#include "storage/upkeep/check.h"

using namespace exchange;
using namespace exchange::tests;

namespace {

std::string exported(const Office& office, std::string_view plural = "clients") {
    std::ostringstream out;
    export_file(office.store, plural, out);
    return out.str();
}

/// Of an export: its last column, which is that of the office.
std::string without_ids(std::string_view csv) {
    std::string rest;
    Csv_reader reader(csv, {});
    for (Cells cells; reader.next(cells);) append_row(rest, std::span(cells).first(cells.size() - 1));
    return rest;
}

void check_same(const Result& dry, const Result& real) {
    CHECK(dry.counts == real.counts);
    REQUIRE(dry.rows.size() == real.rows.size());
    for (std::size_t i = 0; i < dry.rows.size(); ++i) {
        INFO("row " << dry.rows[i].row);
        CHECK(dry.rows[i].action == real.rows[i].action);
        CHECK(dry.rows[i].why == real.rows[i].why);
        if (dry.rows[i].action == Row_action::error) CHECK(dry.rows[i].name == real.rows[i].name);
    }
}

constexpr std::string_view mixed =
    "First Name,Last Name,E-mail,Phone,Company,Tags,Assignee,Client since,Rating,Newsletter\n"
    "Ann,Aalto,ann@a.example,+358 40 123,Acme,\"VIP, Lead\",,2024-12-15,3,yes\n"  // 2
    "Bea,,bea@b.example,,,,,,,\n"                                                 // 3: lacks a last name
    "Cid,Castle,cid,,,,,,,\n"                                                     // 4: e-mail
    "Dan,Dahl,dan@d.example,12,,,,,,\n"                                           // 5: phone
    "Eve,Ekl,eve@e.example,,,,Nobody,,,\n"                                        // 6: assignee
    "Fay,Falk,fay@f.example,,,,,30.2.2024,,\n"                                    // 7: date
    "Gus,Gran,gus@g.example,,,,,30.2.2024,9,maybe\n"                              // 8: date and rating
    "Hal,Holm\n"                                                                  // 9: short
    "Ann,Other,ANN@A.example,,Zebra,VIP,,,5,\n"                                   // 10: as in row 2
    "Old,Friend,OLD@o.example,555-1234,,,,,,\n"                                   // 11: here already
    "Old,Chum,old@o.example,,,,,,,\n"                                             // 12: here already
    "Ida,Ito,ida@i.example,,acme,\"lead, New\",tess@office.example,,,\n"          // 13
    "Ivo,Ivic,ivo@i.example,,,,,,,,more\n";                                       // 14

Office& furnished(Office& office) {
    office.add(
        office::Client{.first_name = "Old", .last_name = "Olga", .email = {"old@o.example"}, .phone = {"999 99"}});
    office.add(office::User{.name = "Tess", .email = {"tess@office.example"}, .role = office::Role::staff});
    return office;
}

}  // namespace

TEST_CASE("an import makes clients with companies, tags and dates", "[E1]") {
    Office office;
    const Result result = run(office, customers(30));
    CHECK(result.counts == Row_counts{.made = 30});
    const auto clients = office.clients();
    REQUIRE(clients.size() == 30);
    CHECK(clients[0].name() == "Ferrell1, Kristina");
    CHECK(clients[0].reference == "EB54EF000000001");
    CHECK(clients[0].status == office::Status::active);
    CHECK(storage::show_date(clients[0].client_since) == "2001-02-15");
    office.store.read([&](const storage::Read& read) {
        CHECK(read.get(clients[0].company).name == "Ferrell, Kristina and Ferrell 0");
        CHECK(read.search(storage::record_type<office::Client>(), "eb54ef000000001", 5).size() == 1);
    });
    CHECK(storage::check(office.store, {}).problems.empty());
}

TEST_CASE("every row has a verdict with its reason, and good rows go in", "[E1]") {
    Office office;
    const Result result = run(furnished(office), mixed);
    CHECK(result.counts == Row_counts{.made = 9, .skipped = 3, .wrong = 1});
    const auto why = [&](std::size_t row) { return result.rows.at(row - 2).why; };
    CHECK(why(3) == "Details are incomplete");
    CHECK(why(4).starts_with("E-mail is not an e-mail address"));
    CHECK(why(4).ends_with("(kept as text); Details are incomplete"));
    CHECK(why(5) == "Phone is not a phone number (kept as text)");
    CHECK(why(6) == "Assignee is not a user's name or e-mail address (kept as text)");
    CHECK(why(7).starts_with("Client since "));
    CHECK(why(8).contains("Rating "));
    CHECK(why(8).contains("; "));
    CHECK(why(9) == "Details are incomplete");
    CHECK(why(14) == "This row has 11 cells, but there are 10 columns");
    CHECK(why(10) == "E-mail as in row 2");
    CHECK(why(11) == "E-mail is here already");
    CHECK(result.rows.at(11 - 2).name == "Friend, Old");
    CHECK(office.clients().size() == 10);
    CHECK(office.store.read(
              [](const storage::Read& read) { return read.count(storage::record_type<office::Tag>()); }) == 3);
    CHECK(storage::check(office.store, {}).problems.empty());
}

TEST_CASE("an existing client is updated in what the file has, when that is chosen", "[E1]") {
    Office office;
    const Result result = run(furnished(office), mixed, true);
    CHECK(result.counts == Row_counts{.made = 9, .updated = 3, .wrong = 1});
    const auto clients = office.clients();
    CHECK(clients[0].name() == "Chum, Old");
    CHECK(clients[0].phone.text == "555-1234");  // row 12 has none, so that of row 11 stays
    CHECK(clients[0].email.text == "old@o.example");
    CHECK(clients[1].name() == "Other, Ann");
    CHECK(clients[1].rating.count == 5);
    CHECK_FALSE(clients[1].newsletter);  // a file's word is no consent
}

TEST_CASE("a dry run says what the run does, and writes nothing", "[E1]") {
    for (const bool update : {false, true}) {
        Office office;
        furnished(office);
        const auto version = office.store.version();
        const Result dry = check(office, mixed, update);
        CHECK(office.store.version() == version);
        CHECK(office.clients().size() == 1);
        check_same(dry, run(office, mixed, update));
        check_same(check(office, mixed, update), run(office, mixed, update));
    }
}

TEST_CASE("an update of a row above that would leave a wrong client is an error in both", "[E1]") {
    Office office;
    const std::string csv = "type,organisation,first_name,last_name,email\n"
                            "organisation,Acme,,,info@a.example\n"
                            "person,,,,info@a.example\n"
                            "person,,Ann,Aalto,info@a.example\n";
    const Result dry = check(office, csv, true);
    CHECK(dry.counts == Row_counts{.made = 1, .updated = 1, .wrong = 1});
    CHECK(dry.rows[1].why == "First name is required; Last name is required");
    check_same(dry, run(office, csv, true));
}

TEST_CASE("line breaks, guards and labels of other programs are understood", "[E1]") {
    Office office;
    const Result result = run(office, "First Name,Last Name,E-mail,Street,Notes,Labels\n"
                                      "Ann,'-A,ann@a.example,\"1 Main St\r\nUnit 4\",\"one\ntwo\",VIP ::: Lead\n");
    CHECK(result.counts.made == 1);
    const auto client = office.clients().at(0);
    CHECK(client.last_name == "-A");
    CHECK(client.billing_address.street == "1 Main St, Unit 4");
    CHECK(client.description.text == "one\ntwo");
    CHECK(client.tags.size() == 2);
}

TEST_CASE("export and import into an empty office give the same export", "[E2]") {
    Office office;
    office.add(storage::Custom_field{.of_kind = office::Client::kind.number,
                                     .name = "budget",
                                     .label = "Budget",
                                     .type = storage::Custom_type::money});
    run(furnished(office), mixed);
    run(office, "first_name,last_name,email,custom.budget,description,tags,type,organisation,status\n"
                "=Zoë,\"O\"\"Brien\",zoe@z.example,1234.5,\"- a list\n- of two\",\"New, VIP\",,,prospect\n"
                ",,office@z.example,,,,organisation,Zed & Sons,archived\n");
    const std::string first = exported(office);
    CHECK(first.contains("'=Zoë"));
    CHECK(first.contains("1234.50"));

    Office other;
    other.add(office::User{.name = "Tess", .email = {"tess@office.example"}, .role = office::Role::staff});
    other.add(storage::Custom_field{.of_kind = office::Client::kind.number,
                                    .name = "budget",
                                    .label = "Budget",
                                    .type = storage::Custom_type::money});
    const Result result = run(other, first);
    CHECK(result.counts == Row_counts{.made = 12});
    CHECK(without_ids(exported(other)) == without_ids(first));
    CHECK(without_ids(exported(other, "tags")) == without_ids(exported(office, "tags")));
}

TEST_CASE("a number of three decimals comes back from an export as it was", "[E2][B2]") {
    Office office;
    storage::Custom_field weight;
    weight.of_kind = office::Client::kind.number;
    weight.name = weight.label = "weight";
    weight.type = storage::Custom_type::number;
    office.add(weight);
    run(office, "First name,Last name,E-mail,weight\nA,A,a@f.example,1.2340\n");
    const std::string csv = exported(office);
    const auto again = run(office, csv, true);
    INFO(csv);
    CHECK(again.counts == Row_counts{.updated = 1});
    CHECK(exported(office) == csv);
    CHECK(csv.contains("1.2340"));
}

TEST_CASE("a column's days are read in the order that its rows show, and are asked about where none does", "[E1]") {
    const auto imported = [](std::string_view first, std::string_view second) {
        Office office;
        const Result result = run(office, std::format("First name,Last name,E-mail,Client since\n"
                                                      "A,A,a@d.example,{}\nB,B,b@d.example,{}\n",
                                                      first, second));
        const auto is_asked = [](const Row_verdict& row) {
            return row.why.ends_with("type one of them (kept as text)");
        };
        return std::format("{} {}", exported(office).contains("2026-04-03"),
                           std::ranges::count_if(result.rows, is_asked));
    };
    CHECK(imported("31/12/2026", "03/04/2026") == "true 0");
    CHECK(imported("12/31/2026", "04/03/2026") == "true 0");
    CHECK(imported("2026-12-31", "3.4.2026") == "true 0");
    CHECK(imported("2026-12-31", "03/04/2026") == "false 1");
    CHECK(imported("5/6/2026", "03/04/2026") == "false 2");
}

TEST_CASE("a long export comes in batches and has every record once", "[E2][large]") {
    Office office;
    run(office, customers(1'234));
    Csv_export rows(office.store, storage::record_type<office::Client>(),
                    storage::List{.tag = storage::index_tag::created}, {"reference", "name", "created"});
    std::string text;
    std::size_t batches = 1;
    while (rows.next(text)) ++batches;
    CHECK(batches == 3);
    const Table table(text);
    CHECK(table.rows() == 1'234);
    CHECK(table.header() == Cells{"reference", "name", "created"});
    CHECK_THROWS_AS(Csv_export(office.store, storage::record_type<office::User>(),
                               storage::List{.tag = storage::index_tag::created}, {"password"}),
                    storage::Error);
}

TEST_CASE("the command line tells what it did and keeps what failed", "[E1][X7]") {
    Office office;
    furnished(office);
    const auto file = office.folder.path() / "mixed.csv";
    std::ofstream(file, std::ios::binary) << mixed;
    std::ostringstream dry;
    CHECK(import_file(office.store, office.actor, "clients", file, {.dry_run = true}, dry) == 1);
    CHECK(dry.str().contains("First Name → First name"));
    CHECK(dry.str().contains("9 created, 0 updated, 3 skipped, 1 failed. Nothing was written"));
    CHECK(office.clients().size() == 1);

    std::ostringstream real;
    CHECK(import_file(office.store, office.actor, "clients", file, {}, real) == 1);
    CHECK(real.str().contains("Row 4 (Castle, Cid): E-mail is not an e-mail address"));
    CHECK(real.str().contains("Row 11 (Friend, Old), skipped: E-mail is here already"));
    CHECK(real.str().contains("Row 14, failed: This row has 11 cells"));
    CHECK(office.clients().size() == 10);
    std::ifstream failed(office.folder.path() / "imports/1/failed.csv", std::ios::binary);
    const std::string rest{std::istreambuf_iterator<char>(failed), {}};
    const Table table(rest);
    CHECK(table.rows() == 1);
    CHECK(rest.contains("14,,\"This row has 11 cells, but there are 10 columns\",Ivo,Ivic,ivo@i.example"));
    CHECK(check(office, rest).counts.wrong == 1);  // can be corrected and imported again

    CHECK_THROWS_AS(import_file(office.store, office.actor, "trees", file, {}, real), storage::Error);
    CHECK_THROWS_AS(import_file(office.store, office.actor, "clients", "/nowhere.csv", {}, real), storage::Error);
}

TEST_CASE("what is pasted along with names and addresses is not imported", "[E1]") {
    Office office;
    const auto result = run(office, "First name,Last name,E-mail,Phone\n"
                                    "Ann\tM,Bee,\uFEFFa@c.example\u200B,\u202A+49 30 5550101\u202C\n"
                                    "Bob\vM,Cee,b@c.exam\u00ADple,\u2068030\u00A05550103\u2069\n"
                                    "Cid\u2028M,Dee,Cid <c@c.example>,\n"
                                    "\u00A0,\u200B,d@c.example,\n");
    CHECK(result.counts.made == 4);
    CHECK(result.rows[3].why == "Details are incomplete");
    const auto clients = office.clients();
    CHECK(clients[0].first_name == "Ann M");
    CHECK(clients[0].email.text == "a@c.example");
    CHECK(clients[0].phone.text == "+49 30 5550101");
    CHECK(clients[1].first_name == "Bob M");
    CHECK(clients[1].email.text == "b@c.example");
    CHECK(clients[1].phone.text == "030 5550103");
    CHECK(clients[2].first_name == "Cid M");
    CHECK(clients[2].email.text == "c@c.example");
}

TEST_CASE("the whole column says what a sign between digits means, and without that nothing is guessed", "[E1][B2]") {
    const auto budgets = [](std::string_view rows) {
        Office office;
        storage::Custom_field budget;
        budget.of_kind = office::Client::kind.number;
        budget.name = budget.label = "budget";
        budget.type = storage::Custom_type::money;
        office.add(budget);
        const std::string csv = "First name;Last name;E-mail;budget\n" + std::string(rows);
        const Result dry = check(office, csv);
        const Result result = run(office, csv);
        std::string told;
        for (std::size_t i = 0; i < result.rows.size(); ++i) {
            CHECK(dry.rows[i].why == result.rows[i].why);
            told += result.rows[i].why + "|";
        }
        for (const auto& client : office.clients()) {
            const auto* value = client.custom.find(budget.id == 0 ? 1 : budget.id);
            told += (value == nullptr ? "none" : storage::show_custom(*value, {})) + " ";
        }
        return told;
    };
    CHECK(budgets("A;A;a@f.example;1.234,50\nB;B;b@f.example;1.200\nC;C;c@f.example;99,5\n") ==
          "|||1234.50 1200.00 99.50 ");
    CHECK(budgets("A;A;a@f.example;1.200\nB;B;b@f.example;€ 7.500\nC;C;c@f.example;1\u00A0200,50 EUR\n") ==
          "|||1200.00 7500.00 1200.50 ");
    CHECK(budgets("A;A;a@f.example;1,200\nB;B;b@f.example;€12.50\n") == "||1200.00 12.50 ");
    CHECK(budgets("A;A;a@f.example;$12.50\nB;B;b@f.example;3\n") ==
          "budget is in another currency than the office's (kept as text)||none 3.00 ");
    CHECK(budgets("A;A;a@f.example;1.200\nB;B;b@f.example;300\n") ==
          "budget could be 1200 or 1.20: type one of them (kept as text)||none 300.00 ");
    CHECK(budgets("A;A;a@f.example;1.200\nB;B;b@f.example;1,5\nC;C;c@f.example;2.5\n") ==
          "budget could be 1200 or 1.20: type one of them (kept as text)|||none 1.50 2.50 ");
}

TEST_CASE("a row that is skipped is called what it calls itself", "[E1]") {
    Office office;
    run(office, "First Name,Last Name,Email\nAnn,Aalto,shared@a.example\n");
    const std::string_view csv = "First Name,Last Name,Email\nAnna,Baker,shared@a.example\n";
    for (const auto& rows : {check(office, csv).rows, run(office, csv).rows}) {
        REQUIRE(rows.size() == 1);
        CHECK(rows[0].action == Row_action::skip);
        CHECK(rows[0].name == "Baker, Anna");
    }
    CHECK(office.clients().size() == 1);
}

TEST_CASE("an import with update changes nobody whose address only looks like it", "[E1][C3]") {
    Office office;
    const std::string header = "First name,Last name,E-mail,Phone,Company\n";
    run(office, header + "José,Ruiz,josé@müller.example,111111,Bär GmbH\n");
    const Result second = run(office,
                              header + "Jose,Ruiz,jose@müller.example,222222,Bar GmbH\n"
                                       "Eve,Muller,josé@muller.example,333333,bär gmbh\n"
                                       "José,Ruiz,JOSÉ@xn--mller-kva.example,444444,\n",
                              true);
    CHECK(second.counts == Row_counts{.made = 2, .updated = 1});
    const auto clients = office.clients();
    REQUIRE(clients.size() == 3);
    CHECK(clients[0].phone.text == "444444");
    CHECK(clients[0].company == clients[2].company);
    CHECK(clients[0].company != clients[1].company);
}
