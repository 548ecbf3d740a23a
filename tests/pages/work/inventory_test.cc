// Items of a client, and the kinds that say what is kept of them.
#include <catch2/catch_test_macros.hpp>
#include <format>

#include "office/work/asset.h"
#include "pages/desk.h"
#include "storage/custom_field.h"

namespace pages::test {

using enum http::Method;
using office::Asset;

namespace {

/// Kinds "Tree" (1), with a species, and "Bench" (2), with a length; the client "Oak, Ann" (1).
struct With_kinds : Desk {
    With_kinds() {
        REQUIRE(post("/asset_kinds", "name=Tree&icon=tree").status == 303);
        REQUIRE(post("/asset_kinds", "name=Bench&icon=bench").status == 303);
        REQUIRE(post("/asset_kinds/1/fields", "label=Species&type=text&required=yes").status == 303);
        REQUIRE(post("/asset_kinds/2/fields", "label=Length&type=number").status == 303);
        add_client("Ann", "Oak");
    }
};

}  // namespace

TEST_CASE("what a new item is asked follows its kind, and nothing that was typed is lost", "[P15]") {
    With_kinds desk;
    const Answer empty = desk.get("/clients/1/assets/new");
    CHECK((empty.has(R"(name="fields_of" value="0")") && empty.has(">Bench</option>")));
    CHECK_FALSE(empty.has("custom.species"));
    const std::string url = "/clients/1/assets/new";
    const Answer tree = desk.post(url, "fields_of=0&kind=Tree&title=At+the+gate");
    CHECK(tree.status == 200);
    CHECK((tree.has("custom.species") && tree.has("At the gate") && tree.has(R"(name="fields_of" value="1")")));
    CHECK(desk.get("/clients/1/assets/new?kind=2").has("custom.length"));
    const Answer wrong = desk.post(url, "fields_of=1&kind=Tree&title=At+the+gate&custom.species=");
    CHECK(wrong.status == 422);
    CHECK((wrong.has("custom.species") && wrong.has("At the gate")));
    CHECK(desk.post(url, "fields_of=1&kind=Tree&custom.species=Linden").header("location") == "/clients/1/assets");
    CHECK(desk.stored<Asset>(1).name() == "1 Linden");
    CHECK(desk.post(url, "fields_of=1&ask_again=yes&kind=Tree&custom.species=Oak").status == 200);
    const Answer bench = desk.post("/clients/1/assets/1", "revision=1&fields_of=1&kind=Bench&custom.species=Linden");
    CHECK(bench.status == 200);
    CHECK((bench.has("custom.length") && bench.has("custom.species") && bench.has("Kept from another kind")));
    CHECK(desk.stored<Asset>(1).revision == 1);
}

TEST_CASE("the page of an item shows what is kept of it, and what is left of another kind as such", "[P15]") {
    With_kinds desk;
    desk.add(storage::record_type<Asset>(), {{"client", "1"}, {"kind", "1"}, {"custom.species", "Linden"}});
    const Answer tree = desk.get("/assets/1");
    CHECK((tree.has("1 Linden") && tree.has("Species") && tree.has("Attributes")));
    CHECK_FALSE((tree.has("Length") || tree.has("Kept from another kind")));
    REQUIRE(desk.post("/assets/1/values/kind", "revision=1&kind=Bench").status == 303);
    const Answer bench = desk.get("/assets/1");
    CHECK((bench.has("Length") && bench.has("Kept from another kind") && bench.has("Tree: Species")));
    CHECK(desk.post("/assets/1/values/custom.species", "revision=2&custom.species=Oak").status == 422);
    CHECK(desk.post("/assets/1/values/custom.species", "revision=2&custom.species=").status == 303);
    CHECK_FALSE(desk.get("/assets/1").has("Kept from another kind"));
}

TEST_CASE("where an item stands is shown as where a client is", "[P15][P5]") {
    With_kinds desk;
    desk.add(storage::record_type<Asset>(), {{"client", "1"}, {"kind", "1"}, {"custom.species", "Linden"}});
    CHECK_FALSE(desk.get("/assets/1").has("geo:"));
    REQUIRE(desk.post("/assets/1/values/position", "revision=1&position=48.137%2C+11.575").status == 303);
    CHECK(desk.get("/assets/1").has("geo:48.137"));
}

TEST_CASE("a client's inventory is a tab; what is gone is left out until it is asked for", "[P15]") {
    With_kinds desk;
    const auto add = [&](const storage::Typed& more) {
        storage::Typed typed{{"client", "1"}, {"kind", "1"}, {"custom.species", "Linden"}};
        for (const auto& [name, value] : more) typed[name] = value;
        desk.add(storage::record_type<Asset>(), typed);
    };
    add({{"condition", "good"}, {"title", "Old"}});
    add({{"condition", "dangerous"}, {"title", "Bad"}});
    add({{"gone_on", "2026-03-01"}, {"title", "Felled"}});
    check(desk, {
                    {get, "/clients/1/tasks", "", 200, {"Inventory", "/clients/1/assets"}},
                    {get, "/clients/1/assets", "", 200, {"1 Old", "2 Bad"}, {"3 Felled"}},
                    {get, "/clients/1/assets?all=yes", "", 200, {"1 Old", "3 Felled"}},
                    {get, "/clients/1/assets?condition=dangerous", "", 200, {"2 Bad"}, {"1 Old"}},
                    {get, "/assets?kind=2", "", 200, {"Nothing found"}},
                    {get, "/assets?kind=1&custom.species=Linden", "", 200, {"1 Old"}},
                    {get, "/search?q=linden", "", 200, {"1 Old", "Gone too (1)"}, {"3 Felled"}},
                    {get, "/api/v1/assets/1", "", 200, {R"("custom":{"species":"Linden"})"}, {"length"}},
                });
}

TEST_CASE("an office defines kinds and their fields, in their order, and who may not sees them", "[P15][C8]") {
    With_kinds desk;
    REQUIRE(desk.post("/asset_kinds/1/fields", "label=Height&type=number").status == 303);
    const auto height_first = [&] {
        const std::string body = desk.get("/asset_kinds/1").body;
        return body.find("Height") < body.find("Species");
    };
    CHECK_FALSE(height_first());
    CHECK(desk.post("/asset_kinds/1/fields/3/up").header("location") == "/asset_kinds/1");
    CHECK(height_first());
    desk.post("/asset_kinds/1/fields/3/move", "places=1");
    CHECK_FALSE(height_first());
    CHECK(desk.post("/asset_kinds/2/fields/3/up").status == 404);
    CHECK(desk.get("/settings/fields/3").status == 404);
    CHECK(desk.post("/asset_kinds/1/fields", "label=height&type=text").status == 422);
    CHECK(desk.get("/asset_kinds/1/fields/3/delete").has("Nothing is kept in it."));
    CHECK(desk.get("/asset_kinds/9").status == 404);
    desk.as("Ben");
    const Answer seen = desk.get("/asset_kinds/1");
    CHECK(seen.has("Species"));
    CHECK_FALSE(seen.has("/asset_kinds/1/fields/new"));
    CHECK(desk.post("/asset_kinds/1/fields", "label=x&type=text").status == 403);
}

TEST_CASE("what a choice that is taken out becomes is asked, in numbers", "[C8]") {
    Desk desk;
    REQUIRE(desk.post("/settings/fields", "label=Size&type=choice&choices=Small%0ALarge%0AHuge").status == 303);
    desk.add_client("Ann", "Oak", {{"custom.size", "Small"}});
    desk.add_client("Bea", "Oak", {{"custom.size", "Small"}});
    desk.add_client("Cat", "Oak", {{"custom.size", "Large"}});
    const std::string begin = "revision=1&label=Size&type=choice&choices=Tiny%0ALarge";
    const Answer asked = desk.post("/settings/fields/1", begin);
    CHECK(asked.status == 422);
    CHECK((asked.has("“Small” in 2 clients becomes") && asked.has(R"(<option value="Tiny" selected>)")));
    CHECK_FALSE(asked.has("Huge” in"));
    CHECK(desk.post("/settings/fields/1", begin + "&instead.1=Tiny").header("location") == "/settings/fields");
    CHECK(desk.get("/clients?custom.size=Tiny").has(">2</span>"));
    CHECK(desk.get("/settings/fields/1").has("Tiny\nLarge</textarea>"));
    const Answer gone = desk.post("/settings/fields/1", "revision=3&label=Size&type=choice&choices=Large&instead.1=");
    CHECK(gone.status == 303);
    CHECK(desk.get("/clients?custom.size.empty=yes").has(">2</span>"));
}

TEST_CASE("the list of clients leads admins to their custom fields, and these lead back", "[C8]") {
    Desk desk;
    CHECK(desk.get("/clients").has(R"(href="/settings/fields")"));
    const Answer fields = desk.get("/settings/fields");
    CHECK((fields.has(R"(href="/clients")") && fields.has(R"(href="/settings")")));
    CHECK_FALSE(desk.as("Ben").get("/clients").has(R"(href="/settings/fields")"));
}

TEST_CASE("a list sorted by a custom field goes back", "[C1][C8]") {
    Desk desk;
    REQUIRE(desk.post("/settings/fields", "label=Size&type=number").status == 303);
    for (int i = 0; i < 120; ++i)
        desk.add_client(std::format("First{}", i), std::format("Last{:03}", i),
                        i < 70 ? storage::Typed{{"custom.size", std::to_string(i)}} : storage::Typed{});
    const auto link = [](const Answer& answer, std::string_view mark) {
        const auto end = answer.body.find(mark);
        REQUIRE(end != std::string::npos);
        const auto begin = answer.body.rfind("href=\"", end) + 6;
        std::string url = answer.body.substr(begin, answer.body.find('"', begin) - begin);
        for (auto at = url.find("&amp;"); at != std::string::npos; at = url.find("&amp;")) url.erase(at + 1, 4);
        return url;
    };
    const Answer first = desk.get("/clients?sort=custom.size");
    const Answer second = desk.get(link(first, "rel=\"next\""));
    const Answer third = desk.get(link(second, "rel=\"next\""));
    CHECK(third.has("Last119"));
    const Answer back = desk.get(link(third, "rel=\"prev\""));
    CHECK((back.has("Last050, ") && back.has("Last069, ")));
    CHECK(desk.get(link(back, "rel=\"prev\"")).has("Last000, "));
}

TEST_CASE("merging clients says what becomes of the numbers of their items", "[P15][C11]") {
    With_kinds desk;
    desk.add_client("Bo", "Oak");
    desk.add(storage::record_type<Asset>(), {{"client", "1"}, {"kind", "1"}, {"custom.species", "Linden"}});
    const Answer page = desk.get("/clients/1/merge?into=2");
    CHECK((page.has("1 inventory item") && page.has("They get new numbers there")));
}

TEST_CASE("each kind of items has its icon, in lists, in tabs above them and where it is found", "[P15]") {
    With_kinds desk;
    desk.add(storage::record_type<Asset>(), {{"client", "1"}, {"kind", "1"}, {"custom.species", "Linden"}});
    desk.add(storage::record_type<Asset>(), {{"client", "1"}, {"kind", "2"}, {"title", "Green"}});
    const auto icon_before = [](std::string_view icon, std::string_view name) {
        return std::format("#{}\"></use></svg>{}", icon, name);
    };
    for (const char* list : {"/assets", "/clients/1/assets"}) {
        const Answer page = desk.get(list);
        for (const auto& [icon, name] : {std::pair{"tree", "1 Linden<"},
                                         {"armchair", "2 Green<"},
                                         {"tree", "Tree</a>"},
                                         {"armchair", "Bench</a>"}})
            CHECK(page.has(icon_before(icon, name)));
        CHECK(page.has(std::format("{}?kind=2", list)));
    }
    CHECK_FALSE(desk.get("/clients/1/assets?kind=2").has("1 Linden"));
    CHECK(desk.get("/asset_kinds").has(icon_before("armchair", "Bench<")));
    REQUIRE(desk.post("/asset_kinds", "name=Grit+bin").status == 303);
    CHECK(desk.get("/asset_kinds").has(icon_before("box", "Grit bin<")));
    CHECK(desk.get("/search?q=green", true).has("#armchair"));
}

}  // namespace pages::test
