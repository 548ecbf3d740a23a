// A client with something of every kind: merged and told apart again, everything is as it was.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <format>
#include <map>

#include "office/records/kind.h"
#include "pages/desk.h"
#include "storage/upkeep/check.h"
#include "support/everything.h"

namespace pages::test {

namespace {

using Bytes = std::map<std::pair<std::string, storage::Id>, std::string>;

struct With_everything : Desk {
    With_everything() {
        const support::Everything everything(enter());
        everything.client("Quetzal", 2025, "Spring");
        everything.client("Kestrel", 2026, "Autumn");
        for (const int hold : {1, 2})
            REQUIRE(call(http::Method::post, std::format("/api/v1/holds/{}/release", hold)).status == 200);
        for (const int id : {1, 2}) {
            const Answer sent = upload("/documents", std::format("plan-{}.txt", id), std::format("Plan {}", id));
            REQUIRE(sent.status == 303);
            REQUIRE(call(http::Method::patch, std::format("/api/v1/documents/{}", id),
                         std::format(R"({{"about":{{"kind":"client","id":{}}}}})", id))
                        .status == 200);
        }
    }
    support::Post enter() {
        return [this](const std::string& target, const std::string& json) {
            const Answer made = call(http::Method::post, target, json);
            INFO(target << " " << json << " " << made.body);
            REQUIRE(made.status < 300);
            return made.body;
        };
    }
    /// All that people keep.
    Bytes bytes() {
        return store().read([](const storage::Read& read) {
            Bytes all;
            for (const storage::Record_type* type : office::record_types()) {
                if (type->kind.internal) continue;
                const storage::List every{.tag = storage::index_tag::created, .limit = SIZE_MAX};
                for (const storage::Id id : read.select(*type, every).ids) {
                    const storage::Raw raw = read.get(*type, id);
                    all[{std::string(type->kind.plural), id}] = std::to_string(raw.created.milliseconds) + raw.fields;
                }
            }
            return all;
        });
    }
    void take_back_last() {
        const auto operation =
            store().read([](const storage::Read& read) { return read.operations(0, 1).front().number; });
        const Answer back = post("/history/" + std::to_string(operation) + "/undo");
        INFO(back.body);
        REQUIRE(back.status == 303);
    }
};

std::vector<std::string> kinds_in(const Bytes& bytes) {
    std::vector<std::string> kinds;
    for (const auto& [key, fields] : bytes)
        if (kinds.empty() || kinds.back() != key.first) kinds.push_back(key.first);
    return kinds;
}

}  // namespace

TEST_CASE("A merge of clients with something of every kind, taken back, leaves the same bytes", "[C11][U8]") {
    With_everything desk;
    const Bytes before = desk.bytes();
    const auto kinds = kinds_in(before);
    for (const char* kind : {"assets", "cards", "change_requests", "comments", "consents", "contacts", "custom_fields",
                             "documents", "feedbacks", "holds", "notes", "prices", "saved_views", "tasks", "tenders"}) {
        INFO(kind);
        CHECK(std::ranges::contains(kinds, kind));
    }
    const Answer merged = desk.post("/clients/1/merge", "into=2&compared=yes&choice.email=gone");
    INFO(merged.body);
    REQUIRE(merged.status == 303);
    CHECK(desk.bytes() != before);
    CHECK(desk.get("/clients/2/history").has("merged this with "));
    desk.take_back_last();
    const Bytes after = desk.bytes();
    for (const auto& [key, fields] : before) {
        INFO(key.first << " " << key.second);
        CHECK((after.contains(key) && after.at(key) == fields));
    }
    CHECK(after.size() == before.size());
    CHECK(storage::check(desk.store()).problems.empty());
}

TEST_CASE("A client with something of every kind, deleted and taken back, leaves the same bytes", "[C10][U8]") {
    With_everything desk;
    const Bytes before = desk.bytes();
    REQUIRE(desk.post("/clients/1/delete", "name=Quetzal%2C+Quetzal").status == 303);
    CHECK(desk.bytes().size() < before.size());
    desk.take_back_last();
    CHECK(desk.bytes() == before);
}

}  // namespace pages::test
