// Countries, the spelling of addresses, and the file of a map.
#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <thread>

#include "places/countries.h"
#include "places/map_file.h"
#include "places/scratch.h"
#include "storage/whole_files.h"
#include "support/map_file.h"

using namespace places;
using namespace places::test;

TEST_CASE("countries and regions are known by code and by name, in the language of whoever asks", "[P4]") {
    REQUIRE(find_country("de") != nullptr);
    CHECK(name_of(*find_country("DE"), "de") == "Deutschland");
    CHECK(name_of(*find_country("Deutschland"), "en") == "Germany");
    CHECK(find_country("Atlantis") == nullptr);
    CHECK(find_country("") == nullptr);
    const auto found = countries_beginning("öster", "de", 8);
    REQUIRE(found.size() == 1);
    CHECK(found.front()->code == "AT");
    const auto regions = regions_beginning(*find_country("DE"), "sach", "de", 8);
    REQUIRE(regions.size() == 2);
    CHECK(name_of(*regions.front(), "de") == "Sachsen");
    CHECK(regions_beginning(*find_country("US"), "NY", "en", 1).front()->name == "New York");
}

TEST_CASE("capitals are written as people read them", "[P4]") {
    CHECK(readable("N MAIN ST") == "N Main St");
    CHECK(readable("ÉCOLE-MATERNELLE") == "École-Maternelle");
    CHECK(readable("McDonald Road") == "McDonald Road");
    CHECK(readable("NY") == "NY");
}

TEST_CASE("a map says what it is", "[P5]") {
    Scratch scratch;
    storage::write_file(scratch.folder() / "map/world.pmtiles", support::map_file());
    const auto map = Map_folder(scratch.folder()).find().map;
    REQUIRE(map != nullptr);
    CHECK(map->name == "world.pmtiles");
    CHECK(map->tiles == Tiles::png);
    CHECK(map->title == "Test");
    CHECK(map->attribution == "© OpenStreetMap contributors");
    CHECK(storage::show_position(map->north_east) == "85, 180");
}

TEST_CASE("what is no map is refused with words", "[P5]") {
    Scratch scratch;
    const auto why = [&](const std::string& bytes) -> std::string {
        const auto file = scratch.folder() / "x.pmtiles";
        storage::write_file(file, bytes);
        try {
            read_map(file);
            return "it is one";
        } catch (const storage::Error& error) {
            CHECK(error.fault() == storage::Fault::invalid);
            return error.what();
        }
    };
    const std::string whole = support::map_file();
    CHECK(why(whole) == "it is one");
    CHECK(why("").starts_with("This is no map"));
    CHECK(why("<html>").starts_with("This is no map"));
    CHECK(why(whole.substr(0, 50)).starts_with("This map was cut off"));
    CHECK(why(whole.substr(0, whole.size() - 1)).starts_with("This map was cut off"));
    CHECK(why(support::map_file({.version = 2})) == "This map is of version 2 of PMTiles. Version 3 is needed.");
    CHECK(why(support::map_file({.tile_type = 77})).starts_with("This map has tiles of a kind"));
    CHECK(why(support::map_file({.metadata = "{\"name\": \"\\"})) == "it is one");
}

TEST_CASE("a map that came by command is noticed by pages that were kept", "[P5]") {
    Scratch scratch;
    const Map_folder maps(scratch.folder());
    const auto before = maps.changes();
    storage::write_file(scratch.folder() / "one.pmtiles", support::map_file());
    Map_folder(scratch.folder()).use(scratch.folder() / "one.pmtiles", "one.pmtiles", false);
    for (int i = 0; i < 1'000 && maps.changes() == before; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    CHECK(maps.changes() > before);
}

TEST_CASE("one map takes the place of the other, and goes", "[P5]") {
    Scratch scratch;
    Map_folder maps(scratch.folder());
    CHECK(maps.find().map == nullptr);
    storage::write_file(scratch.folder() / "one.pmtiles", support::map_file());
    storage::write_file(scratch.folder() / "other.pmtiles", support::map_file({.metadata = "{}"}));
    maps.use(scratch.folder() / "one.pmtiles", "one.pmtiles", false);
    const auto before = maps.changes();
    maps.use(scratch.folder() / "other.pmtiles", "../other", true);
    CHECK(maps.find().map->name == "other.pmtiles");
    CHECK(maps.changes() > before);
    CHECK(!std::filesystem::exists(scratch.folder() / "map/one.pmtiles"));
    storage::write_file(scratch.folder() / "cut.pmtiles", support::map_file().substr(0, 60));
    CHECK_THROWS_AS(maps.use(scratch.folder() / "cut.pmtiles", "cut.pmtiles", false), storage::Error);
    CHECK(maps.find().map->name == "other.pmtiles");
    CHECK(maps.remove());
    CHECK(maps.find().map == nullptr);
}
