// Saved views of lists: what the address says, to be had again.
#include <catch2/catch_test_macros.hpp>
#include <format>

#include "office/clients/tag.h"
#include "office/people/saved_view.h"
#include "office/work/task.h"
#include "pages/desk.h"

namespace pages::test {

using enum http::Method;
using office::Saved_view;

namespace {

std::string save(Desk& desk, std::string_view query, std::string_view form) {
    const Answer answer = desk.post(std::format("/clients/views/new?{}", query), form);
    INFO(answer.body);
    REQUIRE(answer.status == 303);
    return answer.header("location");
}

/// Where all that is done to it leads.
void act(Desk& desk, std::string_view what) {
    REQUIRE(desk.post(std::format("/clients/views/{}", what)).status == 303);
}

/// Names of the tabs in their order.
std::string tabs(const Answer& page) {
    std::string names;
    const auto end = page.body.find("</nav>", page.body.find("view-tabs"));
    for (auto at = page.body.find("<a href", page.body.find("view-tabs")); at < end;
         at = page.body.find("<a href", at + 1)) {
        const auto begin = page.body.find('>', at) + 1;
        names += page.body.substr(begin, page.body.find('<', begin) - begin) + "|";
    }
    return names;
}

bool is_current(const Answer& page, std::string_view name) {
    return page.has(std::format(R"( aria-current="page">{}<)", name));
}

}  // namespace

TEST_CASE("A list is saved as a view, opened again, changed and put back", "[C5]") {
    Desk desk;
    desk.add_client("Ana", "Ruiz");
    const std::string query = "status=active&sort=-created&column=phone&column=email";
    CHECK(desk.get("/clients?" + query).has("/clients/views/new?status=active&amp;sort=-created"));
    const std::string url = save(desk, query, "name=Busy+ones");
    CHECK(url == "/clients?status=active&sort=-created&column=phone&column=email&view=1");
    const Answer page = desk.get(url);
    CHECK(is_current(page, "Busy ones"));
    CHECK_FALSE(page.has(">changed<"));
    const std::string table = page.body.substr(page.body.find("<thead>"));
    CHECK(table.find(">Phone<") < table.find(">E-mail<"));
    CHECK(desk.get("/clients?view=1").header("location") == url);
    // Something else on top of it is told, saved or put back.
    const Answer changed = desk.get("/clients?status=lead&sort=-created&column=phone&column=email&view=1");
    CHECK(is_current(changed, "Busy ones"));
    CHECK(changed.has(">changed<"));
    CHECK(desk.get("/clients?status=active&sort=-created&column=email&column=phone&view=1").has(">changed<"));
    CHECK(changed.has("&amp;view=1\">Reset<"));
    const Answer updated = desk.post("/clients/views/1/update?status=prospect&sort=name&view=1", "at=%2Fclients");
    CHECK(updated.header("location").starts_with("/clients?status=prospect&sort=name&column="));
    CHECK_FALSE(desk.get(updated.header("location")).has(">changed<"));
}

TEST_CASE("What is taken off a view stays off, and what is exported is what is shown", "[C5]") {
    Desk desk;
    desk.add_client("Ana", "Ruiz", {{"status", "prospect"}, {"phone", "043-797-5229"}});
    save(desk, "status=active&column=phone", "name=Busy");
    const Answer page = desk.get("/clients?status=active&sort=name&column=phone&view=1");
    CHECK(page.has("Nothing found"));
    CHECK(page.has("href=\"/clients?sort=name&amp;column=phone&amp;view=1\""));  // without the condition
    const Answer without = desk.get("/clients?sort=name&column=phone&view=1");
    CHECK(without.has("043-797-5229"));
    CHECK(without.has("\"/clients/export.csv?column=phone\""));
}

TEST_CASE("One's own views are nobody else's business, everybody's need a right", "[C5][U2]") {
    Desk desk;
    save(desk, "status=active", "name=Of+Ana&whose=mine");
    save(desk, "status=prospect", "name=Of+all&whose=everybody");
    save(desk.as("Rita"), "status=former", "name=Of+Rita");
    CHECK(tabs(desk.get("/clients")) == "All|Mine|Of Rita|Of all|");
    CHECK(tabs(desk.as("Ana").get("/clients")) == "All|Mine|Of Ana|Of all|");
    desk.as("Ben");
    CHECK(tabs(desk.get("/clients")) == "All|Mine|Of all|");
    CHECK(desk.get("/clients?view=1").has("This view was deleted, or it is somebody else’s."));
    CHECK(desk.get("/clients?status=active&view=1").status == 200);
    CHECK_FALSE(desk.get("/clients?status=active").has("name=\"whose\""));
    const Answer refused = desk.post("/clients/views/new?status=active", "name=Ours&whose=everybody");
    CHECK(refused.status == 422);
    CHECK(refused.has("value=\"Ours\""));
    for (const char* what : {"2", "2/update", "2/delete", "2/forward"}) {
        CAPTURE(what);
        CHECK(desk.post(std::format("/clients/views/{}", what), "name=Other&revision=1").status == 403);
    }
    for (const char* what : {"1", "1/update", "1/delete", "1/begin"})
        CHECK(desk.post(std::format("/clients/views/{}", what), "name=Other&revision=1").status == 404);
    CHECK(desk.post("/companies/views/2/begin").status == 404);  // of another list
    CHECK(desk.stored<Saved_view>(2).name == "Of all");
}

TEST_CASE("A view has a name of its own, which is said beside the field", "[C5]") {
    Desk desk;
    save(desk, "status=active", "name=Busy");
    const auto again = [&](std::string_view form) { return desk.post("/clients/views/new?status=lead", form); };
    CHECK(again("name=").has("Enter a name."));
    CHECK(again("name=%20BUSY%20").has("“Name” is there already."));
    CHECK(again("name=" + std::string(61, 'x')).status == 422);
    CHECK(again("name=" + std::string(61, 'x')).has(std::string(61, 'x')));
    CHECK(desk.post("/companies/views/new?q=x", "name=Busy").status == 303);
    CHECK(again("name=Busy&whose=everybody").status == 303);  // everybody's are others
    // Somebody else was there meanwhile.
    CHECK(desk.post("/clients/views/1", "name=One&revision=1").status == 303);
    const Answer stale = desk.post("/clients/views/1", "name=Two&revision=1");
    CHECK(stale.status == 422);
    CHECK(stale.has("value=\"Two\""));
    CHECK(desk.post("/clients/views/1", "name=Two&revision=2").status == 303);
    CHECK(desk.stored<Saved_view>(1).name == "Two");
}

TEST_CASE("Nobody keeps more views of a list than can be told apart", "[C5]") {
    Desk desk;
    for (std::size_t i = 0; i < office::most_views; ++i) save(desk, "status=active", std::format("name=View{}", i));
    const Answer more = desk.post("/clients/views/new?status=active", "name=More");
    CHECK(more.status == 422);
    CHECK(more.has("would be one too many"));
}

TEST_CASE("A list begins with the view that somebody chose for it", "[C5]") {
    Desk desk;
    save(desk, "status=active", "name=Busy&whose=everybody");
    act(desk.as("Ben"), "1/begin");
    const Answer first = desk.get("/clients");
    CHECK(first.status == 303);
    CHECK(first.header("location").starts_with("/clients?status=active&"));
    const Answer all = desk.get("/clients?view=all");
    CHECK(is_current(all, "All"));
    CHECK(all.has("href=\"/clients?view=all\""));
    CHECK(desk.get("/clients?status=lead").has("<a href=\"/clients?view=all\" data-relist>Clear all</a>"));
    CHECK(desk.as("Ana").get("/clients").status == 200);  // hers begins with all
    act(desk.as("Ben"), "all/begin");
    CHECK(desk.get("/clients").status == 200);
}

TEST_CASE("Views are put in order, and deleted until it is taken back", "[C5][U8]") {
    Desk desk;
    for (const char* name : {"One", "Two", "Three"}) save(desk, "status=active", std::format("name={}", name));
    act(desk, "3/forward");
    CHECK(tabs(desk.get("/clients")) == "All|Mine|One|Three|Two|");
    act(desk, "1/back");
    CHECK(tabs(desk.get("/clients")) == "All|Mine|Three|One|Two|");
    act(desk, "3/forward");  // it is the first one already
    CHECK(desk.get("/clients/views").has("/clients/views/3/delete"));
    act(desk, "3/delete");
    CHECK(tabs(desk.get("/clients")) == "All|Mine|One|Two|");
    const auto last = desk.store().read(
        [](const storage::Read& read) { return read.history({Saved_view::kind.number, 3}, 0, 1).front().operation; });
    REQUIRE(desk.post(std::format("/history/{}/undo", last)).status == 303);
    CHECK(tabs(desk.get("/clients")) == "All|Mine|Three|One|Two|");
}

TEST_CASE("What is meant by the day and by whoever looks stays so in a view", "[C5]") {
    Desk desk;
    REQUIRE(desk.post("/tasks/views/new?assignee=me&due=this_week", "name=This+week&whose=everybody").status == 303);
    const auto view = desk.stored<Saved_view>(1);
    REQUIRE(view.filters.size() == 2);
    CHECK(view.filters[0].value == "me");
    CHECK(view.filters[1].value == "this_week");
    CHECK(desk.as("Ben").get("/tasks?view=1").header("location").starts_with("/tasks?assignee=me&due=this_week&"));
    CHECK(tabs(desk.get("/tasks")) == "All|Mine|Overdue|This week|");
    CHECK(is_current(desk.get("/tasks?due.before=today"), "Overdue"));
}

TEST_CASE("A view by something that is gone opens and says so", "[C5]") {
    Desk desk;
    desk.add_client("Ana", "Ruiz", {{"tags", "VIP"}});
    const std::string url = save(desk, "tags=1&column=tags", "name=Important");
    CHECK(desk.get(url).has("Ruiz, Ana"));
    REQUIRE(desk.post("/settings/tags/1/delete").status == 303);
    const Answer page = desk.get(url);
    CHECK(page.status == 200);
    CHECK(page.has("What the filter “Tags” asks for is not there any more."));
    CHECK(page.has("no longer there"));
    CHECK(desk.get(url + "&custom.roof=5").has("“custom.roof” in the address was passed over"));
}

TEST_CASE("Columns are moved without script, and stay in their order", "[C1][C5]") {
    Desk desk;
    desk.add_client("Ana", "Ruiz", {{"phone", "043-797-5229"}, {"email", "ana@ruiz.example"}});
    const Answer moved = desk.get("/clients?column=email&column=phone&move=-phone");
    CHECK(moved.header("location") == "/clients?column=phone&column=email");
    const Answer page = desk.get("/clients?column=phone&column=email");
    CHECK(page.body.find("043-797-5229") < page.body.find("ana@ruiz.example"));
    CHECK(desk.get("/clients?column=email&column=phone&move=email").header("location") ==
          "/clients?column=phone&column=email");
    CHECK(page.header("set-cookie").contains("columns_clients=phone!email"));
    CHECK_FALSE(desk.get("/clients?sort=name&column=rating&view=1").header("set-cookie").contains("columns_clients"));
}

TEST_CASE("Lists within a record have the views of their kind", "[C5]") {
    Desk desk;
    desk.add_client("Ana", "Ruiz");
    CHECK_FALSE(desk.get("/clients/1/tasks").has("view-tabs"));
    REQUIRE(desk.post("/tasks/views/new?priority=high", "name=Pressing").status == 303);
    const Answer page = desk.get("/clients/1/tasks");
    CHECK(tabs(page) == "All|Pressing|");
    CHECK(page.has("/clients/1/tasks?priority=high&amp;"));
    CHECK(is_current(desk.get("/clients/1/tasks?priority=high&sort=due&view=1"), "Pressing"));
    const Answer saved = desk.post("/tasks/views/new?priority=low", "name=Idle&at=%2Fclients%2F1%2Ftasks");
    CHECK(saved.header("location").starts_with("/clients/1/tasks?priority=low&"));
    CHECK(desk.post("/tasks/views/new?priority=low", "name=Far&at=%2F%2Fevil.example%2Ftasks")
              .header("location")
              .starts_with("/tasks?"));
}

TEST_CASE("Programs make and read views", "[C5]") {
    Desk desk;
    const Answer made = desk.call(post, "/api/v1/saved_views",
                                  R"({"list":"clients","name":"Busy","filters":[{"field":"status","value":"active"}],)"
                                  R"("columns":"phone email","sort":"-created"})");
    CHECK(made.status == 201);
    CHECK(desk.get("/clients?view=1").header("location") ==
          "/clients?status=active&sort=-created&column=phone&column=email&view=1");
    for (const char* wrong : {R"({"list":"cats","name":"x"})", R"({"list":"clients","name":"x","columns":"claws"})",
                              R"({"list":"clients","name":"x","sort":"claws"})",
                              R"({"list":"clients","name":"x","filters":[{"field":"claws","value":"5"}]})"}) {
        CAPTURE(wrong);
        CHECK(desk.call(post, "/api/v1/saved_views", wrong).status == 422);
    }
    const std::string_view shared = R"({"list":"clients","name":"x","shared":true})";
    CHECK(desk.as("Ben").call(post, "/api/v1/saved_views", shared).status == 422);
    CHECK(desk.as("Rita").call(post, "/api/v1/saved_views", R"({"list":"clients","name":"x"})").status == 201);
}

}  // namespace pages::test
