// What a list is asked for: sentences above it, and for each field a form, as a page or as a part.
#include <catch2/catch_test_macros.hpp>
#include <format>

#include "office/records/days.h"
#include "office/work/task.h"
#include "pages/desk.h"

namespace pages::test {

using enum http::Method;

namespace {

void define(Desk& desk, const char* label, const char* type, const char* choices = "") {
    desk.add(storage::record_type<storage::Custom_field>(), {{"label", label}, {"type", type}, {"choices", choices}});
}

/// The form for one field of a list that is asked for something.
Answer form_for(Desk& desk, std::string_view field, std::string_view query = "") {
    return desk.get(std::format("/clients/filters?{}&filter.field={}", query, field));
}

}  // namespace

TEST_CASE("a list says in sentences what it is asked for", "[C5]") {
    Desk desk;
    desk.add_client("Ann", "Aalto", {{"tags", "VIP, Lead"}});
    define(desk, "Budget", "money");
    const std::vector<std::pair<std::string_view, std::string_view>> sentences{
        {"status=active", "Status is Active"},
        {"status=active&status=prospect", "Status is Active or Prospect"},
        {"status=active&status.mode=none", "Status is not Active"},
        {"tags=1&tags=2", "Tags with VIP or Lead"},
        {"tags=1&tags=2&tags.mode=all", "Tags with VIP and Lead"},
        {"tags=1&tags.mode=none", "Tags without VIP"},
        {"assignee=me", "Assignee is me"},
        {"client_since=last_7_days", "Client since last 7 days"},
        {"client_since.before=2026-03-01", "Client since before 1 March 2026"},
        {"client_since.from=2026-03-01&client_since.to=today", "Client since 1 March 2026 – today"},
        {"custom.budget.after=5000", "Budget over 5000"},
        {"custom.budget.from=1&custom.budget.before=9", "Budget at least 1, under 9"},
        {"custom.budget.empty=no", "Budget is filled in"},
        {"company.empty=yes", "Company is empty"},
        {"created=today", "Created today"},
        {"all=yes", "Archived too"}};
    for (const auto& [query, sentence] : sentences) {
        INFO(query);
        CHECK(desk.get(std::format("/clients?{}", query)).has(std::format(">{}<", sentence)));
    }
}

TEST_CASE("sentences about days are told in the person's language", "[C5]") {
    Desk desk;
    desk.language = "de";
    for (const std::string_view days : office::relative_days()) {
        INFO(days);
        const Answer page = desk.get(std::format("/clients?client_since={}", days));
        CHECK(page.has(">Kunde seit "));
        for (const std::string_view english : {"this ", "next ", "last ", "today", "yesterday", "tomorrow"})
            CHECK_FALSE(page.has(std::format(">Kunde seit {}", english)));
        CHECK(form_for(desk, "client_since", std::format("client_since={}", days))
                  .has(std::format("<option value=\"{}\" selected>", days)));
    }
    CHECK(desk.get("/clients?client_since=last_7_days").has(">Kunde seit letzte 7 Tage<"));
    CHECK(desk.get("/clients?client_since.before=this_week").has(">Kunde seit früher als diese Woche<"));
}

TEST_CASE("every field that a list can be asked for is offered, and the list goes along", "[C5]") {
    Desk desk;
    define(desk, "Budget", "money");
    const Answer page = desk.get("/clients/filters?q=oak&status=active&column=email");
    for (const char* field : {"status", "tags", "company", "client_since", "custom.budget", "created"}) {
        INFO(field);
        const std::string link =
            std::format("/clients/filters?q=oak&amp;status=active&amp;column=email&amp;filter.field={}", field);
        CHECK(page.has(link));
    }
    CHECK(page.has("href=\"/clients?q=oak&amp;status=active&amp;column=email\""));
    CHECK(page.has("aria-label=\"asked for\""));
    CHECK_FALSE(page.has("filter.field=description"));
    const Answer form = form_for(desk, "tags", "q=oak&status=active&column=email");
    for (const char* kept :
         {"name=\"q\" value=\"oak\"", "name=\"status\" value=\"active\"", "name=\"column\" value=\"email\""})
        CHECK(form.has(kept));
    CHECK(form_for(desk, "nonsense").has("filter.field=status"));
}

TEST_CASE("a list opens the form of a field as a part of itself, and holds none before", "[C5]") {
    Desk desk;
    for (int i = 0; i < 60; ++i) desk.add_client("Ann", std::format("Aalto{:02}", i), {{"tags", "VIP, Lead"}});
    const Answer list = desk.get("/clients?status=active");
    CHECK(list.has("href=\"/clients/filters?status=active&amp;filter.field=status\""));
    CHECK_FALSE(list.has(">Prospect<"));
    CHECK_FALSE(list.has("name=\"column\""));
    CHECK(list.body.size() < 38'000);
    const Answer part = desk.get("/clients/filters?status=active&filter.field=status", true);
    CHECK_FALSE(part.has("<html"));
    CHECK(part.has("hx-get=\"/clients\""));
    const Answer page = desk.get("/clients/filters?status=active&filter.field=status");
    CHECK(page.has("<html"));
    CHECK_FALSE(page.has("hx-get=\"/clients\""));
    CHECK(page.has("value=\"active\" checked"));
    CHECK(page.has("value=\"prospect\">"));
}

TEST_CASE("of several values any, all or none are asked for", "[C5]") {
    Desk desk;
    define(desk, "Interests", "choices", "Roof\nGarden\nPool");
    desk.add_client("Ann", "Aalto", {{"tags", "VIP, Lead"}, {"custom.interests", "Roof, Garden"}});
    desk.add_client("Bea", "Brown", {{"tags", "VIP"}, {"custom.interests", "Pool"}});
    for (const char* field : {"tags", "custom.interests"}) {
        const Answer form = form_for(desk, field);
        for (const char* mode : {"any of", "all of", "none of"}) CHECK(form.has(std::format(">{}<", mode)));
    }
    CHECK_FALSE(form_for(desk, "status").has(">all of<"));
    CHECK(form_for(desk, "tags", "tags=1&tags.mode=none").has("value=\"none\" checked"));
    const auto found = [&](std::string_view query) {
        const Answer answer = desk.get(std::format("/clients?{}", query));
        return std::string(answer.has("Aalto, Ann") ? "A" : "") + (answer.has("Brown, Bea") ? "B" : "");
    };
    CHECK(found("custom.interests=Roof&custom.interests=Pool") == "AB");
    CHECK(found("custom.interests=Roof&custom.interests=Garden&custom.interests.mode=all") == "A");
    CHECK(found("custom.interests=Roof&custom.interests.mode=none") == "B");
    CHECK(found("tags=1&tags=2&tags.mode=all") == "A");
    // a form sends the mode though nothing is ticked
    CHECK(found("tags.mode=none") == "AB");
    CHECK(found("tags.mode=all&q=") == "AB");
    CHECK_FALSE(desk.get("/clients?tags.mode=none").has("data-filter=\""));
}

TEST_CASE("what the address says of a field can all be changed in its form", "[C5]") {
    Desk desk;
    define(desk, "Budget", "money");
    for (int i = 0; i < 101; ++i)
        desk.add_client("Ann", std::format("Aalto{}", i), {{"company", std::format("Firm {}", i)}});
    const Answer companies = form_for(desk, "company", "company=1&company=Acme");
    CHECK(companies.has("name=\"company\" value=\"1\" checked><span class=\"form-check-label\">Firm 0<"));
    CHECK(companies.has("name=\"company\" value=\"Acme\""));
    const Answer days = form_for(desk, "client_since", "client_since.before=today&client_since.from=2026-03-01");
    CHECK(days.has("type=\"text\" name=\"client_since.before\" value=\"today\""));
    CHECK(days.has("type=\"date\" name=\"client_since.from\" value=\"2026-03-01\""));
    CHECK(days.has("<details open>"));
    const Answer budget = form_for(desk, "custom.budget", "custom.budget=12.50");
    CHECK(budget.has("name=\"custom.budget\" value=\"12.50\""));
    CHECK_FALSE(budget.has("type=\"hidden\" name=\"custom.budget\""));
    CHECK(form_for(desk, "tags", "tags=99").has("name=\"tags\" value=\"99\" checked"));
}

TEST_CASE("what cannot be is said in the form, beside what was typed", "[C5]") {
    Desk desk;
    const Answer form = form_for(desk, "client_since", "client_since.from=soon");
    CHECK(form.has("value=\"soon\""));
    CHECK(form.has("field-error"));
    CHECK(form.has("“Client since” is not a date"));
    CHECK(desk.get("/clients?client_since.from=soon").has("class=\"chip chip-red\""));
}

TEST_CASE("the columns of a list are chosen on a page of their own, or in a part", "[C1]") {
    Desk desk;
    check(desk, {{get,
                  "/clients/columns?status=active&column=email",
                  "",
                  200,
                  {"name=\"status\" value=\"active\"", "value=\"email\" checked", "value=\"phone\" >"},
                  {"type=\"hidden\" name=\"column\""}}});
    CHECK_FALSE(desk.get("/clients/columns", true).has("<html"));
}

TEST_CASE("a phone shows three things of a row beside its name", "[C1]") {
    Desk desk;
    desk.add_client("Ann", "Aalto");
    // a box, the name, e-mail, phone, company, city, status, tags
    CHECK(desk.get("/clients").has("data-card=\"3 4 7\""));
    CHECK(desk.get("/clients?column=rating&column=company").has("data-card=\"3 4\""));
    desk.as("Rita");
    CHECK(desk.get("/clients?column=rating&column=company&column=tags&column=phone").has("data-card=\"2 3 4\""));
}

TEST_CASE("what belongs to a record is asked for in the page of that record", "[C5]") {
    Desk desk;
    desk.add_client("Ann", "Aalto");
    desk.add(storage::record_type<office::Task>(), {{"title", "Prune"}, {"client", "1"}});
    CHECK(desk.get("/clients/1/tasks").has("href=\"/clients/1/tasks/filters\""));
    const Answer fields = desk.get("/clients/1/tasks/filters");
    CHECK(fields.has("/clients/1/tasks/filters?filter.field=due"));
    CHECK_FALSE(fields.has("filter.field=client\""));
    CHECK(desk.get("/clients/1/tasks/filters?filter.field=due").has("action=\"/clients/1/tasks\""));
}

}  // namespace pages::test
