// Address books: written from rows in any order, found while somebody types.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <format>
#include <fstream>

#include "places/scratch.h"
#include "storage/whole_files.h"

using namespace places;
using namespace places::test;

namespace {

using Lines = std::vector<std::string>;

std::vector<Known_address> dresden() {
    return {address("Königstraße", "3", "Dresden", "01097"),
            address("Hauptstraße", "12", "Dresden", "01097", 51.06, 13.74),
            address("Hauptstraße", "9", "Dresden", "01097"),
            address("Hauptstraße", "120", "Dresden", "01097"),
            address("Hauptstraße", "12a", "Dresden", "01097"),
            address("Hauptstr.", "12", "Radebeul", "01445"),
            address("Straße des 17. Juni", "25", "Dresden", "01257"),
            address("Am Brauhaus", "1", "Dresden", "01099")};
}

}  // namespace

TEST_CASE("an address is found by words in any order, the number anywhere, the last word by its beginning", "[P4]") {
    Scratch scratch;
    scratch.write("dresden", dresden());
    const Lines wanted{"Hauptstraße 12, 01097 Dresden", "Hauptstraße 12a, 01097 Dresden",
                       "Hauptstraße 120, 01097 Dresden"};
    for (const char* typed :
         {"haupt 12 dres", "12 haupt dres", "dresden hauptstraße 12", "Haupt 12 01097", "01097 12 haupt"}) {
        INFO(typed);
        CHECK(scratch.lines(typed) == wanted);
    }
    CHECK(scratch.lines("haupt 9 dresden") == Lines{"Hauptstraße 9, 01097 Dresden"});
}

TEST_CASE("accents and ways to write a street are alike", "[P4]") {
    Scratch scratch;
    scratch.write("dresden", dresden());
    for (const char* typed :
         {"Königstraße 3", "Koenigstrasse 3", "konigstr 3", "KÖNIGSTR. 3", "koenig 3 dre", "königstras 3"}) {
        INFO(typed);
        CHECK(scratch.lines(typed) == Lines{"Königstraße 3, 01097 Dresden"});
    }
    CHECK(scratch.lines("hauptstrasse 12 rade") == Lines{"Hauptstr. 12, 01445 Radebeul"});
}

TEST_CASE("a number that is a street's name is not a house's", "[P4]") {
    Scratch scratch;
    scratch.write("dresden", dresden());
    CHECK(scratch.lines("17 juni 25") == Lines{"Straße des 17. Juni 25, 01257 Dresden"});
}

TEST_CASE("a street comes with its houses once it is the only one, and a new house keeps its number", "[P4]") {
    Scratch scratch;
    scratch.write("dresden", dresden());
    CHECK(scratch.lines("hauptstraße dresden") == Lines{"Hauptstraße 9, 01097 Dresden", "Hauptstraße 12, 01097 Dresden",
                                                        "Hauptstraße 12a, 01097 Dresden",
                                                        "Hauptstraße 120, 01097 Dresden"});
    CHECK(scratch.lines("haupt") == Lines{"Hauptstraße, 01097 Dresden", "Hauptstr. 12, 01445 Radebeul"});
    CHECK(scratch.lines("brauhaus 77") == Lines{"Am Brauhaus 77, 01099 Dresden"});
}

TEST_CASE("an address has its position, and only its own", "[P4]") {
    Scratch scratch;
    scratch.write("dresden", dresden());
    const Books books(scratch.folder());
    const auto found = books.find({.words = words_of_query("hauptstr 12 dresden"), .near = {}});
    REQUIRE(!found.empty());
    CHECK(storage::show_position(found.front().position) == "51.06, 13.74");
    CHECK(found.front().country == "DE");
    const auto unknown = books.find({.words = words_of_query("brauhaus 77"), .near = {}});
    REQUIRE(unknown.size() == 1);
    CHECK(unknown.front().position == storage::Position{});
}

TEST_CASE("where the office has addresses comes first", "[P4]") {
    Scratch scratch;
    scratch.write("dresden", dresden());
    CHECK(scratch.lines("hauptstr 12").front() == "Hauptstraße 12, 01097 Dresden");
    CHECK(scratch.lines("hauptstr 12", {{"radebeul", 5}}).front() == "Hauptstr. 12, 01445 Radebeul");
}

TEST_CASE("the number stands where the country has it", "[P4]") {
    Scratch scratch;
    scratch.write("us", {address("Main St", "12", "Albany", "12207"), address("Oak Ln", "7", "Albany", "12208")}, "US");
    CHECK(scratch.lines("main street 12") == Lines{"12 Main St, 12207 Albany"});
    CHECK(scratch.lines("7 oak lane") == Lines{"7 Oak Ln, 12208 Albany"});
}

TEST_CASE("many rows in any order become one book, each house once", "[P4][large]") {
    Scratch scratch;
    constexpr int houses = 100;
    std::vector<Known_address> rows;
    for (int round = 0; round < 2; ++round)
        for (int street = 400; street > 0; --street)
            for (int house = houses; house > 0; --house)
                rows.push_back(address(std::format("Weg {}", street), std::to_string(house), "Ort", "01234"));
    const About about = scratch.write("many", rows);
    CHECK(about.streets == 400);
    CHECK(about.addresses == 400 * houses);
    CHECK(scratch.lines("weg 333 ort 77").front() == "Weg 333 77, 01234 Ort");
}

TEST_CASE("more words than memory are sorted", "[P4]") {
    Scratch scratch;
    Sorted_runs runs(scratch.folder(), "run", 4'000);
    std::vector<std::string> wanted;
    for (unsigned i = 0; i < 5'000; ++i) {
        wanted.push_back(std::format("{:x}", i * 2'654'435'761U));
        runs.add(wanted.back());
    }
    runs.add("");
    wanted.emplace_back();
    std::ranges::sort(wanted);
    std::vector<std::string> got;
    runs.each([&](std::string_view text) { got.emplace_back(text); });
    CHECK(got == wanted);
}

TEST_CASE("a book that another process brings or takes away is noticed", "[P4]") {
    Scratch scratch;
    const Books books(scratch.folder());
    CHECK(books.all().empty());
    scratch.write("dresden", dresden());
    REQUIRE(books.all().size() == 1);
    CHECK(books.all().front().about.addresses == dresden().size());
    scratch.write("dresden", {address("Neuer Weg", "1", "Dresden", "01097")});
    CHECK(books.all().front().about.addresses == 1);
    Books(scratch.folder()).remove("dresden");
    CHECK(books.all().empty());
    CHECK_THROWS_AS(Books(scratch.folder()).remove("dresden"), storage::Error);
    CHECK_THROWS_AS(Books(scratch.folder()).remove("../records"), storage::Error);
}

TEST_CASE("a damaged book costs suggestions, and never more", "[P4][large]") {
    Scratch scratch;
    scratch.write("dresden", dresden());
    const auto whole = *storage::read_file(scratch.book("dresden"));
    for (std::size_t at = 0; at < whole.size(); ++at) {
        std::string damaged = whole;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x7F);
        storage::write_file(scratch.book("dresden"), damaged);
        scratch.lines("hauptstraße 12 dresden", {{"dresden", 3}});
        scratch.lines("01097");
    }
    storage::write_file(scratch.book("dresden"), whole.substr(0, whole.size() / 2));
    CHECK(Books(scratch.folder()).all().front().damaged);
    CHECK(scratch.lines("haupt").empty());
}
