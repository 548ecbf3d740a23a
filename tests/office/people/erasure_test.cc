// Erasing for good what was deleted: by whom, what goes, and that it cannot come back.
#include "office/people/erasure.h"

#include <catch2/catch_test_macros.hpp>
#include <format>

#include "office/clients/note.h"
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
