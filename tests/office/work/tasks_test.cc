#include <catch2/catch_test_macros.hpp>

#include "office/office.h"
#include "office/records/kind.h"
#include "office/work/task.h"

using namespace office_test;
using office::Task;
using office::Task_state;

namespace {

struct With_tasks : Office {
    Task task = save<Task>({{"title", "Call back"}, {"due", "2026-12-01"}});

    std::optional<Fault> act(std::string_view verb, const Typed& typed = {}) {
        return fault_of([&] {
            store.write(box, [&](Write& write) {
                office::act(write, record_type<Task>(), *office::find_action(Task::kind, verb), task.id, std::nullopt,
                            typed);
            });
        });
    }
    Task_state state() const { return get<Task>(task.id).state; }
    void put(Task_state state) {
        store.write(box, [&](Write& write) {
            Task changed = write.get<Task>(task.id);
            changed.state = state;
            write.update(changed);
        });
    }
};

}  // namespace

TEST_CASE("A task goes from state to state by its verbs alone", "[W1]") {
    using enum Task_state;
    struct Move {
        std::string_view verb;
        std::vector<Task_state> from;
        Task_state to;
    };
    const std::vector<Move> moves{{"start", {open}, in_progress},
                                  {"done", {open, in_progress}, done},
                                  {"drop", {open, in_progress}, dropped},
                                  {"reopen", {done, dropped}, open}};
    With_tasks office;
    for (const Move& move : moves)
        for (const Task_state from : {open, in_progress, done, dropped}) {
            CAPTURE(move.verb, static_cast<int>(from));
            office.put(from);
            const bool fits = std::ranges::contains(move.from, from);
            CHECK(office.act(move.verb) == (fits ? std::nullopt : std::optional(Fault::refused)));
            CHECK(office.state() == (fits ? move.to : from));
        }
    office.change<Task>(office.task.id, {{"title", "Call back"}, {"state", "open"}});
    CHECK(office.state() == open);
}

TEST_CASE("A task needs to say what is to be done, and an appointment when", "[W1]") {
    Office office;
    const auto wrong = [&](const Typed& typed) { return errors_of([&] { office.save<Task>(typed); }); };
    CHECK(wrong({{"title", ""}}).contains("title"));
    CHECK(wrong({{"title", "A"}, {"due", "2026-02-30"}}).contains("due"));
    CHECK(wrong({{"title", "A"}, {"appointment.start", "9:00"}}).contains("appointment.date"));
    CHECK(wrong({{"title", "A"}, {"appointment.date", "2026-12-01"}, {"appointment.end", "9:00"}})
              .contains("appointment.start"));
    const Typed backwards{{"title", "A"},
                          {"appointment.date", "2026-12-01"},
                          {"appointment.start", "10:00"},
                          {"appointment.end", "9:00"}};
    CHECK(wrong(backwards).contains("appointment.end"));
    CHECK(wrong(with(backwards, "appointment.end", "10:30")).empty());
    CHECK(wrong({{"title", "A"}, {"appointment.date", "2026-12-01"}}).empty());
}

TEST_CASE("An appointment goes over midnight, when that can be meant", "[W1]") {
    Office office;
    const auto night = [&](const std::string& start, const std::string& end) {
        return Typed{{"title", "Watch"},
                     {"appointment.date", "2026-12-31"},
                     {"appointment.start", start},
                     {"appointment.end", end}};
    };
    const auto task = office.save<Task>(night("23:00", "01:00"));
    CHECK(storage::Value<storage::Date>::show(task.ends_on()) == "2027-01-01");
    CHECK(storage::Value<storage::Date>::show(task.due) == "2026-12-31");
    CHECK(office.save<Task>(night("20:00", "08:00")).appointment.is_over_midnight());
    CHECK(office.save<Task>(night("09:00", "09:00")).ends_on() == storage::Date{});
    const auto wrong = [&](const Typed& typed) { return errors_of([&] { office.save<Task>(typed); }); };
    CHECK(wrong(night("20:00", "08:01")) ==
          Errors{{"appointment.end", "is before it begins, and on the next day it would be more than 12 hours later"}});
    CHECK(wrong(night("10:00", "09:00")).contains("appointment.end"));
}

TEST_CASE("A task goes with its client, and stays when whoever it was for leaves", "[W1]") {
    Office office;
    const auto client = office.save<office::Client>(person("Ana", "Ruiz", "ana@example.org"));
    const auto ben = office.user("Ben", "ben@example.org");
    const auto task = office.save<Task>({{"title", "Call"}, {"client", "ana@example.org"}, {"assignee", "Ben"}});
    const auto other = office.save<Task>({{"title", "Post"}, {"assignee", "Ben"}});
    office.erase<office::Client>(client.id);
    CHECK_FALSE(office.find<Task>(task.id));
    office.erase<office::User>(ben.id);
    CHECK(office.get<Task>(other.id).assignee.id == 0);
}

TEST_CASE("Work is given only to those who do some", "[W1]") {
    With_tasks office;
    const auto rita = office.user("Rita", "rita@example.org", "read_only");
    const auto ben = office.user("Ben", "ben@example.org");
    CHECK(office.act("assign", {{"assignee", std::to_string(rita.id)}}) == Fault::invalid);
    CHECK_FALSE(office.act("assign", {{"assignee", std::to_string(ben.id)}}));
    CHECK(office.get<Task>(office.task.id).assignee.id == ben.id);
    CHECK_FALSE(office.act("reschedule", {{"due", "2026-12-24"}}));
    CHECK(storage::Value<storage::Date>::show(office.get<Task>(office.task.id).due) == "2026-12-24");
}
