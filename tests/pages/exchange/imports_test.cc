// Import in steps, and export of what a list shows.
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <cstdlib>
#include <format>
#include <thread>

#include "office/exchange/import.h"
#include "office/people/undo.h"
#include "pages/desk.h"

namespace pages::test {

using office::Import;

using enum http::Method;

namespace {

constexpr std::string_view three = "Index;First Name;Last Name;E-mail;Phone 1\n"
                                   "1;Ann;Aalto;ann@a.example;+358 40 123\n"
                                   "2;Bea;;bea@b.example;;more\n"
                                   "3;Annie;Castle;Ann.Aalto@example.com;\n";

constexpr std::string_view chosen = "column.0=&column.1=first_name&column.2=last_name&column.3=email&column.4=phone";

Answer wait_until_done(Desk& desk, const std::string& running) {
    Answer answer = desk.get(running);
    for (int i = 0; i < 6'000 && answer.status == 200; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
        answer = desk.get(running);
    }
    return answer;
}

}  // namespace

TEST_CASE("a file is imported in four steps", "[E1]") {
    Desk desk;
    desk.add_client("Ann", "Aalto");
    check(desk, {{get, "/import", "", 200, {"CSV file", "64 MB", "/import"}, {"Earlier imports"}}});

    const Answer uploaded = desk.upload("/import", "three.csv", three);
    CHECK(uploaded.status == 303);
    CHECK(uploaded.header("location") == "/import/1");
    check(desk, {{get,
                  "/import/1",
                  "",
                  200,
                  {"three.csv", "3 rows", "Last Name", "<span>Castle</span>", "<option value=\"email\" selected>",
                   "Do not import"}},
                 {get, "/import", "", 200, {"Earlier imports", "three.csv", "Not imported yet"}}});

    CHECK(desk.post("/import/1", std::string(chosen) + "&duplicates=skip").header("location") == "/import/1/check");
    check(desk, {{get,
                  "/import/1/check",
                  "",
                  200,
                  {"Columns that are not imported: Index<", "Import 1 client<", "Import: Clients",
                   "This row has 6 cells, but there are 5 columns.", "“E-mail” is here already.", "Castle, Annie"}},
                 {get,
                  "/import/1/check?show=error",
                  "",
                  200,
                  {"This row has 6 cells, but there are 5 columns."},
                  {"“E-mail” is here already."}},
                 {get,
                  "/import/1/check?from=4",
                  "",
                  200,
                  {"“E-mail” is here already."},
                  {"This row has 6 cells, but there are 5 columns."}}});
    CHECK(desk.store().read(
              [](const storage::Read& read) { return read.count(storage::record_type<office::Client>()); }) == 1);

    CHECK(desk.post("/import/1/run").header("location") == "/import/1/running");
    CHECK(wait_until_done(desk, "/import/1/running").header("location") == "/import/1");
    CHECK(desk.get("/import/1").header("location") == "/import/1/done");
    check(desk, {{get,
                  "/import/1/done",
                  "",
                  200,
                  {"Imported", "This row has 6 cells, but there are 5 columns.", "/import/1/failed.csv"}},
                 {get,
                  "/import/1/failed.csv",
                  "",
                  200,
                  {"3,,\"This row has 6 cells, but there are 5 columns\",2,Bea,,bea@b.example,,more"}},
                 {get, "/import", "", 200, {"1 created, 0 updated, 1 skipped, 1 failed"}}});
    CHECK(desk.client(2).phone.text == "+358 40 123");
}

TEST_CASE("what cannot be imported is told on the page", "[E1]") {
    Desk desk;
    const Answer empty = desk.upload("/import", "empty.csv", "");
    CHECK(empty.status == 422);
    CHECK(empty.has("The file is empty."));
    CHECK(desk.upload("/import", "book.xlsx", "PK\x03\x04").has("Save it as CSV first"));
    CHECK(desk.upload("/import", "open.csv", "a,b\n\"x,1\n").has("Row 2 opens a quotation mark"));
    CHECK(desk.post("/import").has("Choose a file."));
    CHECK(desk.store().read([](const storage::Read& read) { return read.count(storage::record_type<Import>()); }) == 0);
    const std::string url = desk.upload("/import", "three.csv", three).header("location");
    check(desk, {{post,
                  url,
                  "column.4=phone",
                  422,
                  {"Choose at least a column for a name or an e-mail address", "<option value=\"phone\" selected>"}},
                 {post, url, "column.3=email&column.4=email", 422, {"“E-mail” is chosen for more than one column."}},
                 {get, "/import/70", "", 404}});
}

TEST_CASE("a file that takes a while is waited for on pages that say how far it is", "[E1]") {
    Desk desk;
    desk.lose_patience();
    const auto wait_for = [&](const std::string& url) {
        Answer answer = desk.get(url, true);
        for (int i = 0; i < 6'000 && answer.status == 200; ++i) {
            CHECK(answer.has("<progress"));
            CHECK_FALSE(answer.has("<html"));
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
            answer = desk.get(url, true);
        }
        return answer.header("location");
    };
    std::string many = "First Name,Last Name,E-mail\n";
    for (int i = 0; i < 60'000; ++i) many += std::format("Ann,Aalto,ann{}@a.example\n", i);
    CHECK(desk.upload("/import", "many.csv", many).header("location") == "/import/1");
    check(desk, {{get, "/import/1", "", 200, {"Reading the file", " read<", "hx-get=\"/import/1\""}}});
    CHECK(wait_for("/import/1") == "/import/1");
    check(desk, {{get, "/import/1", "", 200, {"60,000 rows", "<option value=\"email\" selected>"}}});

    const std::string page = "/import/1/check?show=create&from=20000";
    check(desk, {{get, page, "", 200, {"Checking the rows", " of 60,000 rows checked"}}});
    CHECK(wait_for(page) == page);
    check(desk, {{get, page, "", 200, {"60,000", "20,000", "20,099", "from=20100"}, {"19,999", "20,100"}},
                 {get, "/import/1/check", "", 200, {"Import 60,000 clients"}}});

    desk.upload("/import", "open.csv", many + "\"open");
    CHECK(wait_for("/import/2") == "/import/2");
    const Answer refused = desk.get("/import/2");
    CHECK(refused.status == 422);
    CHECK(refused.has("Row 60002 opens a quotation mark that is never closed."));
    CHECK(desk.get("/import/2").status == 404);
}

TEST_CASE("an import runs once", "[E1]") {
    Desk desk;
    desk.upload("/import", "three.csv", three);
    desk.post("/import/1", std::string(chosen) + "&duplicates=update");
    desk.post("/import/1/run");
    const Answer again = desk.post("/import/1/run");
    CHECK(again.status == 303);
    CHECK(wait_until_done(desk, "/import/1/running").status == 303);
    CHECK(desk.get("/import/1/check").header("location") == "/import/1");
    CHECK(desk.post("/import/1/run").header("location") == "/import/1");
    CHECK(desk.store().read(
              [](const storage::Read& read) { return read.count(storage::record_type<office::Client>()); }) == 2);
}

TEST_CASE("an import that was taken back says so, and how much there is to take back", "[E1]") {
    Desk desk;
    desk.upload("/import", "three.csv", three);
    desk.post("/import/1", std::string(chosen) + "&duplicates=update");
    desk.post("/import/1/run");
    REQUIRE(wait_until_done(desk, "/import/1/running").status == 303);
    const auto operation = static_cast<std::uint64_t>(desk.stored<Import>(1).operation);
    const std::string undo = std::format("/history/{}/undo", operation);
    CHECK(desk.store().read([&](const storage::Read& read) { return office::changes_of(read, operation); }) == 2);
    CHECK(desk.get(undo).has("The whole import is taken back: 2 clients from"));
    check(desk,
          {{get, "/import/1/done", "", 200, {"<h1>Imported</h1>", "Undo the whole import"}},
           {get, "/history", "", 200, {"imported", "2 clients from three.csv"}},
           {get, "/clients/1/history", "", 200, {"Undo the whole import …"}},
           {post, undo, "", 303},
           {get, "/import/1/done", "", 200, {"<h1>Import taken back</h1>"}, {"Undo the whole import", "Show them"}},
           {get, "/import", "", 200, {"Taken back"}, {"2 created"}}});
}

TEST_CASE("only who may import sees imports, only who may export exports", "[E1][E2][U2]") {
    Desk desk;
    desk.upload("/import", "three.csv", three);
    desk.as("Rita");
    check(desk, {{get, "/import", "", 403},
                 {get, "/import/1", "", 403},
                 {post, "/import/1/run", "", 403},
                 {get, "/clients/export.csv", "", 403},
                 {get, "/clients", "", 200, {}, {"export.csv"}}});
}

TEST_CASE("pages of an import are translated, reasons included", "[U6][E1]") {
    Desk desk;
    desk.add_client("Ann", "Aalto");
    desk.upload("/import", "three.csv", three);
    desk.post("/import/1", std::string(chosen) + "&duplicates=skip");
    desk.language = "de";
    check(
        desk,
        {{get, "/import/1/check", "", 200, {"„E-Mail“ ist schon vorhanden.", "1 Kunde importieren", "Import: Kunden"}},
         {get, "/import", "", 200, {"Noch nicht importiert"}}});
    CHECK(desk.upload("/import", "open.csv", "a,b\n\"x,1\n").has("Zeile 2 öffnet"));
}

TEST_CASE("a list is exported as it is shown, all pages of it", "[E2][C5]") {
    Desk desk;
    for (int i = 0; i < 60; ++i)
        desk.add_client(std::format("First{}", i), std::format("Last{:02}", i), {{"tags", i % 2 == 0 ? "VIP" : ""}});
    const Answer all = desk.get("/clients/export.csv?column=email");
    CHECK(all.status == 200);
    CHECK(all.has("Name,E-mail,clientbox_id\r\n\"Last00, First0\",First0.Last00@example.com,1-"));
    CHECK(all.has("\"Last59, First59\""));
    const Answer some = desk.get("/clients/export.csv?tags=1&sort=-name&column=tags");
    CHECK(some.has("Name,Tags,clientbox_id\r\n\"Last58, First58\",VIP,59-"));
    CHECK_FALSE(some.has("Last59"));
    const Answer searched = desk.get("/clients/export.csv?q=last07&column=email");
    CHECK(searched.body.contains("Name,E-mail,clientbox_id\r\n\"Last07, First7\",First7.Last07@example.com,8-"));
    CHECK(desk.get("/clients?tags=1").has("/clients/export.csv?tags=1"));
}

TEST_CASE("an exported list has the figures that it shows", "[E2][X10]") {
    Desk desk;
    desk.add_client("Ben", "Aalto");
    desk.as("Ana");
    REQUIRE(desk.call(post, "/api/v1/errands", R"({"name":"Fetch","client":1,"budget":"150"})").status == 201);
    const Answer figures = desk.get("/clients/export.csv?column=errand_figures.open&column=errand_figures.open_total");
    INFO(figures.body);
    CHECK(figures.has("Active,"));
    CHECK(figures.has("\"Aalto, Ben\",1,150.00,"));
}

TEST_CASE("contact cards go through the same steps", "[E1]") {
    Desk desk;
    constexpr std::string_view cards =
        "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Bee;Ann\r\nEMAIL:ann@a.example\r\nEND:VCARD\r\n"
        "BEGIN:VCARD\r\nN:Bee;Bea\r\nEMAIL:bea@a.example\r\nPHOTO;ENCODING=b:AAAA\r\nEND:VCARD\r\n";
    CHECK(desk.upload("/import", "phone.vcf", cards).header("location") == "/import/1");
    check(desk, {{get, "/import/1", "", 200, {"2 rows", "First name", "Pictures", "Encoding"}, {"Between cells"}}});
    CHECK(desk.post("/import/1",
                    "column.0=first_name&column.1=last_name&column.2=&column.3=email&column.4=&duplicates=skip")
              .header("location") == "/import/1/check");
    check(desk,
          {{get, "/import/1/check", "", 200, {"Columns that are not imported: Full name, Pictures<", "Bee, Bea"}}});
    desk.post("/import/1/run");
    wait_until_done(desk, "/import/1/running");
    CHECK(desk.client(2).name() == "Bee, Bea");
    CHECK(desk.upload("/import", "empty.vcf", "BEGIN:VCARD\r\nEND:VCARD\r\n")
              .has("The contact cards in this file say nothing."));
}

TEST_CASE("columns are as they were chosen the last time, until they are guessed anew", "[E1]") {
    Desk desk;
    const std::string other =
        "column.0=reference&column.1=first_name&column.2=last_name&column.3=email&column.4=other_phone";
    desk.upload("/import", "first.csv", three);
    check(desk, {{get, "/import/1", "", 200, {}, {"as you chose them the last time"}}});
    desk.post("/import/1", other + "&duplicates=skip");
    desk.post("/import/1/run");
    wait_until_done(desk, "/import/1/running");
    desk.upload("/import", "next.csv",
                "Index;First Name;Last Name;E-mail;Phone 1\n9;Cyd;Day;cyd@c.example;030 5550101\n");
    check(
        desk,
        {{get, "/import/2", "", 200, {"as you chose them the last time", "<option value=\"other_phone\" selected>"}}});
    CHECK(desk.post("/import/2", other + "&guess_again=1").header("location") == "/import/2");
    check(desk,
          {{get, "/import/2", "", 200, {"<option value=\"phone\" selected>"}, {"as you chose them the last time"}}});
    desk.upload("/import", "others.csv", "First Name;Last Name;E-mail;Phone 1\nCyd;Day;cyd@c.example;030 5550101\n");
    check(desk, {{get, "/import/3", "", 200, {}, {"as you chose them the last time"}}});
}

TEST_CASE("an import by command that was killed has no page to lead to", "[E1]") {
    Desk desk;
    desk.store().write({}, [](storage::Write& write) {
        Import import{.of_kind = "clients",
                      .file_name = "killed.csv",
                      .state = office::Import_state::failed,
                      .problem = "It was stopped."};
        write.create(import);
    });
    check(desk, {{get, "/import", "", 200, {"killed.csv", "It was stopped."}, {"href=\"/import/1\""}}});
}

TEST_CASE("a list goes out as contact cards, and so does one client", "[E2]") {
    Desk desk;
    const auto ann = desk.add_client("Ann", "Aalto", {{"tags", "VIP"}});
    desk.add_client("Ben", "Baker");
    check(desk,
          {{get, "/clients?tags=1", "", 200, {"/clients/export.vcf?tags=1", "/clients/export-3.vcf?tags=1"}},
           {get, "/documents", "", 200, {}, {"export.vcf"}},
           {get, "/clients/export.vcf?tags=1", "", 200, {"VERSION:4.0", "FN:Ann Aalto", "CATEGORIES:VIP"}, {"Baker"}},
           {get, "/clients/export-3.vcf?q=baker", "", 200, {"VERSION:3.0", "FN:Ben Baker"}, {"Aalto"}},
           {get, "/clients/99/card.vcf", "", 404},
           {get, "/clients/1/card-3.vcf", "", 200, {"VERSION:3.0", "FN:Ann Aalto"}, {"Baker"}}});
    CHECK(desk.get(std::format("/clients/{}/card.vcf", ann)).header("content-disposition").contains("Aalto, Ann.vcf"));
    desk.as("Rita");
    check(desk, {{get, "/clients/1/card.vcf", "", 403},
                 {get, "/clients/export.vcf", "", 403},
                 {get, "/clients", "", 200, {}, {"export.vcf"}}});
}

TEST_CASE("everything, and all about one client, are archives that who may export gets", "[E2][S7]") {
    Desk desk;
    desk.add_client("Ann", "Aalto");
    check(desk,
          {{get, "/settings", "", 200, {"/settings/export"}},
           {get, "/settings/export", "", 200, {"/settings/export/everything.zip"}},
           {get, "/settings/export/everything.zip", "", 200, {"clients.json", "Ann", "fields.json"}, {"argon2id"}},
           {get, "/clients/1", "", 200, {"/clients/1/personal-data"}},
           {get,
            "/clients/1/personal-data",
            "",
            200,
            {"/clients/1/personal-data.zip", "/clients/1/card.vcf", "/clients/1/delete"}},
           {get, "/clients/1/personal-data.zip", "", 200, {"All that is kept about Aalto, Ann", "history.json"}},
           {get, "/clients/99/personal-data", "", 404},
           {get, "/clients/99/personal-data.zip", "", 404}});
    CHECK(desk.get("/settings/export/everything.zip").response.type == "application/zip");
    desk.as("Ben");
    check(desk, {{get, "/clients/1/personal-data", "", 200, {}, {"/clients/1/delete"}},
                 {get, "/settings/export/everything.zip", "", 200, {"clients.json"}, {"users.json"}}});
    desk.as("Rita");
    check(desk, {{get, "/settings/export", "", 403},
                 {get, "/settings/export/everything.zip", "", 403},
                 {get, "/clients/1/personal-data.zip", "", 403},
                 {get, "/clients/1", "", 200, {}, {"/clients/1/personal-data"}}});
}

TEST_CASE("a file of which nothing is new says so, and offers no import", "[E1]") {
    Desk desk;
    desk.add_client("Ann", "Aalto");
    const std::string email = desk.client(1).email.text;
    REQUIRE(desk.upload("/import", "one.csv", "First Name,Last Name,E-mail\nAnn,Aalto," + email + "\n").status == 303);
    desk.get("/import/1");
    const Answer checked = desk.get("/import/1/check");
    CHECK(checked.has("All rows are skipped: what they are about is here already. There is nothing to import."));
    CHECK_FALSE(checked.has("/import/1/run"));
    CHECK(checked.has("href=\"/clients\">Go to the list"));
}

}  // namespace pages::test
