// Every kind that comes in as rows of a file: from its own list, with an example, and back from its own export.
#include <catch2/catch_test_macros.hpp>
#include <format>
#include <thread>

#include "http/form.h"
#include "office/clients/company.h"
#include "office/clients/contact.h"
#include "office/exchange/import.h"
#include "pages/desk.h"

namespace pages::test {

using enum http::Method;

namespace {

/// Uploads a file of a kind and takes it as it was guessed; what came of it.
office::Import imported(Desk& desk, std::string_view plural, std::string_view file, bool update = false) {
    const std::string url = desk.upload(std::format("/import?kind={}", plural), "file.csv", file).header("location");
    INFO(url);
    REQUIRE(url.starts_with("/import/"));
    const auto id = static_cast<storage::Id>(std::stoul(url.substr(8)));
    std::string form = std::format("duplicates={}", update ? "update" : "skip");
    const auto mapping = desk.stored<office::Import>(id).mapping.text;
    std::size_t number = 0;
    for (std::size_t begin = 0; begin <= mapping.size(); ++number) {
        const std::size_t end = std::min(mapping.find('\n', begin), mapping.size());
        form += std::format("&column.{}={}", number, http::percent_encoded(mapping.substr(begin, end - begin)));
        begin = end + 1;
    }
    REQUIRE(desk.post(url, form).header("location") == url + "/check");
    REQUIRE(desk.get(url + "/check").status == 200);
    REQUIRE(desk.post(url + "/run").status == 303);
    for (int i = 0; i < 6'000 && desk.get(url + "/running").status == 200; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    return desk.stored<office::Import>(id);
}

}  // namespace

TEST_CASE("the list of each kind leads to an import that names it", "[E1]") {
    Desk desk;
    check(desk, {{get, "/companies", "", 200, {"/import?kind=companies", "/companies/export.csv"}},
                 {get, "/contacts", "", 200, {"/import?kind=contacts", "/contacts/export.csv"}},
                 {get, "/documents", "", 200, {}, {"/import?kind=documents"}},
                 {get,
                  "/import?kind=companies",
                  "",
                  200,
                  {"<h1>Import: Companies</h1>", "/import/sample.csv?kind=companies",
                   "<a href=\"/import?kind=contacts\">Contacts</a>"}},
                 {get, "/import?kind=documents", "", 404},
                 {get, "/import?kind=nothing", "", 404},
                 {get, "/import/sample.csv?kind=users", "", 404}});
}

TEST_CASE("the example of each kind comes in as it stands, in every language", "[E1][U6]") {
    for (const std::string language : {"en", "de"})
        for (const std::string plural : {"clients", "companies", "contacts", "notes"}) {
            CAPTURE(language, plural);
            Desk desk;
            desk.add_client("Ann", "Aalto");
            desk.language = language;
            const Answer example = desk.get("/import/sample.csv?kind=" + plural);
            REQUIRE(example.status == 200);
            const office::Import import = imported(desk, plural, example.body);
            CHECK(import.made == 1);
            CHECK(import.wrong == 0);
            CHECK(desk.get(std::format("/import/{}/done", import.id)).has("/" + plural + "?sort=-created"));
            CHECK_FALSE(desk.get(std::format("/import/{}/done?show=told", import.id)).has("result-why"));
        }
}

TEST_CASE("a list comes back from its export, whose header is in the person's language", "[E1][E2][U6]") {
    Desk desk;
    desk.language = "de";
    const auto company = desk.add(storage::record_type<office::Company>(),
                                  {{"name", "Aalto Oy"}, {"phone", "1234"}, {"address.city", "Turku"}});
    const auto url = "/companies/export.csv?column=phone&column=address.city";
    const Answer exported = desk.get(url);
    CHECK(exported.has("Name,Telefon,Adresse: Ort,clientbox_id\r\n"));
    std::string changed = exported.body;
    changed.replace(changed.find("1234"), 4, "5678");
    const office::Import import = imported(desk, "companies", changed, true);
    CHECK(import.updated == 1);
    CHECK(import.made == 0);
    CHECK(desk.stored<office::Company>(company).phone.text == "5678");
    CHECK(desk.stored<office::Company>(company).address.city == "Turku");

    desk.language = "en";
    CHECK(desk.get(url).has("Name,Phone,Address: City,clientbox_id\r\n"));
}

TEST_CASE("a name that two columns have stands once, the other keeps its own", "[E2]") {
    Desk desk;
    desk.post("/settings/fields", "kind=clients&label=Phone&type=text");
    desk.add_client("Ann", "Aalto", {{"phone", "1234"}, {"custom.phone", "fax"}});
    CHECK(desk.get("/clients/export.csv?column=phone&column=custom.phone").has("Name,Phone,custom.phone,clientbox_id"));
}

}  // namespace pages::test
