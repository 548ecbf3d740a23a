// Forms: create, edit, what is wrong with them, two people at once, one value in place, delete.
#include <catch2/catch_test_macros.hpp>
#include <format>

#include "office/clients/contact.h"
#include "pages/desk.h"

namespace pages::test {

using enum http::Method;

namespace {

const std::string heather =
    "type=person&first_name=Heather&last_name=Callahan&email=heather%40callahan.example&phone=043-797-5229"
    "&company=Mosley-David&new.company=Mosley-David&tags=VIP%2C+Lead&status=active&billing_address.city=Oslo";

}  // namespace

TEST_CASE("a client is made with everything that was typed", "[C2]") {
    Desk desk;
    CHECK(desk.get("/clients/new").has("name=\"billing_address.city\""));
    const Answer answer = desk.post("/clients", heather);
    REQUIRE(answer.status == 303);
    CHECK(answer.header("location") == "/clients/1");
    CHECK(answer.header("set-cookie").contains("toast="));
    const auto client = desk.client(1);
    CHECK(client.name() == "Callahan, Heather");
    CHECK(client.tags.size() == 2);
    CHECK(client.billing_address.city == "Oslo");
    CHECK(desk.stored<office::Company>(client.company.id).name == "Mosley-David");
}

TEST_CASE("an address with letters beyond ASCII goes through a form: the box judges it, not the browser", "[C2]") {
    Desk desk;
    desk.post("/clients", heather);
    const std::string jose = "email=jos%C3%A9%40callahan.example&revision=1";
    REQUIRE(desk.post("/clients/1", jose).status == 303);
    const Answer form = desk.get("/clients/1/edit");
    CHECK(
        form.has("<input type=\"text\" dir=\"ltr\" inputmode=\"email\" autocapitalize=\"none\" spellcheck=\"false\""));
    CHECK(form.has("value=\"josé@callahan.example\""));
    CHECK_FALSE(form.has("type=\"email\""));
}

TEST_CASE("what shows nothing does not do for a field that is required", "[C2]") {
    Desk desk;
    for (const std::string_view blank : {"%C2%A0", "%E2%80%8B", "%E3%80%80", "%EF%BB%BF", "%E3%85%A4"})
        check(desk, {{post,
                      "/clients",
                      std::format("type=person&first_name={}&last_name={}&email=a%40b.example", blank, blank),
                      422,
                      {"Enter a first name.", "Enter a last name."}}});
}

TEST_CASE("numbers are typed and read as in the person's language, and what could be two is asked about", "[C2][B2]") {
    Desk desk;
    for (const char* label : {"Budget", "Rooms"})
        desk.add(storage::record_type<storage::Custom_field>(),
                 {{"label", label}, {"type", label == std::string_view("Budget") ? "money" : "number"}});
    desk.post("/clients", heather);
    const auto stored = [&](storage::Id field) { return storage::show_custom(*desk.client(1).custom.find(field), {}); };
    const auto post = [&](std::string_view budget, std::string_view rooms) {
        return desk.post("/clients/1",
                         std::format("custom.budget={}&custom.rooms={}&revision={}", budget, rooms,
                                     desk.store().read([](const storage::Read& read) {
                                         return read.get(storage::record_type<office::Client>(), 1).revision;
                                     })));
    };
    REQUIRE(post("1,234.5", "0").status == 303);
    CHECK(stored(1) == "1234.50");
    CHECK(stored(2) == "0");
    REQUIRE(post("1,200", "2.5").status == 303);
    CHECK(stored(1) == "1200.00");
    const Answer asked = post("1.200", "1.234");
    CHECK(asked.status == 422);
    CHECK(asked.has("“Budget” could be 1200 or 1.20: type one of them"));
    CHECK(asked.has("“Rooms” could be 1234 or 1.2340: type one of them"));
    CHECK(asked.has("value=\"1.200\""));
    CHECK(stored(1) == "1200.00");

    desk.language = "de";
    REQUIRE(post("1.234,50", "1.200").status == 303);
    CHECK(stored(1) == "1234.50");
    CHECK(stored(2) == "1200");
    REQUIRE(post("99,5", "1,2340").status == 303);
    CHECK(stored(1) == "99.50");
    CHECK(stored(2) == "1.234");
    const Answer form = desk.get("/clients/1/edit");
    CHECK(form.has("value=\"99,50\""));
    CHECK(form.has("value=\"1,2340\""));
    CHECK(desk.get("/clients/1").has("99,50"));
    CHECK(desk.get("/clients/1").has("1,234"));
    CHECK(desk.get("/clients?custom.budget=99%2C5").has("Callahan, Heather"));
    CHECK(post("1,200", "7").has("„Budget“ könnte 1200 oder 1,20 sein: geben Sie eines davon ein"));
}

TEST_CASE("what is wrong is said beside the field and nothing typed is lost", "[C2]") {
    Desk desk;
    desk.post("/clients", heather);
    const std::string long_name(300, 'x');
    check(desk,
          {
              {post,
               "/clients",
               "type=person&first_name=Ann&company=Acme&tags=New",
               422,
               {"Last name", "value=\"Ann\"", "value=\"Acme\"", "value=\"New\"", "data-error-summary"}},
              {post, "/clients", "type=organisation", 422, {"Organisation name", "href=\"#f-organisation\""}},
              {post, "/clients", "type=person&first_name=A&last_name=B&email=nonsense", 422, {"value=\"nonsense\""}},
              {post,
               "/clients",
               "type=person&last_name=B&email=a%40b.example&first_name=" + long_name,
               422,
               {"“First name” must have at most 200 characters.", long_name}},
              {post,
               "/clients",
               "type=person&first_name=A%00B&last_name=B&email=a%40b.example",
               422,
               {"characters that cannot be read"}},
              {post,
               "/clients",
               "type=person&first_name=A%FF&last_name=B&email=a%40b.example",
               422,
               {"characters that cannot be read"}},
              {post,
               "/clients",
               "type=person&first_name=A&last_name=B&email=HEATHER%40callahan.example",
               422,
               {"href=\"/clients/1\"", "Callahan, Heather"}},
              {post,
               "/clients",
               "type=person&first_name=A&last_name=B&email=a%40b.example&assignee=Nobody",
               422,
               {"value=\"Nobody\""}},
          });
    CHECK(desk.get("/clients").has("title=\"Number found\">1<"));
}

TEST_CASE("possible duplicates are shown before saving", "[C3]") {
    Desk desk;
    desk.post("/clients", heather);
    const std::string same_phone =
        "type=person&first_name=Ann&last_name=Smith&email=ann%40smith.example&phone=(043)7975229";
    check(desk, {
                    {post, "/clients", same_phone, 422, {"same phone", "save_anyway", "value=\"Smith\""}},
                    {post, "/clients", same_phone + "&save_anyway=yes", 303},
                });
}

TEST_CASE("a company that is not there yet is made only when that was chosen", "[C2][C9]") {
    Desk desk;
    const std::string ann = "type=person&first_name=Ann&last_name=Aalto&email=ann%40a.example&company=Gordon";
    const auto companies = [&] {
        return desk.store().read(
            [](const storage::Read& read) { return read.count(storage::record_type<office::Company>()); });
    };
    const Answer asked = desk.post("/clients", ann + "&phone=x");
    CHECK(asked.status == 422);
    for (const char* text :
         {"is not there yet", "New company: <strong>Gordon", "name=\"new.company\" value=\"Gordon\""})
        CHECK(asked.has(text));
    CHECK(desk.post("/clients", ann + "&new.company=Gordo").status == 422);
    CHECK(companies() == 0);
    const Answer wrong = desk.post("/clients", ann + "&new.company=Gordon&reference=" + std::string(300, 'x'));
    CHECK(wrong.status == 422);
    CHECK(wrong.has("value=\"Gordon\" checked"));
    CHECK(desk.post("/clients", ann + "&new.company=Gordon").status == 303);
    CHECK(companies() == 1);
    CHECK(desk.post("/clients/1/values/company", "revision=1&company=GORDON", true).status == 200);
    CHECK(companies() == 1);
}

TEST_CASE("a record is edited, boxes can be unticked", "[C2]") {
    Desk desk;
    desk.post("/clients", heather);
    const Answer form = desk.get("/clients/1/edit");
    for (const char* text :
         {"value=\"Mosley-David\"", "value=\"VIP, Lead\"", "value=\"Oslo\"", "name=\"revision\" value=\"1\""})
        CHECK(form.has(text));
    CHECK(
        desk.post("/clients/1", "revision=1&first_name=Heather&last_name=Smith&email=heather%40callahan.example&tags=")
            .status == 303);
    const auto client = desk.client(1);
    CHECK(client.last_name == "Smith");
    CHECK_FALSE(client.may_lack_details);
    CHECK(client.tags.empty());
    CHECK(client.company.id == 1);  // was not in the form
}

TEST_CASE("ids that are not there, or no numbers, are not found", "[C2]") {
    Desk desk;
    for (const std::string url : {"/clients/7", "/clients/x", "/clients/7/edit", "/clients/7/delete", "/clients/0",
                                  "/clients/7/history", "/clients/99999999999999999999", "/companies/1", "/nonsense"})
        check(desk, {{get, url, "", 404}});
    desk.add_client("Ann", "Aalto");
    check(desk, {{get, "/clients/1/values/nonsense", "", 404}, {post, "/clients/7", "revision=1", 404}});
}

TEST_CASE("what two editors changed in different fields is saved, and neither is asked", "[C12][P3]") {
    Desk desk;
    desk.post("/clients", heather);
    desk.as("Ben").post("/clients/1/values/phone", "revision=1&phone=111-222-333");
    desk.post("/clients/1/rate", "rating=4");
    const std::string mine =
        "revision=1&type=person&first_name=Heather&last_name=Smith&email=heather%40callahan.example"
        "&phone=043-797-5229&status=active&tags=lead%2CVIP&may_lack_details=yes";
    CHECK(desk.as("Ana").post("/clients/1", mine).status == 303);
    CHECK(desk.post("/clients/1/values/reference", "revision=1&reference=A-9", true).status == 200);
    const auto client = desk.client(1);
    CHECK(client.phone.text == "111-222-333");
    CHECK(client.last_name == "Smith");
    CHECK(client.reference == "A-9");
    CHECK(client.rating.count == 4);
}

TEST_CASE("the second of two editors of a field is shown both versions and nothing is overwritten", "[C12]") {
    Desk desk;
    desk.post("/clients", heather);
    desk.as("Ben").post("/clients/1/values/phone", "revision=1&phone=111-222-333");
    desk.post("/clients/1/values/website", "revision=2&website=a.example");
    const std::string mine =
        "revision=1&type=person&first_name=Heather&last_name=Smith&email=heather%40callahan.example"
        "&phone=043-797-1111&status=active&tags=lead%2CVIP&may_lack_details=yes&website=";
    const Answer conflict = desk.as("Ana").post("/clients/1", mine);
    REQUIRE(conflict.status == 409);
    for (const char* text : {"Ben", "111-222-333", "043-797-1111", "choice.phone", "name=\"revision\" value=\"3\"",
                             "name=\"first_name\" value=\"Heather\""})
        CHECK(conflict.has(text));
    CHECK_FALSE(conflict.has("choice.tags"));
    CHECK_FALSE(conflict.has("choice.website"));    // only Ben changed it
    CHECK_FALSE(conflict.has("choice.last_name"));  // only Ana changed it
    CHECK(conflict.has("name=\"last_name\" value=\"Smith\""));
    CHECK(desk.client(1).last_name == "Callahan");
    const std::string chosen =
        "revision=3&type=person&first_name=Heather&last_name=Smith&email=heather%40callahan.example"
        "&phone=043-797-1111&status=active&tags=lead%2CVIP&may_lack_details=yes&choice.phone=theirs";
    CHECK(desk.post("/clients/1", chosen).status == 303);
    CHECK(desk.client(1).website.text.contains("a.example"));
    CHECK(desk.client(1).phone.text == "111-222-333");
    CHECK(desk.client(1).last_name == "Smith");
}

TEST_CASE("both editors wanting the same is no conflict", "[C12]") {
    Desk desk;
    desk.post("/clients", heather);
    desk.post("/clients/1/values/phone", "revision=1&phone=111-222-333");
    CHECK(desk.post("/clients/1/values/phone", "revision=1&phone=111-222-333").status == 303);
    CHECK(desk.post("/clients/1/values/phone", "revision=1&phone=5", true).status == 409);
    CHECK(desk.client(1).phone.text == "111-222-333");
}

TEST_CASE("editors of two languages who write the same number differently want the same", "[C12][B2]") {
    Desk desk;
    desk.add(storage::record_type<storage::Custom_field>(), {{"label", "Budget"}, {"type", "money"}});
    desk.post("/clients", heather);
    REQUIRE(desk.post("/clients/1/values/custom.budget", "revision=1&custom.budget=1%2C200").status == 303);
    desk.language = "de";
    CHECK(desk.post("/clients/1/values/custom.budget", "revision=1&custom.budget=1.200").status == 303);
    const Answer conflict = desk.post("/clients/1/values/custom.budget", "revision=1&custom.budget=1.250");
    CHECK(conflict.status == 409);
    CHECK(conflict.has("1.200,00"));
    CHECK(conflict.has("1.250,00"));
}

TEST_CASE("a value is edited where it stands", "[P3]") {
    Desk desk;
    desk.post("/clients", heather);
    const Answer open = desk.get("/clients/1/values/billing_address", true);
    CHECK(open.status == 200);
    CHECK(open.has("name=\"billing_address.city\" value=\"Oslo\""));
    CHECK(open.has("hx-post=\"/clients/1/values/billing_address\""));
    CHECK_FALSE(open.has("<html"));
    const Answer saved = desk.post("/clients/1/values/billing_address",
                                   "revision=1&billing_address.city=Bergen&billing_address.postcode=5003", true);
    CHECK(saved.status == 200);
    CHECK(saved.has("5003 Bergen"));
    const Answer wrong = desk.post("/clients/1/values/email", "revision=2&email=nonsense", true);
    CHECK(wrong.status == 422);
    CHECK(wrong.has("value=\"nonsense\""));
    CHECK(wrong.has("field-error"));
    CHECK(desk.get("/clients/1/values/email?show=value", true).has("mailto:heather@callahan.example"));
    const Answer status = desk.post("/clients/1/values/status", "revision=2&status=prospect", true);
    CHECK((status.has("id=\"value-status\"") && status.has("id=\"client-line\" hx-swap-oob=\"true\"")));
    const Answer phone = desk.post("/clients/1/values/phone", "revision=3&phone=", true);
    CHECK((phone.has("id=\"client-bar\" hx-swap-oob=\"true\"") && phone.has("data-opens=\"value-phone\"")));
    CHECK_FALSE(desk.post("/clients/1/values/website", "revision=4&website=a.example", true).has("hx-swap-oob"));
}

TEST_CASE("a value is edited without script", "[P3]") {
    Desk desk;
    desk.post("/clients", heather);
    check(desk,
          {
              {get,
               "/clients/1/values/phone",
               "",
               200,
               {"<html", "value=\"043-797-5229\"", "name=\"csrf\" value=\"token\""}},
              {get, "/clients/1/values/phone?show=value", "", 303},
              {post, "/clients/1/values/email", "revision=1&email=nonsense", 422, {"<html", "value=\"nonsense\""}},
              {post, "/clients/1/values/phone", "revision=1&phone=1234567", 303},
              {get, "/clients/1/values/primary_contact", "", 404},
          });
}

TEST_CASE("a client is deleted by admins only, with its name typed, and the page says what goes", "[C10]") {
    Desk desk;
    desk.post("/clients", heather);
    desk.post("/clients/1/notes", "text=Gate+code");
    desk.post("/clients/1/contacts/new", "name=Kim&phone=123456");
    check(desk,
          {
              {get, "/clients/1/delete", "", 200, {"Callahan, Heather", "note", "Kept, but without it: 1 contact."}},
              {post, "/clients/1/delete", "name=callahan", 422, {"This is not the name."}},
              {post, "/clients/1/delete", "name=Callahan%2C+Heather&revision=1", 422, {"in the meantime"}},
          });
    desk.as("Ben");
    check(desk, {{get, "/clients/1/delete", "", 403}, {post, "/clients/1/delete", "name=Callahan%2C+Heather", 403}});
    desk.as("Ana");
    check(desk, {
                    {post, "/clients/1/delete", "name=Callahan%2C+Heather", 303},
                    {get, "/clients/1", "", 404},
                    {get, "/contacts/1", "", 200, {"Kim"}},
                });
}

TEST_CASE("read-only people see no controls and are refused", "[U2]") {
    Desk desk;
    desk.post("/clients", heather);
    desk.as("Rita");
    check(desk, {
                    {get, "/clients", "", 200, {"Callahan"}, {"/clients/new"}},
                    {get,
                     "/clients/1",
                     "",
                     200,
                     {"Callahan"},
                     {"/clients/1/edit", "/values/", "/delete", "notepad\"", "data-edit"}},
                    {get, "/clients/new", "", 403},
                    {get, "/clients/1/edit", "", 403},
                    {get, "/clients/1/values/phone", "", 403},
                    {post, "/clients", heather, 403},
                    {post, "/clients/1", "revision=1", 403},
                    {post, "/clients/1/values/phone", "revision=1&phone=1", 403},
                    {post, "/clients/1/add_tag", "tag=X", 403},
                    {post, "/clients/1/rate", "rating=1", 403},
                    {post, "/clients/1/notes", "text=x", 403},
                    {post, "/clients/1/add_contact", "contact=x", 403},
                    {get, "/settings/tags", "", 403},
                    {get, "/settings/fields", "", 403},
                });
}

TEST_CASE("pickers suggest names with something to tell namesakes apart", "[C2]") {
    Desk desk;
    desk.add(storage::record_type<office::Company>(), {{"name", "Acme"}, {"email", "info@acme.example"}});
    check(desk, {
                    {get, "/companies/options?q=ac", "", 200, {"value=\"Acme\"", "info@acme.example"}, {"<html"}},
                    {get, "/users/options?q=ben", "", 200, {"value=\"Ben\""}},
                    {get, "/companies/options", "", 200, {}, {"<option"}},
                });
}

TEST_CASE("what belongs to several has them in its form, also where two are called the same", "[K1][C2]") {
    Desk desk;
    desk.add_client("Ana", "Ruiz");
    desk.add_client("Bo", "Oak");
    const auto other = desk.add_client("Ana", "Ruiz", {{"email", "second@example.com"}});
    const auto contact = desk.add(storage::record_type<office::Contact>(),
                                  {{"name", "Kim"}, {"phone", "5550101"}, {"clients", std::to_string(other)}});
    const std::string url = std::format("/contacts/{}", contact);
    CHECK(desk.get(url + "/edit").has("value=\"Ruiz, Ana\""));
    CHECK(desk.get(url + "/edit").has("data-tags=\";\""));
    REQUIRE(desk.post(url, "revision=1&name=Kim+Lee&phone=5550101&clients=Ruiz%2C+Ana").status == 303);
    CHECK(desk.stored<office::Contact>(contact).clients == std::vector{office::Ref<office::Client>{other}});
    CHECK(desk.post(url, "revision=2&name=Kim&phone=5550101&clients=Ruiz%2C+Ana%3B+Oak%2C+Bo").has("fits several"));
    REQUIRE(desk.post(url, "revision=2&name=Kim&phone=5550101&clients=Oak%2C+Bo%3B+second%40example.com").status ==
            303);
    CHECK(desk.stored<office::Contact>(contact).clients.size() == 2);
}

}  // namespace pages::test
