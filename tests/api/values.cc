// Types of value on their way in and out: JSON, its description, lists, forms.
#include <boost/json.hpp>
#include <catch2/catch_test_macros.hpp>

#include "sample/survey.h"
#include "support/box.h"
#include "support/browser.h"

namespace json = boost::json;
using support::Answer;
using support::Box;
using support::Browser;

namespace {

class Surveys {
  public:
    json::value add(std::string_view body) {
        const Answer made = box_.api("admin", "POST", "/api/v1/surveys", body);
        INFO(made.body);
        REQUIRE(made.status == 201);
        return json::parse(made.body);
    }
    Answer change(std::string_view body) {
        return box_.api("admin", "PATCH", "/api/v1/surveys/1", body, "If-Match: *\r\n");
    }
    json::value get(const std::string& path) { return json::parse(box_.api("admin", "GET", path).body); }

    /// Names of those that a query finds.
    std::string found(const std::string& query) {
        const Answer answer = box_.api("admin", "GET", "/api/v1/surveys?" + query);
        INFO(query << ": " << answer.body);
        REQUIRE(answer.status == 200);
        std::string names;
        const json::value list = json::parse(answer.body);
        for (const json::value& item : list.at("items").as_array()) names += item.at("name").as_string();
        return names;
    }

    Browser admin() {
        Browser browser(box_.port());
        REQUIRE(browser.sign_in("admin@example.org", support::password));
        return browser;
    }

  private:
    Box box_;
};

constexpr std::string_view german = "Accept-Language: de\r\n";

}  // namespace

TEST_CASE("what is not told is null, and zero is zero", "[E3]") {
    Surveys surveys;
    const json::value empty = surveys.add(R"({"name":"A"})");
    for (const auto* field : {"count", "slope", "fenced", "rating", "arrival", "position"})
        CHECK(empty.at(field).is_null());
    CHECK(surveys
              .change(R"({"count":0,"slope":0,"fenced":false,"rating":0,"arrival":"00:00",
                             "position":{"lat":0,"lon":0}})")
              .status == 200);
    const json::value zero = surveys.get("/api/v1/surveys/1");
    CHECK(zero.at("count") == 0);
    CHECK(zero.at("slope") == 0);
    CHECK(zero.at("fenced") == false);
    CHECK(zero.at("rating") == 0);
    CHECK(zero.at("arrival") == "00:00");
    CHECK(zero.at("position") == json::parse(R"({"lat":0,"lon":0})"));
    CHECK(surveys.change(R"({"count":null,"fenced":null,"rating":null,"position":null})").status == 200);
    for (const auto* field : {"count", "fenced", "rating", "position"})
        CHECK(surveys.get("/api/v1/surveys/1").at(field).is_null());
}

TEST_CASE("percentages and quantities are numbers, durations and times texts, positions objects", "[E3]") {
    Surveys surveys;
    const json::value made = surveys.add(R"({"name":"A","slope":12.5,"area":3.25,"effort":"90 min","arrival":"9:05",
                                             "position":{"lat":48.137,"lon":-11.5750001}})");
    CHECK(made.at("slope") == 12.5);
    CHECK(made.at("area") == 3.25);
    CHECK(made.at("effort") == "1:30");
    CHECK(made.at("arrival") == "09:05");
    CHECK(made.at("position") == json::parse(R"({"lat":48.137,"lon":-11.5750001})"));
    for (const auto* wrong :
         {R"({"position":"48, 11"})", R"({"position":{"lat":48}})", R"({"position":{"lat":91,"lon":0}})",
          R"({"effort":90})", R"({"effort":"90"})", R"({"slope":"12"})", R"({"arrival":"25:00"})"})
        CHECK(surveys.change(wrong).status == 422);
}

TEST_CASE("the description says what may be null", "[E3]") {
    Surveys surveys;
    const json::value description = surveys.get("/api/v1/openapi.json");
    const json::value& fields = description.at("components").at("schemas").at("survey").at("properties");
    for (const auto* field : {"count", "slope", "fenced", "rating", "arrival", "position"})
        CHECK(fields.at(field).at("type").as_array().back() == "null");
    CHECK(fields.at("fenced").at("type").as_array().front() == "boolean");
    CHECK(fields.at("arrival").at("pattern").as_string().size() > 5);
    CHECK(fields.at("position").at("properties").at("lat").at("maximum") == 90);
}

