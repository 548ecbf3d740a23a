#include "office/work/asset.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <map>
#include <random>
#include <set>

#include "office/clients/clients.h"
#include "office/office.h"
#include "office/people/undo.h"
#include "office/work/ready_made.h"
#include "storage/custom_field.h"

using namespace office_test;
using office::Asset;
using office::Asset_kind;
using office::Client;
using storage::Custom_field;

namespace {

struct Inventory : Office {
    office::User admin = user("Ada", "ada@example.org", "admin");
    int clients = 0;

    storage::Actor ada() const { return as(admin); }
    Client client() { return save<Client>(person("Ana", "Ruiz", std::format("c{}@example.org", ++clients))); }
    Asset_kind kind(std::string name) { return save<Asset_kind>({{"name", std::move(name)}}); }
    Custom_field field(const Asset_kind& kind, std::string label, std::string type, bool required = false) {
        return save<Custom_field>({{"label", std::move(label)},
                                   {"type", std::move(type)},
                                   {"required", required ? "yes" : "no"},
                                   {"belongs_to", std::format("27:{}", kind.id)}},
                                  References::ids);
    }
    Asset asset(const Client& client, const Asset_kind& kind, Typed more = {}) {
        more.merge(Typed{{"client", std::to_string(client.id)}, {"kind", std::to_string(kind.id)}});
        return save<Asset>(more, References::ids, ada());
    }
    std::uint64_t operation(auto&& change) {
        return store.write(ada(), [&](Write& write) {
            change(write);
            return write.operation();
        });
    }
    std::uint64_t merge(Id gone, Id kept) {
        return operation([&](Write& write) { office::merge(write, Ref<Client>{gone}, {{kept}}); });
    }
    void take_back(std::uint64_t operation) { office::take_back(store, ada(), operation); }
    std::map<Id, std::string> bytes() {
        return store.read([](const Read& read) {
            std::map<Id, std::string> all;
            const storage::List every{.tag = storage::index_tag::created, .limit = SIZE_MAX};
            for (const Id id : read.select(record_type<Asset>(), every).ids)
                all[id] = read.get(record_type<Asset>(), id).fields;
            return all;
        });
    }
    std::vector<Id> found(std::string_view words) {
        return store.read([&](const Read& read) {
            std::vector<Id> ids;
            for (const auto& hit : read.search(record_type<Asset>(), words, 10)) ids.push_back(hit.id);
            return ids;
        });
    }
};

}  // namespace

TEST_CASE("an inventory item has a number of its own among those of its client", "[P15]") {
    Inventory office;
    const auto tree = office.kind("Tree");
    const auto ana = office.client(), ivo = office.client();
    CHECK(office.asset(ana, tree).number == 1);
    const auto second = office.asset(ana, tree);
    CHECK(second.number == 2);
    CHECK(office.asset(ivo, tree).number == 1);
    office.erase<Asset>(second.id, office.ada());
    CHECK(office.asset(ana, tree).number == 3);
    CHECK(errors_of([&] { office.save<Asset>({{"kind", "Tree"}}); }).contains("client"));
    CHECK(errors_of([&] { office.save<Asset>({{"client", std::to_string(ana.id)}}); }).contains("kind"));
    CHECK(office.asset(ana, tree).number == 4);
}

TEST_CASE("an office's own numbers stay, and numbers given later go on above the highest", "[P15][E1]") {
    Inventory office;
    const auto tree = office.kind("Tree");
    const auto ana = office.client(), ivo = office.client();
    const auto own = office.asset(ana, tree, {{"number", "17"}});
    CHECK(own.number == 17);
    CHECK(office.asset(ana, tree).number == 18);
    CHECK(office.asset(ana, tree, {{"number", "5"}}).number == 5);
    CHECK(office.asset(ivo, tree, {{"number", "17"}}).number == 17);
    CHECK(office.asset(ana, tree).number == 19);
    CHECK(errors_of([&] { office.asset(ana, tree, {{"number", "17"}}); }) ==
          Errors{{"number", "belongs to 17 already"}});
    for (const char* wrong : {"-1", "1000000000", "17a"}) {
        INFO(wrong);
        CHECK(errors_of([&] { office.asset(ana, tree, {{"number", wrong}}); }).contains("number"));
    }
    CHECK(errors_of([&] { office.change<Asset>(own.id, {{"number", "20"}}); }).contains("number"));
    office.change<Asset>(own.id, {{"number", "17"}, {"title", "At the gate"}});
    office.change<Asset>(own.id, {{"number", ""}, {"title", "By the gate"}});
    CHECK(office.get<Asset>(own.id).number == 17);
    CHECK(office.asset(ana, tree).number == 20);
}

TEST_CASE("an item whose number another one has by now does not come back", "[P15][U8]") {
    Inventory office;
    const auto tree = office.kind("Tree");
    const auto ana = office.client();
    const auto first = office.asset(ana, tree, {{"number", "17"}});
    const auto erased = office.operation([&](Write& write) { office::erase(write, record_type<Asset>(), first.id); });
    CHECK(office.asset(ana, tree, {{"number", "17"}}).number == 17);
    office.take_back(erased);
    CHECK(office.bytes().size() == 1);
}

