// An office's own export, into an empty office.
#include "exchange/come_back.h"

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <sstream>

#include "exchange/export.h"
#include "exchange/import.h"
#include "office/clients/change_request.h"
#include "office/clients/consent.h"
#include "office/clients/contact.h"
#include "office/clients/hold.h"
#include "office/office.h"
#include "office/work/asset.h"
#include "office/work/task.h"
#include "office/work/tender.h"
#include "storage/upkeep/check.h"

namespace exchange::tests {

using namespace office_test;
using office::Client;
using office::Task;

namespace {

/// What others refer to first.
constexpr std::array order{"users",    "tags",  "clients", "contacts",    "notes",  "holds",
                           "consents", "tasks", "tenders", "asset_kinds", "assets", "change_requests"};

struct Living : office_test::Office {
    office::User ana = user("Ana", "ana@office.example", "admin");
    office::User ben = user("Ben", "ben@office.example");

    void act(const storage::Record_type& type, std::string_view verb, Id id, const Typed& typed = {}) {
        store.write(as(ana), [&](Write& write) {
            office::act(write, type, *office::find_action(type.kind, verb), id, std::nullopt, typed);
        });
    }
    std::string csv(std::string_view plural) const {
        std::ostringstream out;
        export_file(store, plural, out);
        return out.str();
    }
    /// What the import told.
    std::string import(std::string_view plural, const std::string& text, const storage::Actor& actor,
                       bool update = false) {
        const auto file = folder.path() / "in.csv";
        std::ofstream(file, std::ios::binary) << text;
        std::ostringstream out;
        import_file(store, actor, plural, file, {.update_existing = update}, out);
        return out.str();
    }
};

/// With a state that only verbs set, of each sort.
struct Worked_in : Living {
    Worked_in() {
        save<Client>(with(person("Gone", "Client", "gone@example.org"), "tags", "VIP"));
        erase<Client>(1);  // so that the numbers of the others are not those that a new office gives
        save<Client>(with(person("Ann", "Oak", "ann@example.org"), "assignee", "Ben"));
        save<Client>(person("Ann", "Oak", "ann.two@example.org"));
        save<Client>(person("Hal", "Held", "hal@example.org"));
        act(record_type<Client>(), "archive", 3);
        act(record_type<Client>(), "put_on_hold", 4, {{"reason", "Two invoices overdue"}});
        save<office::Contact>({{"name", "First"}, {"phone", "5550 1"}, {"clients", "ann@example.org"}});
        save<office::Contact>({{"name", "Second"}, {"phone", "5550 2"}, {"clients", "ann@example.org"}});
        act(record_type<Client>(), "make_primary", 2, {{"contact", "2"}});
        save<office::Note>({{"client", "ann@example.org"}, {"text", "Rang"}}, References::names, as(ben));
        act(record_type<Client>(), "give_consent", 2, {{"purpose", "newsletter"}, {"how", "staff"}});
        act(record_type<office::Consent>(), "withdraw", 1);
        save<Task>({{"title", "Prune"}, {"client", "ann@example.org"}, {"assignee", "Ben"}});
        act(record_type<Task>(), "done", 1);
        save<office::Tender>({{"title", "Park"}, {"client", "ann.two@example.org"}});
        act(record_type<office::Tender>(), "win", 1);
        save<office::Asset_kind>({{"name", "Tree"}});
        for (const auto* title : {"Oak", "Elm", "Ash"})
            save<office::Asset>({{"client", "ann@example.org"}, {"kind", "Tree"}, {"title", title}});
        erase<office::Asset>(2);
        save<office::Change_request>(
            {{"client", "ann@example.org"}, {"field", "vat_id"}, {"to", "DE123456789"}, {"reason", "New number"}},
            References::names, as(ben));
        act(record_type<office::Change_request>(), "decline", 1, {{"reason", "Not proved"}});
    }
};

/// The tables of an office into an empty one, the clients twice.
void bring_back(const Living& from, Living& to) {
    for (const auto* plural : order) to.import(plural, from.csv(plural), box);
    to.import("clients", from.csv("clients"), box, true);
}

struct Empty : Living {
    Empty() { erase<office::User>(2); }
};

}  // namespace

TEST_CASE("An export of one's own office comes back as it was, with what verbs did", "[E1][E2]") {
    const Worked_in before;
    Empty after;
    bring_back(before, after);
    for (const std::string_view plural : order) {
        INFO(plural);
        if (plural != "users") CHECK(after.csv(plural) == before.csv(plural));  // whoever brings it was there before
    }
    CHECK(after.get<Task>(1).state == office::Task_state::done);
    CHECK(after.get<Client>(2).primary_contact.id == 2);
    // What is made from now on is numbered behind it.
    CHECK(after.save<Client>(person("New", "Comer", "new@example.org")).id == 5);
    CHECK(after.save<office::Asset>({{"client", "ann@example.org"}, {"kind", "Tree"}}).number == 4);
    CHECK(storage::check(after.store).problems == std::vector<std::string>{});
}

TEST_CASE("The same export once more changes nothing", "[E1]") {
    const Worked_in before;
    Empty after;
    bring_back(before, after);
    for (const auto* plural : order)
        CHECK(after.import(plural, before.csv(plural), box).contains("0 created, 0 updated"));
}

TEST_CASE("A file that anybody brings sets no state, and makes nothing that the program makes", "[E1]") {
    const Worked_in before;
    SECTION("somebody who is no admin, into an empty office") {
        Empty after;
        const auto ben = after.user("Ben", "ben@office.example");
        after.import("clients", before.csv("clients"), as(ben));
        after.import("tasks", before.csv("tasks"), as(ben));
        CHECK(after.get<Task>(1).state == office::Task_state::open);
        CHECK(fault_of([&] { after.import("holds", before.csv("holds"), as(ben)); }) == Fault::invalid);
        CHECK(after.count(record_type<office::Hold>()) == 0);
    }
    SECTION("an admin, where there are such records already") {
        Empty after;
        after.save<Client>(person("Was", "Here", "was@example.org"));
        after.save<Task>({{"title", "Was here"}});
        const std::string told = after.import("tasks", before.csv("tasks"), box);
        CHECK(told.contains("Status is not set by a file"));
        CHECK(after.get<Task>(2).state == office::Task_state::open);
    }
    SECTION("a file without our ids") {
        Empty after;
        after.import("tasks", "title,state\nPrune,done\n", box);
        CHECK(after.get<Task>(1).state == office::Task_state::open);
    }
}

TEST_CASE("What must hold among records holds of those that come back", "[E1][H1]") {
    const Worked_in before;
    Empty after;
    after.import("clients", before.csv("clients"), box);
    std::string holds = before.csv("holds");
    const auto row = holds.find('\n') + 1;
    std::string second = holds.substr(row);
    second.replace(second.rfind(",1-"), 3, ",2-");
    const std::string told = after.import("holds", holds + second, box);
    CHECK(told.contains("1 created, 0 updated, 0 skipped, 1 failed"));
    CHECK(told.contains("is open, and so is another hold of the client"));
    CHECK(after.count(record_type<office::Hold>()) == 1);
}

}  // namespace exchange::tests
