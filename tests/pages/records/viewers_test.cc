// Who sees what: every address, asked by everybody, about records that they see and records that they do not.
#include <catch2/catch_test_macros.hpp>
#include <format>
#include <ranges>

#include "office/clients/contact.h"
#include "office/clients/note.h"
#include "office/documents/document.h"
#include "office/records/kind.h"
#include "pages/desk.h"
#include "pages/records/kind.h"
#include "sample/errand.h"
#include "storage/keys.h"

namespace pages::test {

using http::Method;
using storage::record_type;

namespace {

/// In the name of everything that is hidden, and of what belongs to it.
constexpr std::string_view secret = "Zebra";
constexpr std::string_view open = "Heron";

/// Two of each kind: one that belongs to the client Heron and is an errand of Ben's, one of the client Zebra and Ana's.
struct Two_of_each {
    Desk desk;
    std::map<std::uint8_t, std::pair<storage::Id, storage::Id>> ids;  ///< by kind: that of Heron, that of Zebra
    std::uint64_t secret_operation = 0;

    Two_of_each() {
        for (const std::string_view name : {open, secret}) {
            const storage::Id client =
                desk.add_client(name, name, {{"description", std::format("{} described", name)}});
            note(office::Client::kind, client);
            note(office::Contact::kind,
                 desk.add(record_type<office::Contact>(), {{"name", std::format("{} contact", name)},
                                                           {"email", std::format("{}@contact.example", name)},
                                                           {"clients", std::to_string(client)}}));
            note(office::Note::kind, desk.add(record_type<office::Note>(), {{"client", std::to_string(client)},
                                                                            {"text", std::format("{} note", name)}}));
            add_document(client, name, true);
            desk.as("Ana");
            const auto errand = desk.call(
                Method::post, "/api/v1/errands",
                std::format(R"({{"name":"{} errand","client":{},"assignee":{}}})", name, client, name == open ? 2 : 1));
            REQUIRE(errand.status == 201);
            note(sample::Errand::kind, ids[sample::Errand::kind.number].first == 0 ? 1 : 2);
        }
        secret_operation = desk.store().read([&](const storage::Read& read) {
            return read.history({sample::Errand::kind.number, 2}, 0, 1).front().operation;
        });
    }
    void add_document(storage::Id client, std::string_view name, bool visible) {
        office::Document document;
        document.name = std::format("{} document", name);
        document.about = {office::Client::kind.number, client};
        document.file.digest = std::string(32, 'x');
        document.visible_to_client = visible;
        desk.store().write({0, "Test"}, [&](storage::Write& write) { write.create(document); });
        note(office::Document::kind, document.id);
    }
    void note(const storage::Kind& kind, storage::Id id) {
        auto& [one, other] = ids[kind.number];
        (one == 0 ? one : other) = id;
    }
};

/// Of which kind the records at an address are, and at one of which kind they stand there: /clients/<parent>/errands.
struct Kinds {
    const storage::Record_type* type = nullptr;
    const storage::Record_type* parent = nullptr;
    bool is(const storage::Kind& kind) const { return type != nullptr && type->kind.number == kind.number; }
};

Kinds kinds_of(const storage::Schema& schema, std::string_view pattern) {
    if (pattern.starts_with("/api/v1")) pattern.remove_prefix(7);
    std::vector<std::string_view> parts;
    for (const auto part : std::views::split(pattern, '/')) parts.emplace_back(part);
    if (parts.size() < 2 || parts[1].empty()) return {};
    if (parts[1] == "saved_views" || (parts.size() > 2 && parts[2] == "views")) return {};  // one's own: views_test
    const auto* first = schema.find(parts[1]);
    return parts.size() > 3 && parts[2] == "<parent>" ? Kinds{schema.find(parts[3]), first} : Kinds{first};
}

std::string filled(std::string pattern, storage::Id id, std::uint64_t operation, storage::Id parent = 2) {
    for (const auto& [part, value] :
         std::initializer_list<std::pair<std::string, std::string>>{{"<id>", std::to_string(id)},
                                                                    {"<field>", "name"},
                                                                    {"<operation>", std::to_string(operation)},
                                                                    {"<parent>", std::to_string(parent)}})
        if (const auto at = pattern.find(part); at != std::string::npos) pattern.replace(at, part.size(), value);
    return pattern;
}

bool is_of_one(std::string_view pattern) { return pattern.contains("<id>"); }
bool is_api(std::string_view pattern) { return pattern.starts_with("/api"); }

Answer try_change(Desk& desk, Method method, std::string_view target) {
    return is_api(target) ? desk.call(method, target, "{}") : desk.post(target, "name=Taken&revision=1");
}
bool refuses(const Answer& answer) { return answer.status == 404 || answer.status == 403; }

}  // namespace

TEST_CASE("What somebody does not see is at no address", "[U2]") {
    Two_of_each office;
    const auto& schema = office.desk.store().schema();
    const auto ask_all = [&](std::string_view who, auto&& hidden) {
        for (const auto& [method, pattern] : office.desk.addresses()) {
            if (method != Method::get || pattern.contains("<n>") || pattern.contains("<file>")) continue;
            const auto [type, parent] = kinds_of(schema, pattern);
            const auto known = type == nullptr ? office.ids.end() : office.ids.find(type->kind.number);
            const storage::Id id = known == office.ids.end() ? 1 : known->second.second;
            const std::string target = filled(pattern, id, office.secret_operation);
            INFO(who << " GET " << target);
            const Answer answer = office.desk.get(target);
            CHECK_FALSE(answer.has(secret));
            const bool of_one = is_of_one(pattern) && known != office.ids.end() && hidden(*type);
            if (of_one || (parent != nullptr && hidden(*parent))) CHECK(answer.status >= 400);
        }
        for (const char* query : {"/search?q=zebra", "/errands?q=zebra", "/clients/options?q=zebra",
                                  "/api/v1/errands?q=zebra", "/errands/export.csv?q=zebra", "/contacts/options?q=zebra",
                                  "/palette?q=zebra", "/palette?from=/clients/2", "/palette?from=/errands/2"}) {
            INFO(who << " GET " << query);
            const Answer answer = office.desk.get(query, std::string_view(query).starts_with("/search"));
            const bool client_found = hidden(record_type<office::Client>());
            CHECK_FALSE(answer.has("Zebra errand"));
            CHECK_FALSE(answer.has("<mark>Zebra</mark> errand"));
            if (client_found) CHECK_FALSE(answer.has(secret));
        }
    };
    SECTION("a client sees its own") {
        office.desk.as_client(office.ids[office::Client::kind.number].first);
        ask_all("client", [](const auto&) { return true; });
        CHECK(office.desk.get("/clients").has(open));
        CHECK(office.desk.get("/api/v1/clients/1").has(open));
        CHECK(office.desk.get("/api/v1/contacts?limit=10").has("Heron contact"));
        CHECK(office.desk.get("/api/v1/errands/1").has("Heron errand"));
        CHECK(office.desk.get("/api/v1/documents/1").has("Heron document"));
        office.add_document(1, "Inner", false);
        CHECK(office.desk.get("/api/v1/documents/3").status == 404);
        CHECK(office.desk.get("/api/v1/notes?limit=10").body == R"({"items":[],"next":null})");
    }
    SECTION("staff sees the errands of its own, and all clients") {
        office.desk.as("Ben");
        for (const auto& [method, pattern] : office.desk.addresses()) {
            if (method != Method::get || !kinds_of(schema, pattern).is(sample::Errand::kind)) continue;
            const std::string target = filled(pattern, 2, office.secret_operation);
            INFO("GET " << target);
            const Answer answer = office.desk.get(target);
            CHECK_FALSE(answer.has("Zebra errand"));
            if (is_of_one(pattern)) CHECK(answer.status >= 400);
        }
        CHECK(office.desk.get("/errands").has("Heron errand"));
        CHECK(office.desk.get("/errands/1").has("Heron errand"));
        CHECK_FALSE(office.desk.get("/search?q=errand", true).has("Zebra"));
        CHECK(office.desk.get("/search?q=errand", true).has("Heron <mark>errand</mark>"));
        CHECK_FALSE(office.desk.get("/palette?q=errand&from=/errands/2").has("Zebra"));
        CHECK(office.desk.get("/clients/2").has(secret));
        CHECK_FALSE(office.desk.get("/clients/2/errands").has("Zebra errand"));
        CHECK_FALSE(office.desk.get("/clients/2/history").has("Zebra errand"));
    }
    SECTION("an administrator sees all") {
        CHECK(office.desk.get("/errands").has("Zebra errand"));
        CHECK(office.desk.get("/clients/2/errands").has("Zebra errand"));
        CHECK(office.desk.get("/clients/2/history").has("Zebra errand"));
        CHECK(office.desk.get("/errands/export.csv").has("Zebra errand"));
    }
}

TEST_CASE("What somebody does not see they do not change, whichever way they try", "[U2]") {
    Two_of_each office;
    const auto before = office.desk.stored<sample::Errand>(2);
    office.desk.as("Ben");
    for (const auto& [method, pattern] : office.desk.addresses()) {
        if (method == Method::get || !is_of_one(pattern)) continue;
        if (!kinds_of(office.desk.store().schema(), pattern).is(sample::Errand::kind)) continue;
        const std::string target = filled(pattern, 2, 0);
        INFO(target);
        CHECK(refuses(try_change(office.desk, method, target)));
    }
    office.desk.post("/errands/bulk?bulk.verb=finish&bulk.id=2");
    office.desk.post("/clients/2/errands/bulk?bulk.verb=finish&bulk.all=yes");
    CHECK(office.desk.post(std::format("/history/{}/undo", office.secret_operation)).status == 403);
    const auto after = office.desk.stored<sample::Errand>(2);
    CHECK(after.revision == before.revision);
    CHECK(after.name == "Zebra errand");
    // What one sees one changes as ever.
    CHECK(office.desk.call(Method::patch, "/api/v1/errands/1", R"({"name":"Mine"})").status == 200);
}

TEST_CASE("Whoever may only read changes nothing, with whichever verb", "[U2]") {
    Two_of_each office;
    const auto transactions = [&] {
        return office.desk.store().read([](const storage::Read& read) { return read.operations(0, 1).front().number; });
    };
    const auto before = transactions();
    office.desk.as("Rita");
    std::size_t tried = 0;
    for (const auto& [method, pattern] : office.desk.addresses()) {
        const auto [type, parent] = kinds_of(office.desk.store().schema(), pattern);
        if (method == Method::get || type == nullptr || pattern.ends_with("/bulk")) continue;
        const std::string target = filled(pattern, 1, 0, 1);
        INFO(target);
        CHECK(try_change(office.desk, method, target).status == 403);
        ++tried;
    }
    CHECK(tried > 50);
    CHECK(transactions() == before);
}

TEST_CASE("What somebody else wrote is changed by no verb", "[U2][P7]") {
    Two_of_each office;
    const auto before = office.desk.stored<office::Note>(2);
    office.desk.as("Ben");
    std::size_t tried = 0;
    for (const auto& [method, pattern] : office.desk.addresses()) {
        if (!is_of_one(pattern) || !kinds_of(office.desk.store().schema(), pattern).is(office::Note::kind)) continue;
        const bool shows = pattern == "/notes/<id>" || is_api(pattern) || pattern.ends_with("/history");
        if (method == Method::get && shows) continue;
        const std::string target = filled(pattern, 2, 0);
        INFO(target);
        const Answer answer = method == Method::get ? office.desk.get(target) : try_change(office.desk, method, target);
        CHECK(answer.status == 403);
        ++tried;
    }
    CHECK(tried > 10);
    office.desk.post("/notes/bulk?bulk.verb=pin&bulk.id=2");
    CHECK(office.desk.stored<office::Note>(2).revision == before.revision);
    CHECK(office.desk.get("/notes/2").has("Zebra note"));
}

TEST_CASE("An action refers to nothing that whoever does it does not see", "[U2]") {
    Two_of_each office;
    const storage::Id mine =
        office.desk.add(record_type<office::Contact>(), {{"name", "Kim"}, {"phone", "12345"}, {"clients", "1"}});
    office.desk.as("Ben");
    // A number that is nobody's is refused as one that is not seen is, and so is somebody else's contact.
    CHECK(office.desk.post("/clients/1/make_primary", "asked.by=id&contact=77").status == 422);
    CHECK(office.desk.post("/clients/1/make_primary", "asked.by=id&contact=2").status == 303);
    CHECK(office.desk.client(1).primary_contact.id != 2);
    CHECK(office.desk.post("/clients/1/make_primary", std::format("asked.by=id&contact={}", mine)).status == 303);
    CHECK(office.desk.client(1).primary_contact.id == mine);
}

TEST_CASE("A client is shown fields that are for clients, and no others", "[U2]") {
    Two_of_each office;
    office.desk.as_client(1);
    const Answer client = office.desk.get("/api/v1/clients/1");
    CHECK(client.has(R"("first_name":"Heron")"));
    CHECK(client.has(R"("billing_address")"));
    for (const char* inner : {"described", "description", "tags", "assignee", "custom", "rating"}) {
        INFO(inner);
        CHECK_FALSE(client.has(inner));
    }
    CHECK(office.desk.get("/api/v1/clients?status=active").body == R"({"items":[],"next":null})");
    CHECK_FALSE(office.desk.get("/clients/1").has("Heron described"));
    CHECK_FALSE(office.desk.get("/clients/1/history").has("Heron described"));
}

}  // namespace pages::test