TEST_CASE("lists tell what is not told from zero, and sort it first", "[C5]") {
    Surveys surveys;
    surveys.add(R"({"name":"A","count":3,"slope":2.5,"effort":"2:00","arrival":"14:00","fenced":true})");
    surveys.add(R"({"name":"B"})");
    surveys.add(R"({"name":"C","count":0,"slope":0,"effort":"0:30","arrival":"00:00","fenced":false,"area":1.5})");
    CHECK(surveys.found("count.empty=yes") == "B");
    CHECK(surveys.found("count.empty=no&sort=name") == "AC");
    CHECK(surveys.found("slope.empty=yes") == "B");
    CHECK(surveys.found("arrival.empty=yes") == "B");
    CHECK(surveys.found("fenced.empty=yes") == "B");
    CHECK(surveys.found("count=0") == "C");
    CHECK(surveys.found("fenced=no") == "C");
    CHECK(surveys.found("area=1.5") == "C");
    CHECK(surveys.found("count.to=2") == "C");
    CHECK(surveys.found("slope.from=2.5") == "A");
    CHECK(surveys.found("slope.before=2.5") == "C");
    CHECK(surveys.found("effort.after=30%20min") == "A");
    CHECK(surveys.found("arrival.before=14:00") == "C");
    CHECK(surveys.found("sort=count") == "BCA");
    CHECK(surveys.found("sort=-slope") == "ACB");
}

TEST_CASE("values are typed and shown as the person's language writes them", "[U6]") {
    Surveys surveys;
    Browser ada = surveys.admin();
    REQUIRE(ada.get("/surveys/new", german).status == 200);
    const Answer made = ada.post("/surveys",
                                 "name=A&count=&slope=12%2C5+%25&fenced=no&rating=&area=1.234%2C5&effort=1%2C5+h"
                                 "&arrival=9%3A05&position=48%2C137%3B+11%2C575&day=31.12.2026",
                                 german);
    INFO(made.body);
    REQUIRE(made.status == 303);
    const json::value stored = surveys.get("/api/v1/surveys/1");
    CHECK(stored.at("count").is_null());
    CHECK(stored.at("slope") == 12.5);
    CHECK(stored.at("fenced") == false);
    CHECK(stored.at("area") == 1234.5);
    CHECK(stored.at("effort") == "1:30");
    CHECK(stored.at("day") == "2026-12-31");
    CHECK(stored.at("position").at("lon") == 11.575);
    const std::string page = ada.get("/surveys/1", german).body;
    for (const auto* shown : {"12,5\u00A0%", "1234,5", "1:30", "09:05", "48.137, 11.575"}) {
        INFO(shown);
        CHECK(page.contains(shown));
    }
    const Answer wrong = ada.post("/surveys", "name=B&effort=90&arrival=2.05+pm", german);
    CHECK(wrong.status == 422);
    CHECK(wrong.body.contains("könnte 90 Minuten oder 90 Stunden sein: geben Sie 90 min oder 90 h ein"));
    CHECK(wrong.body.contains("ist keine Uhrzeit (wie 14:05)"));
}

TEST_CASE("which number of a day is the month is asked where the language does not say it", "[U6]") {
    Surveys surveys;
    Browser ada = surveys.admin();
    REQUIRE(ada.get("/surveys/new").status == 200);
    const Answer asked = ada.post("/surveys", "name=A&day=03%2F04%2F2026", "Accept-Language: en\r\n");
    CHECK(asked.status == 422);
    CHECK(asked.body.contains("could be 2026-04-03 or 2026-03-04: type one of them"));
    CHECK(ada.post("/surveys", "name=A&day=03%2F04%2F2026", german).status == 303);
    CHECK(surveys.get("/api/v1/surveys/1").at("day") == "2026-04-03");
    const std::string list = ada.get("/surveys?day.from=1.4.2026&day.to=03/04/2026", german).body;
    CHECK(list.contains("href=\"/surveys/1\""));
    CHECK(list.contains("value=\"2026-04-01\""));
    CHECK(ada.get("/surveys?day=03/04/2026", "Accept-Language: en\r\n").body.contains("could be 2026-04-03"));
    CHECK(ada.get("/surveys?day=3.4.2026", "Accept-Language: en\r\n").body.contains("href=\"/surveys/1\""));
}
