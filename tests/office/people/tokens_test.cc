#include "office/people/tokens.h"

#include <catch2/catch_test_macros.hpp>
#include <chrono>

#include "office/office.h"
#include "office/people/events.h"
#include "office/people/viewer.h"
#include "storage/values/card_number.h"

using namespace office_test;
using namespace std::chrono_literals;
using office::Token;
using storage::Moment;

namespace {

struct With_token : Office {
    office::User ada = office::make_first_admin(store, "Ada", "ada@office.org", good_password);

    std::string make(const office::New_token& wanted) {
        return store.write(box, [&](Write& write) { return office::make_token(write, {ada.id}, wanted); });
    }
    std::optional<office::Program> program(std::string_view secret, std::string_view address = "10.0.0.9",
                                           Moment now = Moment::now()) {
        auto known = office::identify_token(store, secret, address, now);
        store.write(box, [](Write&) {});  // what was to be written later is there now
        return known;
    }
    std::size_t events(office::Happening what) const {
        return store.read([&](const Read& read) { return read.where<&office::Event::what>(what).size(); });
    }
};

Moment in(std::chrono::milliseconds time) { return {Moment::now().milliseconds + time.count()}; }

}  // namespace

TEST_CASE("What a token is for holds no number of a card", "[E3][P16]") {
    With_token office;
    CHECK(errors_of([&] { office.make({.label = "4111 1111 1111 1111", .works_for = std::chrono::days{7}}); }) ==
          Errors{{"label", storage::looks_like_card}});
    CHECK(office.count(record_type<office::Token>()) == 0);
}

TEST_CASE("A token ends on its day, and at once when it is taken back", "[E3]") {
    With_token office;
    const auto secret = office.make({.label = " Telephone ", .works_for = std::chrono::days{7}});
    REQUIRE(office.program(secret));
    CHECK(office.program(secret)->token.label == "Telephone");
    CHECK(office.program(secret, "10.0.0.9", in(6 * 24h)));
    CHECK_FALSE(office.program(secret, "10.0.0.9", in(7 * 24h)));
    office.store.write(box, [&](Write& write) { office::end_tokens(write, {office.ada.id}); });
    CHECK_FALSE(office.program(secret));
    CHECK(office.events(office::Happening::token_made) == 1);
    CHECK(office.events(office::Happening::token_ended) == 1);
}

TEST_CASE("A token of an older version ends a year after it was made, and may change records but not users", "[E3]") {
    With_token office;
    const auto secret = office.make({.label = "Old"});
    office.store.write(box, [&](Write& write) {
        auto token = write.get<Token>(1);
        token.ends = {};
        token.access = {};
        write.update(token);
    });
    const auto old = office.program(secret);
    REQUIRE(old);
    CHECK(office::may_change(old->token));
    CHECK(office::kinds_of(old->token).empty());
    CHECK_FALSE(office.program(secret, "10.0.0.9", in(366 * 24h)));
}

TEST_CASE("What a token may not be is said at its field", "[E3]") {
    With_token office;
    const auto wrong = [&](const office::New_token& wanted) { return errors_of([&] { office.make(wanted); }); };
    CHECK(wrong({.label = " "}).contains("label"));
    CHECK(wrong({.label = "x", .works_for = std::chrono::days{0}}).contains("works_for"));
    CHECK(wrong({.label = "x", .works_for = std::chrono::days{731}}).contains("works_for"));
    CHECK(wrong({.label = "x", .kinds = {"client", "session"}}).contains("kinds"));
    for (std::size_t i = 0; i < office::most_tokens; ++i) CHECK(wrong({.label = "x"}).empty());
    CHECK(wrong({.label = "x"}).contains("label"));
}

TEST_CASE("When and from where a token was used is kept, and a new address is told", "[E3]") {
    With_token office;
    const auto secret = office.make({.label = "Telephone"});
    office.program(secret, "10.0.0.9");
    office.program(secret, "10.0.0.9");
    CHECK(office.events(office::Happening::token_new_address) == 1);
    CHECK(office.get<Token>(1).last_address == "10.0.0.9");
    CHECK(office.get<Token>(1).last_used != Moment{});
    office.program(secret, "10.0.0.10");
    CHECK(office.events(office::Happening::token_new_address) == 2);
}

TEST_CASE("A token for some kinds of records sees no others", "[E3][U2]") {
    With_token office;
    office.save<office::Client>(person("Ana", "Ruiz", "ana@example.org"));
    const auto program = office.program(office.make({.label = "Notes", .kinds = {"note"}}));
    const auto scope = office::scope_of(program->viewer);
    office.store.read(&scope, [](const Read& read) { CHECK_FALSE(read.find<office::Client>(1)); });
    const auto all = office.program(office.make({.label = "All"}));
    const auto whole = office::scope_of(all->viewer);
    office.store.read(&whole, [](const Read& read) { CHECK(read.find<office::Client>(1)); });
}
