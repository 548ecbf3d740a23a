// Forms of records over HTTP: nothing that somebody typed is lost.
#include <catch2/catch_test_macros.hpp>
#include <format>

#include "office/clients/client.h"
#include "support/box.h"
#include "support/browser.h"

using support::Answer;
using support::Box;
using support::Browser;

namespace {

bool contains(const Answer& answer, std::string_view text) { return answer.body.contains(text); }

constexpr std::string_view client = "type=person&status=active&first_name=Ana&last_name=Luna&email=ana%40a.example";

std::uint64_t clients_in(Box& box) {
    return box.store().read(
        [](const storage::Read& read) { return read.count(storage::record_type<office::Client>()); });
}

}  // namespace

TEST_CASE("characters that cannot be read are told beside their field, and all that was typed stays", "[C2]") {
    Box box;
    Browser ada(box.port());
    REQUIRE(ada.sign_in("admin@example.org", support::password));
    ada.get("/clients/new");
    for (const std::string_view bad : {"Lu%00na", "Lu%FFna", "Lu%C3", "Lu%ED%A0%80na"}) {
        INFO(bad);
        const Answer again = ada.post(
            "/clients", std::format("type=person&status=active&first_name=Ana&last_name={}&email=ana%40a.example&"
                                    "description=A+long+story",
                                    bad));
        CHECK(again.status == 422);
        CHECK(contains(again, "“Last name” contains characters that cannot be read."));
        CHECK(contains(again, "value=\"Lu\uFFFD"));
        CHECK(contains(again, "value=\"ana@a.example\""));
        CHECK(contains(again, "A long story"));
    }
    CHECK(clients_in(box) == 0);
}

TEST_CASE("characters that cannot be read are told in notes, contacts and single values too", "[P3][P7][K1]") {
    Box box;
    Browser ada(box.port());
    REQUIRE(ada.sign_in("admin@example.org", support::password));
    REQUIRE(ada.post("/clients", client).status == 303);
    ada.get("/clients/1/notes");
    const auto told = [](const Answer& answer, std::string_view typed) {
        INFO(answer.body);
        CHECK(answer.status == 422);
        CHECK(contains(answer, typed));
    };
    const Answer note = ada.post("/clients/1/notes", "text=Call+%FF+back");
    told(note, "Call \uFFFD back");
    CHECK(contains(note, "contains characters that cannot be read"));
    REQUIRE(ada.post("/clients/1/notes", "text=Call+back").status == 303);
    told(ada.post("/notes/1", "revision=1&text=Call+%00+soon"), "Call \uFFFD soon");
    told(ada.post("/clients/1/values/phone", "revision=1&phone=%FF12345"), "value=\"\uFFFD12345\"");
    told(ada.post("/clients/1/add_contact", "contact=%FFBo"), "value=\"\uFFFDBo\"");
    told(ada.post("/clients/1/contacts/new", "name=%FEBo&phone=55"), "value=\"\uFFFDBo\"");
}

