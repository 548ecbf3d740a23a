// An import of any kind that is taken back leaves what was there, byte by byte.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <map>
#include <sstream>

#include "exchange/office.h"
#include "office/catalogue/service.h"
#include "office/records/save.h"
#include "office/work/asset.h"
#include "storage/custom_field.h"
#include "storage/undo.h"
#include "storage/upkeep/check.h"

using namespace exchange;
using namespace exchange::tests;

namespace {

using Bytes = std::map<std::pair<std::string, storage::Id>, std::string>;

struct Furnished : Office {
    Furnished() {
        field("Site", storage::Custom_type::link);
        field("Seasons", storage::Custom_type::choices, "Spring\nSummer\nAutumn");
        office::Asset_kind tree;
        tree.name = "Elm";
        const auto kind = add(tree);
        field("Species", storage::Custom_type::text, "", {office::Asset_kind::kind.number, kind.id});
        office::Service pruning;
        pruning.name = "Pruning";
        add(pruning);
        import("clients", "First name,Last name,E-mail,Tags,Site,Seasons\n"
                          "Ann,Oak,ann@example.org,\"VIP, Old\",https://oak.example/,\"Spring, Summer\"\n"
                          "Bea,Ash,bea@example.org,,,\n");
    }

    void field(const std::string& label, storage::Custom_type type, const std::string& choices = {},
               storage::Any_ref belongs_to = {}) {
        storage::Typed typed{{"label", label},
                             {"type", storage::Value<storage::Custom_type>::show(type)},
                             {"choices", choices},
                             {"belongs_to", storage::show_any(belongs_to)}};
        store.write(actor, [&](storage::Write& write) {
            office::save(write, storage::record_type<storage::Custom_field>(), 0, 0, typed, office::References::ids);
        });
    }

    /// What it said; every row must go in.
    std::string import(const std::string& plural, const std::string& csv, bool update_existing = false) {
        const auto file = folder.path() / (plural + ".csv");
        std::ofstream(file, std::ios::binary) << csv;
        std::ostringstream said;
        const int wrong = import_file(store, actor, plural, file, {.update_existing = update_existing}, said);
        INFO(said.str());
        CHECK(wrong == 0);
        return said.str();
    }

    Bytes bytes() const {
        return store.read([](const storage::Read& read) {
            Bytes all;
            for (const storage::Record_type* type : office::record_types()) {
                if (type->kind.internal) continue;
                const storage::List every{.tag = storage::index_tag::created, .limit = SIZE_MAX};
                for (const storage::Id id : read.select(*type, every).ids)
                    all[{std::string(type->kind.plural), id}] = read.get(*type, id).fields;
            }
            return all;
        });
    }

    void take_back_last() {
        store.write(actor, [](storage::Write& write) {
            const auto latest = write.operations(0, 10);
            const auto last = std::ranges::find(latest, "import", [](const auto& entry) { return entry.doing.verb; });
            REQUIRE(last != latest.end());
            const auto undone =
                storage::undo(write, last->number, [](std::uint8_t kind) { return office::kind_row(kind).undone; });
            CHECK(undone.left_alone.empty());
        });
    }
};

struct File {
    const char *plural, *csv;
};

}  // namespace

TEST_CASE("an import of any kind, taken back, leaves the same bytes", "[E1][U8]") {
    Furnished office;
    const Bytes before = office.bytes();
    for (const auto& [plural, csv] : {
             File{"clients", "First name,Last name,E-mail,Tags,Site,Seasons\n"
                             "Ann,Oakes,ann@example.org,New,https://oakes.example/,Autumn\n"
                             "Cid,Elm,cid@example.org,New,mailto:cid@example.org,\"Autumn, Spring\"\n"},
             File{"companies", "Name\nElm Ltd\n"},
             File{"contacts", "Name,E-mail,Clients\nBo,bo@example.org,\"Oak, Ann\"\n"},
             File{"notes", "Client,Text\n\"Oak, Ann\",Rang\n"},
             File{"comments", "Client,Comment\n\"Oak, Ann\",Kind\n"},
             File{"feedbacks", "Client,Stars,Feedback\n\"Oak, Ann\",4,Fine\n"},
             File{"tasks", "Title,Client,Due\nCall,\"Oak, Ann\",2026-12-01\n"},
             File{"tenders", "Client,Tender,Value\n\"Oak, Ann\",Avenue,1200\n"},
             File{"assets", "Client,Number,Kind,Species\n\"Oak, Ann\",17,Elm,Ulmus\n\"Oak, Ann\",,Elm,Ulmus\n"},
             File{"services", "Name,Unit\nFelling,hour\n"},
             File{"prices", "Client,Service,Price,From\n\"Oak, Ann\",Pruning,12,2026-01-01\n"},
             File{"cards",
                  "Client,Brand,Cardholder,Last four digits,Expires\n\"Oak, Ann\",visa,Ann Oak,1111,2040-12\n"},
             File{"change_requests", "Client,Field,New value,Reason\n\"Oak, Ann\",tax_number,12/345,Mail\n"},
             File{"saved_views", "List,Name\nclients,Mine\n"},
         }) {
        INFO(plural);
        office.import(plural, csv, true);
        CHECK(office.bytes() != before);
        office.take_back_last();
        CHECK(office.bytes() == before);
    }
    CHECK(storage::check(office.store).problems.empty());
}

TEST_CASE("numbers of an inventory come in as they are, in any order, and the next ones are above", "[P15][E1]") {
    Furnished office;
    office.import("assets", "Client,Number,Kind\n"
                            "\"Oak, Ann\",17,Elm\n\"Oak, Ann\",3,Elm\n\"Ash, Bea\",17,Elm\n\"Oak, Ann\",,Elm\n");
    std::vector<std::int64_t> numbers;
    office.store.read([&](const storage::Read& read) {
        for (storage::Id id = 1; id <= 4; ++id) numbers.push_back(read.get<office::Asset>(id).number);
    });
    CHECK(numbers == std::vector<std::int64_t>{17, 3, 17, 18});
}
