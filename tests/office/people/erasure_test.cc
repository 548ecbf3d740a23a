// Erasing for good what was deleted: by whom, what goes, and that it cannot come back.
#include "office/people/erasure.h"

#include <catch2/catch_test_macros.hpp>
#include <format>

#include "office/clients/clients.h"
#include "office/clients/note.h"
#include "office/people/saved_view.h"
#include "office/people/undo.h"
#include "office/people/with_admin.h"
#include "storage/upkeep/check.h"

using namespace office_test;
using office::Client;
using storage::Error;
using storage::Fault;

namespace {

struct With_deleted : With_admin {
    storage::Actor admin{ada.id, ada.name};
    storage::Id client = 0;
    std::uint64_t deletion = 0;

    With_deleted() {
        store.write(box, [&](Write& write) {
            client = office::save(write, record_type<Client>(), 0, 0,
                                  {{"first_name", "Ida"}, {"last_name", "Gone"}, {"email", "ida@gone.example"}},
                                  References::names)
                         .id;
            office::Note note;
            note.client = {client};
            note.text.text = "Called Ida";
            write.create(note);
        });
        deletion = store.write(admin, [&](Write& write) {
            office::erase(write, record_type<Client>(), client);
            return write.operation();
        });
    }
    std::string why_not(const storage::Actor& actor) const {
        return store.read([&](const Read& read) { return office::why_not_erase_for_good(read, actor, deletion); });
    }
    bool offered(const storage::Actor& actor) const {
        return store.read([&](const Read& read) { return office::offers_erasure(read, actor, deletion); });
    }
    std::size_t erase_for_good() {
        return store.write(admin, [&](Write& write) { return office::erase_for_good(write, deletion, "10.0.0.7"); });
    }
    std::string refusal() {
        try {
            erase_for_good();
        } catch (const Error& error) {
            CHECK(error.fault() == Fault::refused);
            return error.what();
        }
        return {};
    }
};

}  // namespace

TEST_CASE("a deleted client is erased for good with all that went with it, once", "[S7][C10]") {
    With_deleted office;
    CHECK(office.offered(office.admin));
    CHECK(office.erase_for_good() == 2);
    CHECK_FALSE(office.offered(office.admin));
    CHECK(office.refusal() == "Nothing was deleted here that is still to be erased.");
    office.store.read([&](const Read& read) {
        for (const auto& entry : read.history({Client::kind.number, office.client}, 0, 100)) {
            CHECK(entry.redacted);
            CHECK(entry.name.empty());
        }
        CHECK(read.redactions() == 2);
    });
    CHECK(storage::check(office.store).problems.empty());
}

TEST_CASE("what was erased for good is not taken back", "[S7][U8]") {
    With_deleted office;
    office.erase_for_good();
    const auto why = office.store.read(
        [&](const Read& read) { return office::why_not_undo(read, office.admin, office.deletion, Moment::now()); });
    CHECK(why == "Personal details were erased from it, so it cannot be taken back.");
}

TEST_CASE("what came back is not erased for good", "[S7]") {
    With_deleted office;
    office::take_back(office.store, office.admin, office.deletion);
    CHECK_FALSE(office.offered(office.admin));
    CHECK(office.refusal() == "Nothing was deleted here that is still to be erased.");
}

TEST_CASE("only who may delete clients erases them for good", "[S7][U2]") {
    With_deleted office;
    for (const auto role : {office::Role::staff, office::Role::read_only}) {
        const storage::Actor actor = office.store.write(box, [&](Write& write) {
            User user;
            user.name = std::format("User {}", static_cast<int>(role));
            user.email.text = std::format("u{}@office.org", static_cast<int>(role));
            user.role = role;
            write.create(user);
            return storage::Actor{user.id, user.name};
        });
        CHECK_FALSE(office.offered(actor));
        CHECK(office.why_not(actor) == "Only who may delete clients erases them for good.");
    }
    CHECK(office.why_not(office.admin).empty());
}

TEST_CASE("an event says who erased what for good, without names", "[S7][S5]") {
    With_deleted office;
    office.erase_for_good();
    const auto events = office.events(Happening::erased_for_good);
    REQUIRE(events.size() == 1);
    CHECK(events[0].who == "Ada");
    CHECK(events[0].address == "10.0.0.7");
    CHECK(events[0].detail.contains(std::format("client {}", office.client)));
    CHECK_FALSE(events[0].detail.contains("Ida"));
}

TEST_CASE("with a client goes what the history says of those who were merged into it", "[S7][C11]") {
    With_deleted office;
    const auto person = [&](const std::string& first) {
        return office.store.write(box, [&](Write& write) {
            return office::save(write, record_type<Client>(), 0, 0,
                                {{"first_name", first}, {"last_name", "Twin"}, {"email", first + "@twin.example"}},
                                References::names)
                .id;
        });
    };
    const storage::Id gone = person("Una"), between = person("Ina"), kept = person("Maria");
    for (const auto& [from, to] : {std::pair{gone, between}, std::pair{between, kept}})
        office.store.write(office.admin, [&](Write& write) { office::merge(write, Ref<Client>{from}, {{to}}); });
    office.deletion = office.store.write(office.admin, [&](Write& write) {
        office::erase(write, record_type<Client>(), kept);
        return write.operation();
    });
    CHECK(office.erase_for_good() == 1);
    office.store.read([&](const Read& read) {
        for (const storage::Id id : {gone, between, kept})
            for (const auto& entry : read.history({Client::kind.number, id}, 0, 100)) {
                INFO(id);
                if (entry.kind == Client::kind.number) CHECK(entry.redacted);
            }
    });
    CHECK(storage::check(office.store).problems.empty());
}

TEST_CASE("a view that names the person and nobody else goes, others stay", "[S7][C5]") {
    With_deleted office;
    const auto view = [&](std::string name, std::string word) {
        return office.store.write(office.admin, [&](Write& write) {
            office::Saved_view made;
            made.list = "clients";
            made.name = std::move(name);
            made.filters.push_back({});
            made.filters.back().field = "q";
            made.filters.back().value = std::move(word);
            write.create(made);
            return made.id;
        });
    };
    office.store.write(box, [&](Write& write) {
        office::save(write, record_type<Client>(), 0, 0,
                     {{"first_name", "Bo"}, {"last_name", "Gone"}, {"email", "bo@else.example"}}, References::names);
    });
    const auto hers = view("Hers", "ida"), called = view("All of Ida", "oak"), of_both = view("Family", "gone");
    office.erase_for_good();
    office.store.read([&](const Read& read) {
        CHECK_FALSE(read.find<office::Saved_view>(hers));
        CHECK_FALSE(read.find<office::Saved_view>(called));
        CHECK(read.find<office::Saved_view>(of_both));
    });
    CHECK(storage::check(office.store).problems.empty());
}
