// Where a client is, and the settings of the map and of address books.
#include <catch2/catch_test_macros.hpp>
#include <thread>

#include "pages/desk.h"
#include "storage/whole_files.h"
#include "support/map_file.h"

namespace pages::test {

using enum http::Method;

namespace {

void put_map(Desk& desk) { storage::write_file(desk.store().folder() / "map/world.pmtiles", support::map_file()); }

void wait_for_import(Desk& desk) {
    while (desk.places().importer.state().runs) std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

}  // namespace

TEST_CASE("where a client is: coordinates and a link without a map, a map with one", "[P5]") {
    Desk desk;
    desk.add_client("Ann", "Aalto",
                    {{"billing_address.street", "Weg 1"}, {"billing_address.position", "51.06, 13.74"}});
    desk.add_client("Ben", "Bauer", {{"billing_address.street", "Weg 2"}, {"billing_address.city", "Pirna"}});
    desk.add_client("Cem", "Can");
    check(desk,
          {{get,
            "/clients/1",
            "",
            200,
            {"51.06, 13.74", "href=\"geo:51.06,13.74?q=51.06,13.74\"", "openstreetmap.org/?mlat=51.06", "noreferrer"},
            {"data-map="}},
           {get, "/clients/2", "", 200, {"geo:0,0?q=Weg%202%2C%20Pirna"}, {"data-lat"}},
           {get, "/clients/3", "", 200, {}, {"geo:"}}});
    put_map(desk);
    check(desk,
          {{get, "/clients/1", "", 200, {"data-map=\"/map/", "data-lat=\"51.06\"", "© OpenStreetMap contributors"}}});
}

TEST_CASE("a company has its place, too", "[P5]") {
    Desk desk;
    desk.add(storage::record_type<office::Company>(), {{"name", "Oak"}, {"address.position", "51.06, 13.74"}});
    check(desk, {{get, "/companies/1", "", 200, {"href=\"geo:51.06,13.74"}}});
}

TEST_CASE("the settings say which map there is, and take a document as another", "[P5]") {
    Desk desk;
    check(desk, {{get, "/settings/map", "", 200, {"There is none."}, {"Use as the map"}}});
    desk.upload("/documents", "world.pmtiles", support::map_file());
    desk.upload("/documents", "cut.pmtiles", support::map_file().substr(0, 60));
    check(desk, {{get, "/settings/map", "", 200, {"world.pmtiles", "Use as the map"}},
                 {post, "/settings/map", "document=2", 422, {"This map was cut off"}},
                 {post, "/settings/map", "document=77", 422, {"not there any more"}},
                 {post, "/settings/map", "", 422, {"not there any more"}},
                 {post, "/settings/map", "document=1", 303},
                 {get, "/settings/map", "", 200, {"world.pmtiles", "© OpenStreetMap contributors", "0–0", "85, 180"}},
                 {get, "/map/any.pmtiles", "", 200},
                 {post, "/settings/map/removal", "", 303},
                 {get, "/map/any.pmtiles", "", 404}});
    put_map(desk);
    storage::write_file(desk.store().folder() / "map/world.pmtiles", "no map");
    check(desk, {{get, "/settings/map", "", 200, {"This is no map"}}});
}

TEST_CASE("a file of addresses comes as a document, and its book is listed and removed", "[P4]") {
    Desk desk;
    check(desk, {{get, "/settings/addresses", "", 200, {"There are none."}}});
    desk.upload("/documents", "Stadt Pirna.csv", "STREET,NUMBER,CITY\nWeg,1,Pirna\nWeg,2,Pirna\n");
    desk.upload("/documents", "wrong.csv", "Name\nAna\n");
    check(desk,
          {{post, "/settings/addresses", "document=1&country=Atlantis", 422, {"no such country", "value=\"Atlantis\""}},
           {post, "/settings/addresses", "document=1&country=Germany", 303}});
    wait_for_import(desk);
    check(
        desk,
        {{get, "/settings/addresses", "", 200, {"stadt-pirna", "Germany · 2 addresses · 1 street", "Stadt Pirna.csv"}},
         {post, "/settings/addresses", "document=2&country=", 303}});
    wait_for_import(desk);
    check(desk, {{get, "/settings/addresses", "", 200, {"wrong.csv: This is no file of addresses"}},
                 {post, "/settings/addresses/stadt-pirna/removal", "", 303},
                 {post, "/settings/addresses/stadt-pirna/removal", "", 404},
                 {get, "/settings/addresses", "", 200, {}, {"stadt-pirna</bdi>"}}});
}

}  // namespace pages::test
