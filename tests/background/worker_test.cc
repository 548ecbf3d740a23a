#include "background/worker.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "storage/scratch.h"

using namespace std::chrono_literals;
using background::Clock;
using background::Work;
using background::Work_state;
using background::Worker;
using storage::Moment;
using storage::Read;
using storage::Store;
using storage::Write;

namespace {

bool trusted() { return true; }

struct Scene {
    scratch::Folder folder;
    Store store{folder.path(), {&storage::record_type<Work_state>(), &storage::record_type<storage::Custom_field>()}};
    Clock clock{Moment{}, &trusted};

    std::optional<Work_state> state(std::string_view name) {
        return store.read([&](const Read& read) { return read.first<&Work_state::name>(std::string(name)); });
    }
    void remember(const Work_state& wanted) {
        store.write({}, [&](Write& write) {
            Work_state state = wanted;
            write.save(state);
        });
    }
};

template <class Condition> bool comes_true(Condition&& condition) {
    for (int tries = 0; tries < 2'000; ++tries) {
        if (condition()) return true;
        std::this_thread::sleep_for(5ms);
    }
    return false;
}

}  // namespace

TEST_CASE("Work that was never done is done at the start, and not again before its time", "[M3]") {
    Scene scene;
    std::atomic<int> runs = 0;
    const Work work{"count", "Counting", 24h, [&](Store&, const Clock&) { ++runs; }};
    {
        Worker worker(scene.store, scene.clock, {work});
        REQUIRE(comes_true([&] { return scene.state("count") && scene.state("count")->ended != Moment{}; }));
        const auto lines = worker.lines();
        REQUIRE(lines.size() == 1);
        CHECK(lines[0].label == "Counting");
        CHECK(lines[0].next > scene.clock.now());
    }
    {
        Worker again(scene.store, scene.clock, {work});
    }
    CHECK(runs == 1);
}

TEST_CASE("Work that a power cut broke off is done again at the next start", "[M3]") {
    Scene scene;
    Work_state cut;
    cut.name = "send";
    cut.ended = scene.clock.now();
    cut.begun = {cut.ended.milliseconds + 1};
    scene.remember(cut);
    std::atomic<int> runs = 0;
    Worker worker(scene.store, scene.clock, {{"send", "Sending", 24h, [&](Store&, const Clock&) { ++runs; }}});
    CHECK(comes_true([&] { return runs == 1; }));
}

TEST_CASE("What fails is tried again later, longer each time, and says why", "[M3]") {
    Scene scene;
    std::atomic<int> runs = 0;
    const Work work{"fail", "Failing", 1h, [&](Store&, const Clock&) {
                        ++runs;
                        throw std::runtime_error("no network");
                    }};
    {
        Worker worker(scene.store, scene.clock, {work});
        REQUIRE(comes_true([&] { return scene.state("fail") && scene.state("fail")->failures == 1; }));
    }
    const auto state = *scene.state("fail");
    CHECK(state.problem == "no network");
    CHECK(runs == 1);
    const auto wait = [&](std::int64_t failures) {
        Work_state failed = state;
        failed.failures = failures;
        return background::next_run(work, failed).milliseconds - failed.begun.milliseconds;
    };
    CHECK(wait(1) == 60'000);
    CHECK(wait(3) == 240'000);
    CHECK(wait(60) == 3'600'000);
}

TEST_CASE("Work that waits for something to be saved is woken by the commit", "[M3]") {
    Scene scene;
    std::atomic<int> runs = 0;
    const auto& fields = storage::record_type<storage::Custom_field>();
    const Work work{"mail", "Mail", 0s,
                    [&](Store& store, const Clock&) {
                        ++runs;
                        store.write({}, [&](Write& write) { write.erase(fields, 1); });
                    },
                    [&](const Read& read) { return read.count(fields) > 0 ? Moment{} : Moment{INT64_MAX}; }};
    Worker worker(scene.store, scene.clock, {work});
    std::this_thread::sleep_for(20ms);
    CHECK(runs == 0);
    scene.store.write({}, [&](Write& write) {
        storage::Custom_field field;
        field.label = "x";
        write.create(field);
    });
    CHECK(comes_true([&] { return scene.store.read([&](const Read& read) { return read.count(fields); }) == 0; }));
    CHECK(runs == 1);
}

TEST_CASE("The clock never goes below what the box knew", "[X6]") {
    const Moment future{Moment::now().milliseconds + 3'600'000};
    Clock clock(future, &trusted);
    CHECK(clock.now() == future);
    clock.never_below({future.milliseconds - 5});
    CHECK(clock.now() == future);
    clock.never_below({future.milliseconds + 5});
    CHECK(clock.now().milliseconds == future.milliseconds + 5);
    Scene scene;
    Work_state state;
    state.name = "clock";
    state.begun = future;
    scene.remember(state);
    CHECK(scene.store.read(background::last_known) == future);
}

namespace {

/// What is written to standard error as long as it lives.
class Said {
  public:
    explicit Said(const std::filesystem::path& file)
        : file_(file)
        , before_(dup(STDERR_FILENO)) {
        const int to = open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        dup2(to, STDERR_FILENO);
        close(to);
    }
    ~Said() {
        dup2(before_, STDERR_FILENO);
        close(before_);
    }
    Said(const Said&) = delete;
    Said& operator=(const Said&) = delete;
    std::string text() const {
        std::ifstream in(file_);
        return {std::istreambuf_iterator<char>(in), {}};
    }

  private:
    std::filesystem::path file_;
    int before_;
};

}  // namespace

TEST_CASE("Where nothing can be noted work that only reads is done, and the trouble is said once", "[M3][X7]") {
    Scene scene;
    std::atomic<int> writers = 0;
    std::atomic<int> readers = 0;
    const auto write = [&](Store&, const Clock&) { ++writers; };
    const Work read{"read",
                    "Reading",
                    0s,
                    [&](Store&, const Clock&) { ++readers; },
                    [&](const Read&) { return Moment{readers == 0 ? 0 : INT64_MAX}; },
                    true};
    scene.store.found_damage();
    const Said said(scene.folder.path() / "said");
    {
        Worker worker(scene.store, scene.clock, {{"one", "One", 1h, write}, {"two", "Two", 1h, write}, read});
        REQUIRE(comes_true([&] { return readers == 1; }));
        CHECK(worker.lines()[0].next > scene.clock.now());
    }
    CHECK(readers == 1);
    CHECK(writers == 0);
    const std::string text = said.text();
    CHECK(text.starts_with("background work: "));
    CHECK(std::ranges::count(text, '\n') == 1);
}