TEST_CASE("an inventory item is called by its number and what it is", "[P15]") {
    Inventory office;
    const auto tree = office.kind("Tree");
    office.field(tree, "Height", "number");
    office.field(tree, "Species", "text");
    const auto ana = office.client();
    CHECK(office.asset(ana, tree).name() == "1");
    CHECK(office.asset(ana, tree, {{"custom.species", "Oak"}, {"custom.height", "12"}}).name() == "2 Oak");
    CHECK(office.asset(ana, tree, {{"custom.species", "Oak"}, {"title", "At the gate"}}).name() == "3 At the gate");
}

TEST_CASE("an inventory item is found by kind, species, number and client", "[P15]") {
    Inventory office;
    const auto tree = office.kind("Tree");
    office.field(tree, "Species", "text");
    const auto ana = office.client();
    const auto oak = office.asset(ana, tree, {{"custom.species", "Oak"}});
    const auto ash = office.asset(ana, tree, {{"custom.species", "Ash"}});
    CHECK(office.found("oak 1") == std::vector{oak.id});
    CHECK(office.found("ruiz 2") == std::vector{ash.id});
    CHECK(office.found("tree") == std::vector{oak.id, ash.id});
    CHECK(office.found("oak 2").empty());
}

TEST_CASE("an inventory item has the fields of its kind alone", "[P15][C8]") {
    Inventory office;
    const auto tree = office.kind("Tree"), bench = office.kind("Bench");
    office.field(tree, "Species", "text", true);
    office.field(bench, "Length", "number", true);
    office.field(bench, "Species", "text");
    const auto ana = office.client();
    CHECK(errors_of([&] { office.asset(ana, tree); }) == Errors{{"custom.species", "is required"}});
    CHECK(errors_of([&] { office.asset(ana, tree, {{"custom.species", "Oak"}, {"custom.length", "2"}}); }) ==
          Errors{{"custom.length", "is no field of this one"}});
    const auto oak = office.asset(ana, tree, {{"custom.species", "Oak"}, {"custom.length", " "}});
    CHECK(oak.number == 1);
    CHECK(office.asset(ana, bench, {{"custom.length", "2"}, {"custom.species_2", "Oak"}}).number == 2);
    CHECK(errors_of([&] { office.field(tree, "species", "text"); }) == Errors{{"label", "is there already"}});
    CHECK(errors_of([&] {
              office.save<Custom_field>({{"label", "x"}, {"type", "text"}, {"belongs_to", "1:1"}}, References::ids);
          }).contains("belongs_to"));
    office.store.read([&](const Read& read) {
        const auto own = read.definitions(record_type<Asset>(), read.get(record_type<Asset>(), oak.id).fields);
        REQUIRE(own.columns.size() == 1);
        CHECK(own.columns.front().name == "custom.species");
        CHECK(read.definitions(record_type<Asset>()).columns.size() == 3);
    });
}

TEST_CASE("a value of a field that an item's kind does not have stays, can be taken out and not be changed", "[P15]") {
    Inventory office;
    const auto tree = office.kind("Tree"), bench = office.kind("Bench");
    const auto species = office.field(tree, "Species", "text", true);
    office.field(bench, "Wood", "text");
    const auto ana = office.client();
    const auto oak = office.asset(ana, tree, {{"custom.species", "Oak"}});
    office.change<Asset>(oak.id, {{"kind", "Bench"}, {"custom.wood", "Oak"}});
    CHECK(office.get<Asset>(oak.id).custom.find(species.id)->bytes == "Oak");
    office.store.read([&](const Read& read) {
        const auto shown = read.definitions(record_type<Asset>(), read.get(record_type<Asset>(), oak.id).fields);
        REQUIRE(shown.columns.size() == 2);
        CHECK(shown.columns.front().group == "Tree");
        CHECK(shown.columns.back().group.empty());
    });
    office.change<Asset>(oak.id, {{"custom.species", "Oak"}, {"title", "By the pond"}});
    CHECK(errors_of([&] { office.change<Asset>(oak.id, {{"custom.species", "Ash"}}); }).contains("custom.species"));
    office.change<Asset>(oak.id, {{"custom.species", ""}});
    CHECK(office.get<Asset>(oak.id).custom.find(species.id) == nullptr);
}

