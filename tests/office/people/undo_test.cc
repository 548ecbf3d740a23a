// Taking back large operations: by slices, beyond a power cut, and what is told when it cannot be.
#include "office/people/undo.h"

#include <catch2/catch_test_macros.hpp>
#include <format>
#include <thread>

#include "office/office.h"
#include "office/people/large_undo.h"
#include "office/people/undoer.h"
#include "storage/upkeep/check.h"

using namespace office_test;
using office::Client;
using office::Taken_back;
using office::Undoer;

namespace {

constexpr std::size_t many = 3'000;
static_assert(many > office::most_undone_at_once);

struct With_many : Office {
    /// One operation that makes them; the number of each is in its name.
    std::uint64_t operation = store.write(box, [](Write& write) {
        write.doing("import");
        for (std::size_t i = 1; i <= many; ++i)
            office::save(write, record_type<Client>(), 0, 0,
                         {{"first_name", "Ida"},
                          {"last_name", std::format("Client {}", i)},
                          {"email", std::format("c{}@a.example", i)}},
                         References::names);
        return write.operation();
    });

    std::size_t clients() const { return count(record_type<Client>()); }
    Taken_back stands() const {
        return store.read([&](const Read& read) { return office::taken_back(read, operation).value(); });
    }
    bool is_due() const {
        return store.read([](const Read& read) { return office::next_undo(read).milliseconds == 0; });
    }

    /// As the worker does while somebody waits.
    Taken_back take_back() {
        {
            std::jthread worker([&] {
                while (!is_due()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
                Undoer(store).run_started();
            });
            office::take_back(store, box, operation);
        }
        return stands();
    }

    /// Until it is cut behind one of its slices, which are short enough to be many on any machine.
    void begin_and_cut() {
        Undoer undoer(store, std::chrono::milliseconds(1));
        std::jthread worker([&] {
            while (!is_due()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
            undoer.run_started();
        });
        std::jthread cut([&] {
            while (clients() == many) std::this_thread::sleep_for(std::chrono::milliseconds(1));
            undoer.stop();
        });
        office::take_back(store, box, operation);
    }

    void check_sound() const { CHECK(storage::check(store).problems == std::vector<std::string>{}); }
};

}  // namespace

TEST_CASE("a large operation is taken back by slices that are one operation, and that as well", "[U8][large]") {
    With_many office;
    const Taken_back taken = office.take_back();
    CHECK(taken.state == Taken_back::done);
    CHECK(taken.put_back == many);
    CHECK(taken.left == 0);
    CHECK(office.clients() == 0);
    CHECK_FALSE(office.is_due());
    office.check_sound();
    office.operation = taken.operation;
    CHECK(office.take_back().put_back == many);
    CHECK(office.clients() == many);
    office.check_sound();
}

TEST_CASE("cut in the middle it is told, and goes on behind what is taken back", "[U8][faults][large]") {
    With_many office;
    office.change<Client>(7, {{"phone", "12345678"}});
    office.begin_and_cut();
    const Taken_back cut = office.stands();
    const std::size_t left = office.clients();
    REQUIRE((left > 1 && left < many));
    CHECK(cut.state == Taken_back::running);
    CHECK(cut.put_back == many - left);
    office.check_sound();
    // what it did so far cannot be taken back before it has ended
    CHECK(office.store.read([&](const Read& read) {
        return office::why_not_undo(read, box, cut.operation, storage::Moment::now());
    }) == "This is still going on.");

    Undoer(office.store).run_started();
    const Taken_back ended = office.stands();
    CHECK(ended.state == Taken_back::done);
    CHECK(ended.put_back == many - 1);
    REQUIRE(ended.left_alone.size() == 1);
    CHECK(ended.left_alone[0].subject.id == 7);
    CHECK(ended.operation == cut.operation);
    CHECK(office.clients() == 1);
    office.check_sound();
}

TEST_CASE("when it cannot go on that is told, and it can be begun again", "[U8][S7][large]") {
    With_many office;
    office.begin_and_cut();
    office.store.write(box, [](Write& write) { write.redact({Client::kind.number, 3}); });
    Undoer(office.store).run_started();
    const Taken_back failed = office.stands();
    CHECK(failed.state == Taken_back::failed);
    CHECK(failed.problem.contains("Personal details were erased"));
    CHECK_FALSE(office.is_due());
    CHECK_THROWS_AS(office::take_back(office.store, box, office.operation), storage::Error);
    office.check_sound();
}

TEST_CASE("what ended long ago is forgotten", "[U8][large]") {
    With_many office;
    office.take_back();
    const auto forget = [&](std::chrono::days later) {
        office.store.write(box, [&](Write& write) {
            const auto now = storage::Moment::now().milliseconds + std::chrono::milliseconds(later).count();
            office::forget_old_undos(write, {now});
        });
        return office.count(record_type<office::Large_undo>());
    };
    CHECK(forget(std::chrono::days{29}) == 1);
    CHECK(forget(std::chrono::days{31}) == 0);
}
