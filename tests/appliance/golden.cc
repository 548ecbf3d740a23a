// Stores of earlier programs.
#include <catch2/catch_test_macros.hpp>
#include <filesystem>

#include "appliance.h"
#include "office/clients/contact.h"
#include "office/clients/note.h"
#include "storage/scratch.h"
#include "storage/upkeep/check.h"

namespace {

using office::Client;
using storage::Read;
using storage::record_type;

std::size_t found(const Read& read, std::string_view words) {
    return read.search(record_type<Client>(), words, 100).size();
}

}  // namespace

TEST_CASE("the store of 26 November 2026 opens, is sound, and answers as it did", "[X3]") {
    const scratch::Folder folder;
    std::filesystem::copy_file(std::filesystem::path(GOLDEN_STORES) / "2026-11-26.db", folder.file());
    for (int opened = 1; opened <= 2; ++opened) {
        const auto store = open_store(folder.path());
        CHECK(storage::check(*store).problems == std::vector<std::string>{});
        store->read([&](const Read& read) {
            CHECK(read.count(record_type<Client>()) == 11);
            CHECK(found(read, "jose") == 11);
            CHECK(found(read, "lodz") == 11);
            CHECK(found(read, "baer") == 11);
            CHECK(found(read, "bar gmbh") == 11);
            const Client fox = read.get<Client>(2);
            CHECK(fox.name() == "Fox & Co");
            CHECK(fox.status == office::Status::archived);
            CHECK(fox.tags.size() == 2);
            const auto client = read.first<&Client::email>(storage::Email{"jose1@müller.example"});
            REQUIRE(client);
            CHECK(client->id == 1);
            CHECK(read.get(client->company).name == "Bär GmbH");
            CHECK(read.get(client->primary_contact).name == "Eve Fox");
            const auto& type = record_type<Client>();
            storage::Typed shown;
            for (const auto& row : type.show(read.get(type, 1).fields, read.definitions(type)))
                shown[row.column->name] = row.text;
            CHECK(shown["custom.annual_budget"] == "1200.50");
            CHECK(shown["custom.size"] == "large");
            CHECK(shown["custom.seen_on"] == "2026-11-21");
            CHECK(read.where<&office::Note::client>(storage::Ref<Client>{1}).size() == 1);
            CHECK(read.history({Client::kind.number, 2}, 0, 10).size() >= 3);
        });
    }
}

TEST_CASE("the store of 27 November 2026, with an entry for each empty field, opens, is sound, and lists as it did",
          "[X3]") {
    const scratch::Folder folder;
    std::filesystem::copy_file(std::filesystem::path(GOLDEN_STORES) / "2026-11-27.db", folder.file());
    for (int opened = 1; opened <= 2; ++opened) {
        const auto store = open_store(folder.path());
        CHECK(storage::check(*store).problems == std::vector<std::string>{});
        store->read([](const Read& read) {
            const auto& type = record_type<Client>();
            const auto sorted_by = [&](std::string_view column, bool descending) {
                return read.select(type, {.tag = type.column(column)->tag, .descending = descending}).ids;
            };
            CHECK(sorted_by("reference", false) == std::vector<storage::Id>{2, 3, 5, 1, 4, 6});
            CHECK(sorted_by("client_since", true) == std::vector<storage::Id>{5, 1, 6, 4, 3, 2});
            CHECK(read.where<&Client::company>(storage::Ref<office::Company>{}) ==
                  std::vector<storage::Id>{2, 4, 5, 6});
        });
    }
}