TEST_CASE("a kind that is in use stays; one that goes takes its fields and what is kept of them", "[P15]") {
    Inventory office;
    const auto tree = office.kind("Tree"), bench = office.kind("Bench");
    office.field(tree, "Species", "text");
    const auto ana = office.client();
    const auto oak = office.asset(ana, tree, {{"custom.species", "Oak"}});
    CHECK(fault_of([&] { office.erase<Asset_kind>(tree.id, office.ada()); }) == Fault::refused);
    office.change<Asset>(oak.id, {{"kind", "Bench"}});
    const auto before = office.bytes();
    const auto erased =
        office.operation([&](Write& write) { office::erase(write, record_type<Asset_kind>(), tree.id); });
    CHECK(office.get<Asset>(oak.id).custom.values.empty());
    CHECK(office.found("oak").empty());
    CHECK(office.count(record_type<Custom_field>()) == 0);
    office.take_back(erased);
    CHECK(office.bytes() == before);
    CHECK(office.found("oak") == std::vector{oak.id});
    CHECK(office.count(record_type<Custom_field>()) == 1);
}

TEST_CASE("items of clients that are merged get new numbers and are found by their old ones; undo gives the same bytes",
          "[P15][C11]") {
    Inventory office;
    const auto tree = office.kind("Tree");
    const auto ana = office.client(), ivo = office.client(), eva = office.client();
    const auto stays = office.asset(ana, tree), moves = office.asset(ivo, tree);
    const auto before = office.bytes();
    const auto merged = office.merge(ivo.id, ana.id);
    CHECK(office.get<Asset>(stays.id).number == 1);
    const auto moved = office.get<Asset>(moves.id);
    CHECK(moved.client == Ref<Client>{ana.id});
    CHECK(moved.number == 2);
    CHECK(moved.former_numbers == "1");
    office.take_back(merged);
    CHECK(office.bytes() == before);
    office.merge(ivo.id, ana.id);
    CHECK(office.get<Asset>(moves.id).number == 3);
    office.merge(ana.id, eva.id);
    CHECK(office.get<Asset>(moves.id).former_numbers == "1, 3");
    const auto again = office.asset(office.client(), tree);
    office.change<Asset>(again.id, {{"client", std::to_string(eva.id)}}, References::ids);
    CHECK(office.get<Asset>(again.id).number == 3);
    CHECK(office.get<Asset>(again.id).former_numbers == "1");
}

TEST_CASE("numbers of a client's items never come back, whatever is made, erased, taken back and merged", "[P15]") {
    Inventory office;
    const auto tree = office.kind("Tree");
    std::vector<Client> clients{office.client(), office.client(), office.client()};
    std::mt19937 random(7);
    std::map<std::pair<Id, std::int64_t>, Id> given;  // client and number → the only item that ever had them
    std::vector<std::uint64_t> operations;
    const auto check_numbers = [&] {
        office.store.read([&](const Read& read) {
            const storage::List every{.tag = storage::index_tag::created, .limit = SIZE_MAX};
            for (const Id id : read.select(record_type<Asset>(), every).ids) {
                const auto asset = read.get<Asset>(id);
                CHECK(given.try_emplace({asset.client.id, asset.number}, id).first->second == id);
            }
        });
    };
    const auto one_of = [&](auto& list) -> auto& { return list[random() % list.size()]; };
    for (int round = 0; round < scratch::rounds(300); ++round) {
        const auto ids = office.bytes();
        switch (random() % 5) {
        case 0:
        case 1:
            operations.push_back(office.operation([&](Write& write) {
                office::save(write, record_type<Asset>(), 0, 0,
                             {{"client", std::to_string(one_of(clients).id)}, {"kind", std::to_string(tree.id)}},
                             References::ids);
            }));
            break;
        case 2:
            if (!ids.empty())
                operations.push_back(office.operation([&](Write& write) {
                    office::erase(write, record_type<Asset>(),
                                  std::next(ids.begin(), static_cast<long>(random() % ids.size()))->first);
                }));
            break;
        case 3:
            if (!operations.empty()) office.take_back(one_of(operations));
            break;
        default: {
            const auto gone = random() % clients.size();
            const auto kept = (gone + 1) % clients.size();
            operations.push_back(office.merge(clients[gone].id, clients[kept].id));
            clients[gone] = office.client();
        }
        }
        check_numbers();
    }
    CHECK(std::cmp_greater(given.size(), scratch::rounds(300) / 10));
}

TEST_CASE("the kind “Tree” is there once, in the language of the office", "[P15]") {
    Inventory office;
    const auto say = [](std::string_view english, std::initializer_list<std::string_view>) {
        return english == "Tree" ? std::string("Baum") : std::string(english);
    };
    const auto make = [&] { office::make_ready_kinds(office.store, office.ada(), say); };
    make();
    REQUIRE(office.count(record_type<Asset_kind>()) == 1);
    CHECK(office.get<Asset_kind>(1).name == "Baum");
    office.store.read([](const Read& read) {
        std::vector<std::string> labels;
        for (const auto& column : read.definitions(record_type<Asset>()).columns) labels.push_back(column.label);
        CHECK(labels == std::vector<std::string>{"Species", "Trunk diameter (cm)", "Height (m)"});
    });
    office.erase<Asset_kind>(1, office.ada());
    make();
    CHECK(office.count(record_type<Asset_kind>()) == 0);
}