TEST_CASE("a form that comes when its session has ended is answered with what was typed", "[U3]") {
    Box box;
    Browser ada(box.port());
    REQUIRE(ada.sign_in("admin@example.org", support::password));
    ada.get("/clients/new");
    ada.forget_cookies();
    const Answer late = ada.post("/clients", std::format("{}&description=Two%0Alines+%3Cb%3E&password=secret", client));
    CHECK(late.status == 401);
    CHECK(contains(late, "nothing was saved"));
    CHECK(contains(late, "First name"));
    CHECK(contains(late, "Luna"));
    CHECK(contains(late, "Two\nlines &lt;b&gt;"));
    CHECK_FALSE(contains(late, "secret"));
    CHECK(contains(late, "href=\"/login"));
    CHECK(clients_in(box) == 0);
    const Answer too_long = ada.post("/clients", std::string(300'000, 'x'));
    CHECK(too_long.status == 413);
    CHECK(contains(too_long, "larger than the 256 kB"));
    CHECK(contains(too_long, "Go back"));

    const Answer foreign = ada.post("/clients", client, "Origin: http://elsewhere.example\r\n");
    CHECK(foreign.status == 401);
    CHECK_FALSE(contains(foreign, "Luna"));
    std::string many;
    for (int i = 0; i < 60'000; ++i) many += "=1&";
    CHECK(ada.post("/clients", many).body.size() < 20'000);
    CHECK(contains(ada.post("/clients/1/notes", "text=Call+%FF+back&unknown=gizmo"), "Call \uFFFD back"));
    CHECK_FALSE(contains(ada.post("/clients/1/notes", "text=Call&unknown=gizmo"), "gizmo"));
}

TEST_CASE("characters that cannot be read do not get into a record that is edited", "[C2]") {
    Box box;
    Browser ada(box.port());
    REQUIRE(ada.sign_in("admin@example.org", support::password));
    REQUIRE(ada.post("/clients", client).status == 303);
    ada.get("/clients/1/edit");
    const Answer again = ada.post("/clients/1", std::format("{}&revision=1&reference=12345%00&source=%FE", client));
    CHECK(again.status == 422);
    CHECK(contains(again, "contains characters that cannot be read"));
    CHECK(contains(again, "value=\"12345\uFFFD\""));
    const auto stored = box.store().read([](const storage::Read& read) { return read.get<office::Client>(1); });
    CHECK(stored.revision == 1);
    CHECK(stored.reference.empty());

    REQUIRE(ada.post("/clients/1", std::format("{}&revision=1&phone=12345", client)).status == 303);
    const Answer conflict = ada.post("/clients/1", std::format("{}&revision=1&phone=999%00", client));
    CHECK(conflict.status == 409);
    CHECK(contains(conflict, "999\uFFFD"));
}

TEST_CASE("no field of a client takes characters that cannot be read", "[C2]") {
    Box box;
    Browser ada(box.port());
    REQUIRE(ada.sign_in("admin@example.org", support::password));
    ada.get("/clients/new");
    for (const auto& column : storage::record_type<office::Client>().columns) {
        if (!column.typed()) continue;
        INFO(column.name);
        CHECK(ada.post("/clients",
                       std::format("{}&{}=x%00%FF", column.name == "email" ? "first_name=A" : client, column.name))
                  .status != 500);
    }
    box.store().read([](const storage::Read& read) {
        const auto& type = storage::record_type<office::Client>();
        for (storage::Id id = 1; id < read.next_id(type); ++id)
            for (const auto& row : type.show(read.get(type, id).fields, {})) CHECK(storage::is_text(row.text));
    });
}

TEST_CASE("other forms with characters that cannot be read are refused in words for people", "[C2]") {
    Box box;
    Browser ada(box.port());
    REQUIRE(ada.sign_in("admin@example.org", support::password));
    const Answer refused = ada.post("/settings/tags", "name=a%00b");
    CHECK(refused.status == 422);
    CHECK(contains(refused, "Go back and take them out."));
    CHECK_FALSE(contains(refused, "name:"));
}

TEST_CASE("a form sent after the session ended leads to signing in and back to the form", "[U3]") {
    Box box;
    Browser ada(box.port());
    REQUIRE(ada.sign_in("admin@example.org", support::password));
    ada.get("/clients/new");
    ada.forget_cookies();
    const Answer lost = ada.post("/clients", client, "Referer: http://127.0.0.1/clients/new?a=1\r\n");
    CHECK(lost.status == 401);
    CHECK(contains(lost, "href=\"/login?next=/clients/new%3Fa%3D1\""));
    CHECK(contains(lost, "nothing was saved"));
    CHECK(clients_in(box) == 0);
    for (const std::string_view elsewhere : {"http://evil.example/clients/new", "", "nonsense", "http://127.0.0.1"})
        CHECK(contains(ada.post("/clients", client, std::format("Referer: {}\r\n", elsewhere)), "href=\"/login\""));
}
