// While the disk is almost full, or full: who may still sign in and out, and what may still be changed.
#include <catch2/catch_test_macros.hpp>
#include <memory>

#include "office/clients/client.h"
#include "office/people/with_admin.h"
#include "storage/disk/engine.h"
#include "storage/keys.h"

using namespace office_test;
using storage::Store;

namespace {

/// An office with an admin and a client, opened again with other ideas of how much of the disk is to stay free.
struct Filling_office {
    Filling_office() {
        open(0);
        ada = office::make_first_admin(*store, "Ada", "ada@office.org", good_password);
        store->write(box, [](Write& write) {
            office::save(write, record_type<office::Client>(), 0, 0, person("Bo", "Oak", "bo@a.example"),
                         References::names);
        });
    }
    void open(std::uint64_t reserve) {
        store.reset();
        store = std::make_unique<Store>(folder.path(), office::record_types(), Store::Settings{.reserve = reserve});
    }
    void open_almost_full() { open(std::filesystem::space(folder.path()).available * 4); }
    void open_full() { open(UINT64_MAX); }

    /// Their records are none any more; the indexes still lead to them.
    void damage_sessions() {
        store.reset();
        {
            storage::Engine engine(folder.path() / "records.db");
            auto transaction = engine.write();
            std::vector<std::string> keys;
            const std::string first = storage::keys::record(office::Session::kind.number, 0);
            {
                auto cursor = transaction.cursor(storage::Tree::records);
                for (bool more = cursor.seek(first); more && cursor.key()[0] == first[0]; more = cursor.next())
                    keys.emplace_back(cursor.key());
            }
            for (const auto& key : keys) transaction.put(storage::Tree::records, key, "nothing");
            transaction.commit();
        }
        open(0);
    }

    office::Signed_in sign_in() const {
        return office::sign_in(*store, "ada@office.org", good_password, {.address = "10.0.0.1", .browser = "Firefox"});
    }
    bool knows(const office::Signed_in& signed_in) const {
        return office::identify(*store, signed_in.secret).has_value();
    }
    std::size_t stored_sessions() const {
        (void)fault_of([&] { store->write(box, [](Write&) {}); });  // behind whatever waits for no answer
        return store->read([&](const Read& read) { return office::sessions_of(read, {ada.id}).size(); });
    }

    scratch::Folder folder;
    std::unique_ptr<Store> store;
    office::User ada;
};

}  // namespace

TEST_CASE("while the disk is almost full one can sign in, delete and change passwords, but not add", "[U3][faults]") {
    Filling_office office;
    office.open_almost_full();
    const auto signed_in = office.sign_in();
    CHECK(office.knows(signed_in));
    CHECK(office.stored_sessions() == 1);
    const auto save = [&](Id id, std::uint64_t revision) {
        return fault_of([&] {
            office.store->write(box, [&](Write& write) {
                office::save(write, record_type<office::Client>(), id, revision, person("Cy", "Elm", "cy@a.example"),
                             References::names);
            });
        });
    };
    CHECK(save(0, 0) == Fault::full);
    CHECK(save(1, 1) == Fault::full);
    office.store->write(box, [](Write& write) { office::erase(write, record_type<office::Client>(), 1); });
    office::change_password(*office.store, {office.ada.id}, {good_password, "another long secret"}, 0, "10.0.0.1");
    CHECK_FALSE(office.knows(signed_in));
}

TEST_CASE("on a full disk sessions are held in memory, end when they are ended, and are stored later", "[U3][faults]") {
    Filling_office office;
    office.open_full();
    const auto first = office.sign_in();
    const auto second = office.sign_in();
    CHECK(office.knows(first));
    CHECK(office.stored_sessions() == 0);
    CHECK_FALSE(
        errors_of([&] { office::sign_in(*office.store, "ada@office.org", "wrong", {.address = "10.0.0.1"}); }).empty());
    office::sign_out(*office.store, box, first.secret);
    CHECK_FALSE(office.knows(first));
    CHECK(office.knows(second));

    office.open(0);
    CHECK(office.knows(second));
    CHECK(office.stored_sessions() == 1);
    CHECK(office.knows(second));
    office::sign_out(*office.store, box, second.secret);
    CHECK_FALSE(office.knows(second));
    CHECK(office.stored_sessions() == 0);
}

TEST_CASE("who signs in while what is stored of sessions is damaged is let in, and looks around", "[U3][X7][faults]") {
    Filling_office office;
    const auto before = office.sign_in();
    office.damage_sessions();
    CHECK_FALSE(office.knows(before));
    const auto after = office.sign_in();
    CHECK(office.knows(after));
    office::sign_out(*office.store, box, after.secret);
    CHECK_FALSE(office.knows(after));
}

TEST_CASE("a stored session ends on a full disk too, and a held one with the password it was opened with",
          "[U3][faults]") {
    Filling_office office;
    const auto stored = office.sign_in();
    office.open_full();
    const auto held = office.sign_in();
    office::sign_out(*office.store, box, stored.secret);
    CHECK_FALSE(office.knows(stored));
    office.open(0);
    const auto password = office::new_password("another long secret", {});
    office.store->write(box, [&](Write& write) { office::set_password(write, {office.ada.id}, password); });
    CHECK_FALSE(office.knows(held));
}
