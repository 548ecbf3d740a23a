// The history is verified when somebody asks for it, behind their back.
#include <catch2/catch_test_macros.hpp>

#include "office/people/verification.h"
#include "office/people/with_admin.h"
#include "storage/keys.h"

using namespace office_test;

namespace {

struct With_history : With_admin {
    With_history() {
        for (const char* name : {"Ruiz", "Smith"})
            save<office::Client>(person("Ana", name, std::string(name) + "@x.org"));
    }
    void ask() {
        store.write(as(ada), [](Write& write) { office::ask_to_verify(write, "10.0.0.1"); });
    }
    bool is_due() { return store.read(office::next_verification) == Moment{}; }
};

}  // namespace

TEST_CASE("Asked for, the history is verified once, and how it went is kept with when", "[U5]") {
    With_history office;
    CHECK_FALSE(office.is_due());
    office::verify_history(office.store);
    CHECK_FALSE(office.store.read(office::last_verification));
    office.ask();
    office.ask();
    CHECK(office.events(Happening::journal_asked).size() == 1);
    CHECK(office.is_due());
    office::verify_history(office.store);
    CHECK_FALSE(office.is_due());
    const auto result = office.store.read(office::last_verification);
    REQUIRE(result);
    CHECK(result->what == Happening::journal_sound);
    CHECK(result->detail == "3");  // a user and two clients
    CHECK(result->created != Moment{});
    office.ask();
    CHECK(office.is_due());
}
