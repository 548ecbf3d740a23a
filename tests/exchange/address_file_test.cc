// Files of addresses become address books.
#include "exchange/address_file.h"

#include <catch2/catch_test_macros.hpp>

#include "places/scratch.h"
#include "storage/error.h"
#include "storage/whole_files.h"

using namespace exchange;
using places::test::Scratch;

namespace {

constexpr std::string_view dresden = "LON,LAT,NUMBER,STREET,UNIT,CITY,DISTRICT,REGION,POSTCODE,ID,HASH\n"
                                     "13.74,51.06,12,HAUPTSTRASSE,,DRESDEN,,SN,01097,,abc\n"
                                     "13.75,51.07,14,\"Haupt, hinterer Weg\",Apt 3,Dresden,,SN,01097,,abd\n"
                                     ",,3,,,,,,,,abe\n";

Address_import import(Scratch& scratch, std::string_view bytes, const std::string& name = "dresden.csv",
                      const std::string& country = "DE") {
    const auto file = scratch.folder() / name;
    storage::write_file(file, bytes);
    return import_addresses(scratch.folder(), {.file = file, .file_name = file.filename(), .country = country},
                            [](std::uint64_t, std::uint64_t) {});
}

std::string why_not(Scratch& scratch, std::string_view bytes, const std::string& country = "") {
    try {
        import(scratch, bytes, "wrong.csv", country);
    } catch (const storage::Error& error) {
        CHECK(error.fault() == storage::Fault::invalid);
        return error.what();
    }
    return {};
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a file of addresses is read whatever the order of its columns", "[P4]") {
    Scratch scratch;
    const auto done = import(scratch, dresden);
    CHECK(done.about.rows == 3);
    CHECK(done.about.addresses == 2);
    CHECK(done.about.passed_over == 1);
    CHECK(scratch.lines("haupt 12") == Lines{"Hauptstrasse 12, 01097 Dresden"});
    CHECK(scratch.lines("hinterer 14") == Lines{"Haupt, hinterer Weg 14 Apt 3, 01097 Dresden"});
    import(scratch, "\xEF\xBB\xBFpostcode;city;street;number;lat;lon\r\n01067;Dresden;Postplatz;1;51,05;13.7\r\n",
           "other.csv");
    CHECK(scratch.lines("postplatz") == Lines{"Postplatz 1, 01067 Dresden"});
}

TEST_CASE("the same file twice changes nothing, another takes its place", "[P4]") {
    Scratch scratch;
    import(scratch, dresden);
    const auto before = *storage::read_file(scratch.book("dresden"));
    CHECK(import(scratch, dresden).unchanged);
    CHECK(*storage::read_file(scratch.book("dresden")) == before);
    CHECK(!import(scratch, "STREET,CITY,NUMBER\nNeuer Weg,Dresden,1\n").unchanged);
    CHECK(scratch.lines("haupt").empty());
    CHECK(scratch.lines("neuer") == Lines{"Neuer Weg 1,  Dresden"});
    CHECK(std::distance(std::filesystem::directory_iterator(scratch.folder() / "addresses"), {}) == 1);
}

TEST_CASE("the country comes from the folder when nobody says it", "[P4]") {
    Scratch scratch;
    CHECK(import(scratch, dresden, "us/ny/city.csv", "").about.country == "US");
    CHECK(import(scratch, dresden, "data/town.csv", "").about.country.empty());
}

TEST_CASE("what is no file of addresses is refused, and the book before stays", "[P4]") {
    Scratch scratch;
    import(scratch, dresden, "wrong.csv");
    CHECK(why_not(scratch, "") == "This file is empty.");
    CHECK(why_not(scratch, "Name,Email\nAna,a@b.c\n").starts_with("This is no file of addresses"));
    CHECK(why_not(scratch, "STREET,CITY\n,\n") == "There are no addresses in this file.");
    CHECK(why_not(scratch, "STREET,CITY\n\"Weg").contains("never closed"));
    CHECK(why_not(scratch, std::string("PK\3\4\0\0\0\0", 8)) != "");
    CHECK(why_not(scratch, "STREET,CITY\n\xFF\xFE,\xFF\n") == "There are no addresses in this file.");
    CHECK(why_not(scratch, dresden, "Atlantis").contains("no country"));
    CHECK(scratch.lines("haupt 12").size() == 1);
    CHECK(std::distance(std::filesystem::directory_iterator(scratch.folder() / "addresses"), {}) == 1);
}
