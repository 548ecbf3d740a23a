// Lists of records: order, pages, filters, words, columns.
#include <catch2/catch_test_macros.hpp>
#include <format>

#include "office/work/task.h"
#include "pages/desk.h"

namespace pages::test {

using enum http::Method;

namespace {

std::size_t count_of(const std::string& text, std::string_view part) {
    std::size_t count = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
    return count;
}

std::string link_after(const std::string& body, std::string_view mark) {
    const auto end = body.find(mark);
    const auto begin = body.rfind("href=\"", end) + 6;
    std::string url = body.substr(begin, body.find('"', begin) - begin);
    for (auto at = url.find("&amp;"); at != std::string::npos; at = url.find("&amp;")) url.erase(at + 1, 4);
    return url;
}

}  // namespace

TEST_CASE("an empty list says what to do first, and a filtered one that nothing fits", "[C1]") {
    Desk desk;
    check(desk, {
                    {get, "/clients", "", 200, {"No clients yet", "/clients/new"}, {"<tbody>"}},
                    {get, "/clients?status=active", "", 200, {"Nothing found", "Clear all"}},
                    {get, "/companies", "", 200, {"No companies yet"}},
                    {get, "/contacts", "", 200, {"No contacts yet"}},
                });
}

TEST_CASE("a list shows 50 records a page and every record once", "[C1]") {
    Desk desk;
    for (int i = 0; i < 120; ++i) desk.add_client(std::format("First{}", i), std::format("Last{:03}", i));
    const Answer first = desk.get("/clients");
    CHECK(first.response.cacheable);
    CHECK(count_of(first.body, "data-row>") == 50);
    CHECK(first.has(">120</span>"));
    CHECK(first.has("Last000, First0<"));
    CHECK(first.has("Last049, First49<"));
    const Answer second = desk.get(link_after(first.body, "rel=\"next\""));
    CHECK(count_of(second.body, "data-row>") == 50);
    CHECK(second.has("Last050, First50<"));
    const Answer third = desk.get(link_after(second.body, "rel=\"next\""));
    CHECK(count_of(third.body, "data-row>") == 20);
    CHECK_FALSE(third.has("rel=\"next\""));
}

TEST_CASE("a list is sorted by name, company, creation and activity, both ways", "[C1]") {
    Desk desk;
    const auto ann = desk.add_client("Ann", "Aalto", {{"company", "Zebra"}});
    desk.add_client("Bea", "Brown", {{"company", "Acme"}});
    desk.post(std::format("/clients/{}/rate", ann), "rating=3");
    const auto ann_first = [&](std::string_view url) {
        const Answer answer = desk.get(url);
        REQUIRE(answer.status == 200);
        return answer.body.find("Aalto, Ann") < answer.body.find("Brown, Bea");
    };
    CHECK(ann_first("/clients"));
    CHECK_FALSE(ann_first("/clients?sort=-name"));
    CHECK_FALSE(ann_first("/clients?sort=company"));
    CHECK(ann_first("/clients?sort=-company"));
    CHECK(ann_first("/clients?sort=created"));
    CHECK_FALSE(ann_first("/clients?sort=-created"));
    CHECK(ann_first("/clients?sort=-activity"));
    CHECK(ann_first("/clients?sort=nonsense"));
}

TEST_CASE("the URL of a list holds its filters", "[C5]") {
    Desk desk;
    desk.add_client("Ann", "Aalto", {{"tags", "VIP, Lead"}, {"status", "prospect"}, {"company", "Acme"}});
    desk.add_client("Bea", "Brown", {{"tags", "VIP"}});
    desk.add_client("Cid", "Castle");
    check(desk,
          {
              {get, "/clients?status=prospect", "", 200, {"Aalto", "Prospect"}, {"Brown, Bea", "Castle, Cid"}},
              {get, "/clients?tags=1", "", 200, {"Aalto, Ann", "Brown, Bea"}, {"Castle, Cid"}},
              {get, "/clients?tags=1&tags=2&tags.mode=all", "", 200, {"Aalto, Ann"}, {"Brown, Bea", "Castle, Cid"}},
              {get, "/clients?tags=1&tags.mode=none", "", 200, {"Castle, Cid"}, {"Aalto, Ann", "Brown, Bea"}},
              {get, "/clients?company=1", "", 200, {"Aalto, Ann", "Acme"}, {"Brown, Bea"}},
              {get, "/clients?company=acme", "", 200, {"Aalto, Ann"}, {"Brown, Bea"}},
              {get, "/clients?q=bro", "", 200, {"Brown, Bea"}, {"Castle, Cid"}},
              {get, "/clients?q=vip&status=prospect", "", 200, {"Aalto, Ann"}, {"Brown, Bea"}},
              {get, "/clients?q=%FF%00", "", 200, {}},
              {get, "/clients?after=zz&tags=99999", "", 200, {"Nothing found"}},
          });
}

TEST_CASE("custom fields with options filter the list too", "[C5][C8]") {
    Desk desk;
    desk.add(storage::record_type<storage::Custom_field>(),
             {{"label", "Industry"}, {"type", "choice"}, {"choices", "Retail\nFarming"}});
    desk.add_client("Ann", "Aalto", {{"custom.industry", "Retail"}});
    desk.add_client("Bea", "Brown", {{"custom.industry", "Farming"}});
    check(desk, {{get, "/clients?custom.industry=Retail", "", 200, {"Aalto, Ann", "Industry"}, {"Brown, Bea"}},
                 {get, "/clients?column=custom.industry", "", 200, {"<td>Retail", "<td>Farming"}}});
}

TEST_CASE("a value that no record can have finds nothing, and can be taken out again", "[C5]") {
    Desk desk;
    desk.add_client("Ann", "Aalto", {{"tags", "VIP"}});
    const std::vector<std::pair<std::string, std::string>> impossible{{"status=nonsense", "Status"},
                                                                      {"type=nonsense", "Type"},
                                                                      {"tags=1&tags=nobody&tags.mode=all", "Tags"},
                                                                      {"company=Nobody", "Company"}};
    for (const auto& [query, label] : impossible) {
        INFO(query);
        const Answer answer = desk.get("/clients?" + query);
        CHECK(answer.has("Nothing found"));
        CHECK_FALSE(answer.has("Aalto, Ann"));
        CHECK(answer.has("class=\"chip chip-red\""));
        CHECK(desk.get(link_after(answer.body, "<span class=\"visually-hidden\">" + label)).has("Aalto, Ann"));
    }
    CHECK(desk.get("/clients?status=nonsense&status=active").has("Nothing found"));
    CHECK(desk.get("/clients?status=").has("Aalto, Ann"));
}

TEST_CASE("custom fields of every type that is typed filter the list as they filter the API", "[C5][C8]") {
    Desk desk;
    const auto define = [&](const char* label, const char* type) {
        desk.add(storage::record_type<storage::Custom_field>(), {{"label", label}, {"type", type}});
    };
    define("Gate code", "text");
    define("Rooms", "number");
    define("Budget", "money");
    define("Since", "date");
    desk.add_client("Ann", "Aalto",
                    {{"custom.gate_code", "Blue Door"},
                     {"custom.rooms", "4"},
                     {"custom.budget", "12.50"},
                     {"custom.since", "2024-12-15"}});
    desk.add_client("Bea", "Brown",
                    {{"custom.gate_code", "Red"},
                     {"custom.rooms", "5"},
                     {"custom.budget", "12.51"},
                     {"custom.since", "2024-12-16"}});
    for (const std::string query : {"custom.gate_code=blue%20door", "custom.rooms=4", "custom.rooms=4.0",
                                    "custom.budget=12.50", "custom.budget=12.5", "custom.since=2024-12-15"}) {
        INFO(query);
        const Answer answer = desk.get("/clients?" + query);
        CHECK(answer.has("Aalto, Ann"));
        CHECK_FALSE(answer.has("Brown, Bea"));
        CHECK(answer.has("class=\"chip\""));
    }
    check(desk,
          {{get, "/clients?custom.budget=lots", "", 422, {"Nothing found"}},
           {get, "/clients?custom.budget=12.50", "", 200, {"type=\"hidden\" name=\"custom.budget\" value=\"12.50\""}},
           {get,
            "/clients/filters?filter.field=custom.gate_code",
            "",
            200,
            {"type=\"text\" name=\"custom.gate_code\""}}});
}

TEST_CASE("a search in a list obeys its filters, and goes on to the next page", "[C1][C5]") {
    Desk desk;
    for (int i = 0; i < 120; ++i)
        desk.add_client("Ann", std::format("Smith{:03}", i),
                        {{"email", std::format("a{}@smith.example", i)}, {"status", i < 60 ? "active" : "prospect"}});
    const Answer first = desk.get("/clients?q=smith&status=prospect");
    CHECK(first.has("Smith060"));
    CHECK(first.has("Smith109"));
    CHECK_FALSE(first.has("Smith059"));
    CHECK_FALSE(first.has("Smith110"));
    CHECK(first.has(">60</span>"));
    const Answer second = desk.get(link_after(first.body, "rel=\"next\""));
    CHECK(second.has("Smith110"));
    CHECK(second.has("Smith119"));
    CHECK_FALSE(second.has("Smith109"));
    CHECK_FALSE(second.has("rel=\"next\""));
    const Answer turned = desk.get("/clients?q=smith&status=prospect&sort=-name");
    CHECK(turned.has("Smith119"));
    CHECK_FALSE(turned.has("Smith069"));
    CHECK(desk.get(link_after(turned.body, "rel=\"next\"")).has("Smith069"));
    CHECK(turned.has("/clients/export.csv?q=smith&amp;status=prospect&amp;sort=-name"));
}

TEST_CASE("a list is asked for a range, and for what is not known", "[C5][C8]") {
    Desk desk;
    desk.add(storage::record_type<storage::Custom_field>(), {{"label", "Budget"}, {"type", "money"}});
    desk.add(storage::record_type<storage::Custom_field>(), {{"label", "Rooms"}, {"type", "number"}});
    desk.add_client("Ann", "Aalto", {{"client_since", "2024-12-15"}, {"custom.budget", "-5"}});
    desk.add_client("Bea", "Brown", {{"client_since", "1969-01-01"}, {"custom.budget", "0"}, {"custom.rooms", "7"}});
    desk.add_client("Cid", "Castle", {{"custom.rooms", "1"}});
    const auto found = [&](std::string_view query) {
        const Answer answer = desk.get(std::format("/clients?{}", query));
        CHECK(answer.has("data-filter="));
        std::string names;
        for (const char* name : {"Aalto, Ann", "Brown, Bea", "Castle, Cid"})
            if (answer.has(name)) names += name[0];
        return names;
    };
    CHECK(found("client_since.from=2024-12-15") == "A");
    CHECK(found("client_since.from=2024-12-16").empty());
    CHECK(found("client_since.to=2024-12-15") == "AB");
    CHECK(found("client_since.from=1969-01-01&client_since.to=1999-12-31") == "B");
    CHECK(found("client_since.empty=yes") == "C");
    CHECK(found("client_since.empty=no") == "AB");
    CHECK(found("custom.budget.to=-0.01") == "A");
    CHECK(found("custom.budget.from=0&custom.budget.to=") == "B");
    CHECK(found("custom.budget.empty=yes") == "C");
    CHECK(found("custom.budget.empty=no") == "AB");
    CHECK(found("custom.budget.empty=no&custom.rooms.from=1") == "B");
    CHECK(found("custom.budget.to=10&q=ann") == "A");
    CHECK(desk.get("/clients?client_since.from=soon").has("is not a date"));
    CHECK(found("client_since.from=soon").empty());
    CHECK(found("client_since.from=2024-12-16&client_since.from=").empty());
    const Answer page = desk.get("/clients?client_since.from=2024-12-15&custom.rooms.empty=yes");
    CHECK(page.has("name=\"client_since.from\" value=\"2024-12-15\""));
    CHECK(page.has("Client since from 15 December 2024<"));
    CHECK(page.has("Rooms is empty<"));
    CHECK(page.has("/clients/export.csv?client_since.from=2024-12-15&amp;custom.rooms.empty=yes"));
    CHECK(desk.get("/clients/export.csv?client_since.from=2024-12-15&column=email")
              .body.contains("\r\n\"Aalto, Ann\",Ann.Aalto@example.com,1-"));
}

TEST_CASE("a list is sorted by a custom field, both ways, with those without a value last", "[C1][C5][C8]") {
    Desk desk;
    desk.add(storage::record_type<storage::Custom_field>(), {{"label", "Rooms"}, {"type", "number"}});
    for (int i = 0; i < 60; ++i) {
        const storage::Typed rooms{{"custom.rooms", std::to_string(i)}};
        desk.add_client("Ann", std::format("Smith{:03}", i), i % 2 == 0 ? rooms : storage::Typed{});
    }
    const auto all = [&](std::string url) {
        std::string names;
        for (Answer page = desk.get(url);; page = desk.get(link_after(page.body, "rel=\"next\""))) {
            REQUIRE(page.status == 200);
            for (auto at = page.body.find(">Smith"); at != std::string::npos; at = page.body.find(">Smith", at + 1))
                names += page.body.substr(at + 6, 3) + " ";
            if (!page.has("rel=\"next\"")) return names;
        }
    };
    const std::string up = all("/clients?sort=custom.rooms&column=custom.rooms");
    CHECK(up.starts_with("000 002 004 "));
    CHECK(up.contains("056 058 001 003 "));
    CHECK(up.size() == 240);
    const std::string down = all("/clients?sort=-custom.rooms&column=custom.rooms");
    CHECK(down.starts_with("058 056 "));
    CHECK(down.contains("002 000 059 057 "));
    CHECK(down.size() == 240);
    const Answer page = desk.get("/clients?column=custom.rooms");
    CHECK(page.has("<a href=\"/clients?sort=custom.rooms&amp;column=custom.rooms\">Rooms</a>"));
}

TEST_CASE("columns are chosen in the URL and remembered", "[C1]") {
    Desk desk;
    desk.add_client("Ann", "Aalto", {{"phone", "043-797-5229"}, {"rating", "3"}, {"billing_address.city", "Oslo"}});
    const Answer answer = desk.get("/clients?column=rating&column=created");
    CHECK(answer.has("★★★☆☆"));
    CHECK_FALSE(answer.has("043-797-5229"));
    CHECK(answer.header("set-cookie").contains("columns_clients=rating!created"));
    CHECK(desk.get("/clients").has("Oslo"));
}

TEST_CASE("a name is text, whatever it holds", "[C1]") {
    Desk desk;
    desk.add_client("<b>Ann", "O'Neil & \"Sons\"", {{"email", "ann@oneil.example"}});
    check(desk, {{get, "/clients", "", 200, {"&lt;b&gt;Ann"}, {"<b>Ann"}}});
}

TEST_CASE("search groups what it finds and tells namesakes apart", "[C4]") {
    Desk desk;
    desk.add_client("Ann", "Çelik",
                    {{"email", "ann@celik.example"}, {"phone", "043-797-5229"}, {"company", "Celik Farms"}});
    desk.add(storage::record_type<office::Contact>(), {{"name", "Kim Celik"}, {"email", "kim@celik.example"}});
    check(desk, {
                    {get,
                     "/search?q=celik",
                     "",
                     200,
                     {"Clients", "Companies", "Contacts", "<mark>Çelik</mark>, Ann", "Kim <mark>Celik</mark>",
                      "· <bdi>043-797-5229</bdi> · <bdi><mark>Celik</mark> Farms", "<html"}},
                    {get, "/search?q=5229", "", 303},
                    {get, "/search?q=nobody", "", 200, {"Nothing found for"}},
                    {get, "/search", "", 200, {}, {"Nothing found for"}},
                });
    const Answer fragment = desk.get("/search?q=cel", true);
    CHECK(fragment.has("data-hits"));
    CHECK_FALSE(fragment.has("<html"));
}

TEST_CASE("what an address asks for and no list knows is told, and the list is there all the same", "[C5]") {
    Desk desk;
    desk.add_client("Ann", "Aalto");
    check(desk,
          {{get, "/clients?sort=colour", "", 200, {"“sort” in the address was passed over", "sorted by", "Aalto, Ann"}},
           {get, "/clients?colour=red&b%FF=2", "", 200, {"“colour” in the address", "filtered by", "Aalto, Ann"}},
           {get, "/clients?phone.from=1", "", 200, {"“phone.from” in the address"}},
           {get, "/clients?status=active&sort=-name&column=email", "", 200, {}, {"passed over"}}});
    desk.language = "de";
    CHECK(desk.get("/clients?sort=colour").has("„sort“ in der Adresse wurde übergangen: Es ist kein Feld"));
}

TEST_CASE("what is archived leaves lists, counts and the search until it is asked for", "[C5][C4]") {
    Desk desk;
    desk.add_client("Ana", "Ruiz");
    desk.add_client("Bo", "Ruiz");
    REQUIRE(desk.post("/clients/2/archive").status == 303);
    const Answer list = desk.get("/clients");
    CHECK((list.has("Ruiz, Ana") && !list.has("Ruiz, Bo")));
    CHECK(list.has("1–1"));
    CHECK(desk.get("/clients/filters?q=ruiz").has("<a href=\"/clients?q=ruiz&amp;all=yes\" data-relist>Archived too"));
    const Answer whole = desk.get("/clients?all=yes");
    CHECK(whole.has("Ruiz, Bo"));
    CHECK_FALSE(desk.get(link_after(whole.body, "Archived too: remove")).has("Ruiz, Bo"));
    CHECK_FALSE(desk.get("/clients/filters?all=yes").has("Archived too"));
    CHECK(desk.get("/clients?status=archived").has("Ruiz, Bo"));
    CHECK_FALSE(desk.get("/clients/export.csv").has("Ruiz, Bo"));
    CHECK(desk.get("/clients/export.csv?all=yes").has("Ruiz, Bo"));
    CHECK(desk.get("/search?q=ruiz", true).has("Archived too (1)"));
    CHECK_FALSE(desk.get("/search?q=ruiz", true).has("Ruiz, Bo"));
    CHECK(desk.get("/search?q=bo+ruiz", true).has("/clients?q=bo%20ruiz&amp;all=yes"));
    CHECK(desk.call(http::Method::get, "/api/v1/clients").has("Bo"));
}

TEST_CASE("what has no day comes last, whether the first days come first or the last ones", "[W1][C1]") {
    Desk desk;
    const auto& type = storage::record_type<office::Task>();
    for (int i = 0; i < 60; ++i) desk.add(type, {{"title", std::format("Undated{:02}", i)}});
    for (int i = 1; i <= 60; ++i)
        desk.add(type, {{"title", std::format("Dated{:02}", i)},
                        {"due", std::format("2099-{:02}-{:02}", 1 + i / 28, 1 + i % 28)}});
    const auto names = [&](std::string url) {
        std::vector<std::string> pages;
        for (;;) {
            const Answer page = desk.get(url);
            std::string order;
            for (auto at = page.body.find("data-row>"); at != std::string::npos;
                 at = page.body.find("data-row>", at + 1))
                order += page.body.substr(at + 9, page.body.find('<', at + 9) - at - 9) + " ";
            pages.push_back(order);
            if (pages.size() > 1) {
                const Answer back = desk.get(link_after(page.body, "rel=\"prev\""));
                CHECK(back.has(pages[pages.size() - 2].substr(0, pages[pages.size() - 2].find(' ')) + "<"));
            }
            if (!page.has("rel=\"next\"")) return pages;
            url = link_after(page.body, "rel=\"next\"");
        }
    };
    const auto up = names("/tasks");
    REQUIRE(up.size() == 3);
    CHECK(up[0].starts_with("Dated01 Dated02 "));
    CHECK(up[1].starts_with("Dated51 "));
    CHECK(up[1].contains("Dated60 Undated00 "));
    CHECK(up[2].ends_with("Undated59 "));
    const auto down = names("/tasks?sort=-due");
    CHECK(down[0].starts_with("Dated60 Dated59 "));
    CHECK(down[1].contains("Dated01 Undated59 "));
    CHECK(down[2].ends_with("Undated00 "));
}

TEST_CASE("what is late says so in a word", "[W1]") {
    Desk desk;
    const auto& type = storage::record_type<office::Task>();
    desk.add(type, {{"title", "Late"}, {"due", "2020-01-01"}});
    desk.add(type, {{"title", "Soon"}, {"due", "2099-01-01"}});
    desk.add(type, {{"title", "Whenever"}});
    CHECK(count_of(desk.get("/tasks").body, "chip-red row-badge\">Overdue<") == 1);
    REQUIRE(desk.post("/tasks/1/done").status == 303);
    CHECK(count_of(desk.get("/tasks?all=yes").body, "chip-red row-badge") == 0);
}

TEST_CASE("a part of a name that a filter asks for leads to those that have it", "[C5]") {
    Desk desk;
    for (int i = 0; i < 101; ++i)
        desk.add_client("Ann", std::format("Aalto{}", i), {{"company", std::format("Firm {}", i)}});
    desk.add_client("Bea", "Brown", {{"company", "Gordon LLC"}});
    CHECK(desk.get("/clients/filters?filter.field=company").has("hx-get=\"/companies/options\""));
    const Answer part = desk.get("/clients?company=Gordon");
    CHECK(part.has("These are similar:"));
    const Answer found = desk.get(link_after(part.body, "<bdi>Gordon LLC</bdi>"));
    CHECK(found.has("Brown, Bea"));
    CHECK(count_of(found.body, "data-row>") == 1);
}

TEST_CASE("a phone number is found by its end as it is written", "[C4]") {
    Desk desk;
    desk.add_client("Ann", "Aalto", {{"phone", "030 555 12-34"}});
    desk.add_client("Bea", "Brown", {{"phone", "030 555 43-21"}});
    for (const char* end : {"12-34", "12%2034", "2-34", "1234"}) {
        const Answer page = desk.get(std::format("/clients?q={}", end));
        CHECK(page.has("Aalto, Ann"));
        CHECK_FALSE(page.has("Brown, Bea"));
    }
}

}  // namespace pages::test
