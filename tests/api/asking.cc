// One language for lists: the same query finds the same records on a page and as JSON.
#include <catch2/catch_test_macros.hpp>
#include <format>
#include <set>

#include "office/records/days.h"
#include "sample/errand.h"
#include "support/box.h"
#include "support/browser.h"

using support::Answer;
using support::Box;
using support::Browser;

namespace {

storage::Date today() { return office::day_of(storage::Moment::now()); }
std::string day(int from_today) { return storage::show_date({today().days + from_today}); }

std::set<std::string> between(const std::string& text, std::string_view before, char behind) {
    std::set<std::string> found;
    for (auto at = text.find(before); at != std::string::npos; at = text.find(before, at + 1)) {
        const auto begin = at + before.size();
        found.insert(text.substr(begin, text.find(behind, begin) - begin));
    }
    return found;
}

/// Errands of an office, one without anything, and an administrator who looks at them.
class Errands {
  public:
    Errands() {
        REQUIRE(ada_.sign_in("admin@example.org", support::password));
        REQUIRE(box_.api("admin", "POST", "/api/v1/clients",
                         R"({"first_name":"Ana","last_name":"López","email":"ana@example.org"})")
                    .status == 201);
        add("Yesterday", day(-1), 1, "high");
        add("Today", day(0), 1, "low");
        add("Tomorrow", day(1), 2, "high");
        add("Later", day(40), 2, "low");
        add("Never", "", 0, "");
    }

    /// Names of those that the API finds, after a look whether the page finds the same.
    std::string found(const std::string& query) {
        INFO(query);
        const Answer json = box_.api("admin", "GET", "/api/v1/errands?" + query);
        const Answer page = ada_.get("/errands?" + query);
        CHECK(json.status == 200);
        CHECK(page.status == 200);
        std::string names;
        std::set<std::string> ids;
        for (const std::string& id : between(json.body, "{\"id\":", ',')) {
            ids.insert(id);
            names += names_.at(std::stoul(id) - 1).substr(0, 2);
        }
        CHECK(between(page.body.substr(std::min(page.body.find("id=\"list\""), page.body.size())),
                      "<a href=\"/errands/", '"') == ids);
        return names;
    }

    /// What the API says is wrong, after a look whether the page says so too and finds nothing.
    std::string wrong(const std::string& query) {
        INFO(query);
        const Answer json = box_.api("admin", "GET", "/api/v1/errands?" + query);
        const Answer page = ada_.get("/errands?" + query);
        CHECK(json.status == 422);
        CHECK(page.status == 422);
        CHECK(page.body.contains("Nothing found"));
        CHECK(page.body.contains("class=\"chip chip-red\""));
        const auto begin = json.body.find("\"errors\":{") + 10;
        return json.body.substr(begin, json.body.find('}', begin) - begin);
    }

    Answer page(const std::string& query) { return ada_.get("/errands?" + query); }
    Answer form(const std::string& field, const std::string& query) {
        return ada_.get("/errands/filters?filter.field=" + field + "&" + query);
    }
    Answer json(const std::string& target) { return box_.api("admin", "GET", target); }

  private:
    void add(const std::string& name, const std::string& due, int assignee, const std::string& priority) {
        const std::string body =
            std::format(R"({{"name":"{}","client":1,"due":{},"assignee":{}{}}})", name,
                        due.empty() ? "null" : '"' + due + '"', assignee == 0 ? "null" : std::to_string(assignee),
                        priority.empty() ? "" : std::format(R"(,"priority":"{}")", priority));
        const Answer made = box_.api("admin", "POST", "/api/v1/errands", body);
        INFO(made.body);
        REQUIRE(made.status == 201);
        names_.push_back(name);
    }

    Box box_;
    Browser ada_{box_.port()};
    std::vector<std::string> names_;
};

}  // namespace

TEST_CASE("a page and the API find the same for the same query", "[C5][E3]") {
    Errands errands;
    CHECK(errands.found("") == "YeToToLaNe");
    CHECK(errands.found("due=" + day(0)) == "To");
    CHECK(errands.found(std::format("due={}&due={}", day(0), day(-1))) == "YeTo");
    CHECK(errands.found("due=today") == "To");
    CHECK(errands.found("due=last_2_days") == "YeTo");
    CHECK(errands.found("due=next_7_days&due.mode=none") == "YeLaNe");
    CHECK(errands.found("due.from=today") == "ToToLa");
    CHECK(errands.found("due.after=today") == "ToLa");
    CHECK(errands.found("due.before=today") == "Ye");
    CHECK(errands.found("due.to=today&due.from=yesterday") == "YeTo");
    CHECK(errands.found("due.before=last_2_days").empty());
    CHECK(errands.found("due.empty=yes") == "Ne");
    CHECK(errands.found("due.empty=no&priority=high") == "YeTo");
    CHECK(errands.found("assignee=me") == "YeTo");
    CHECK(errands.found("assignee=staff") == "ToLa");
    CHECK(errands.found("assignee=staff%40example.org&due.after=tomorrow") == "La");
    CHECK(errands.found("assignee=me&assignee=2") == "YeToToLa");
    CHECK(errands.found("assignee=me&assignee.mode=none") == "ToLaNe");
    CHECK(errands.found("assignee.empty=yes") == "Ne");
    CHECK(errands.found("assignee.empty=no&sort=due") == "YeToToLa");
    CHECK(errands.found("priority=high&priority=low&priority.mode=any") == "YeToToLa");
    CHECK(errands.found("name=today") == "To");
    CHECK(errands.found("name.from=to") == "YeToTo");
    CHECK(errands.found("name.before=to&name.after=later") == "Ne");
    CHECK(errands.found("created=today&state=open") == "YeToToLaNe");
    CHECK(errands.found("created.before=today").empty());
    CHECK(errands.found("client=1&due=&q=") == "YeToToLaNe");
    CHECK(errands.found("assignee=me&sort=due&q=today") == "To");
}

TEST_CASE("what cannot be asked for is told under its parameter, and finds nothing", "[C5][E3]") {
    Errands errands;
    CHECK(errands.wrong("due=soon") == R"x("due":"“Date” is not a date (like 2026-03-31).")x");
    CHECK(errands.wrong("due.from=soon&due.to=today") ==
          R"x("due.from":"“due.from” is not a date (like 2026-03-31).")x");
    CHECK(errands.wrong("due=this_week&due=today") ==
          R"x("due":"“Date” cannot be asked for together with other days.")x");
    CHECK(errands.wrong("priority=nonsense&priority=high") ==
          R"x("priority":"“Priority” is not one of the choices.")x");
    CHECK(errands.wrong("assignee=Nobody") == R"x("assignee":"“Assignee” is not a user's name or e-mail address.")x");
    CHECK(errands.wrong("client=me").starts_with(R"("client":)"));
    CHECK(errands.wrong("due.empty=maybe") == R"x("due.empty":"“due.empty” must be yes or no.")x");
    CHECK(errands.wrong("priority=high&priority.mode=some") ==
          R"x("priority.mode":"“priority.mode” must be any, all or none.")x");
    // A page passes over what no field is called: a bookmark may be older than the fields.
    CHECK(errands.json("/api/v1/errands?nothing=1").status == 422);
    CHECK(errands.page("nothing=1&sort=nothing").status == 200);
    CHECK(errands.json("/api/v1/errands?budget=1").status == 422);
}

TEST_CASE("what is asked for stands in words above the list, with relative days to choose", "[C5]") {
    Errands errands;
    const auto says = [&](const std::string& query, std::string_view text) {
        INFO(query << " says " << text);
        CHECK(errands.page(query).body.contains(text));
    };
    says("due=this_week", ">Date this week<");
    says("due=last_30_days", ">Date last 30 days<");
    says("due=2026-03-31", ">Date 31 March 2026<");
    says("due.before=today&due.after=2026-03-31", ">Date after 31 March 2026, before today<");
    says("due.before=today", "<input type=\"hidden\" name=\"due.before\" value=\"today\">");
    says("due.from=today", "<input type=\"hidden\" name=\"due.from\" value=\"today\">");
    says("assignee=me", ">Assignee is me<");
    says("assignee=2&assignee.mode=none", ">Assignee is not staff<");
    says("due.empty=no", ">Date is filled in<");
    says("due=soon", ">Date soon (is not a date (like 2026-03-31))<");
    const auto offers = [&](const std::string& field, const std::string& query, std::string_view text) {
        INFO(query << " offers " << text);
        CHECK(errands.form(field, query).body.contains(text));
    };
    offers("due", "due=last_45_days", "<option value=\"last_45_days\" selected>Last 45 days</option>");
    offers("due", "", "<option value=\"next_7_days\" >Next 7 days</option>");
    offers("due", "due=soon", "role=\"alert\">“Date” is not a date (like 2026-03-31).<");
    offers("assignee", "assignee=me", "name=\"assignee\" value=\"me\" checked");
}

TEST_CASE("the API description lists what can be asked for", "[E3]") {
    Errands errands;
    const Answer description = errands.json("/api/v1/openapi.json");
    for (const std::string_view name : {"due", "due.mode", "due.from", "due.after", "due.before", "due.to", "due.empty",
                                        "assignee.empty", "created.from"}) {
        INFO(name);
        CHECK(description.body.contains(std::format("{{\"name\":\"{}\",\"in\":\"query\"", name)));
    }
    CHECK_FALSE(description.body.contains("\"name\":\"assignee.from\""));
}
