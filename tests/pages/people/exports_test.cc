// The password is asked again before nearly everything goes out, however it is asked for.
#include <catch2/catch_test_macros.hpp>
#include <format>

#include "office/clients/client.h"
#include "office/records/kind.h"
#include "office/records/save.h"
#include "pages/records/kind.h"
#include "pages/visitor.h"

namespace pages::test {

TEST_CASE("a filter that most clients pass is no way around the password", "[U3][E2]") {
    New_box box;
    Visitor visitor(box);
    visitor.set_up();
    box.store().write({}, [](storage::Write& write) {
        const storage::Record_type& type = storage::record_type<office::Client>();
        for (int i = 0; i < 60; ++i)
            office::save(write, type, 0, 0,
                         {{"type", "organisation"},
                          {"organisation", std::format("Office {}", i)},
                          {"priority", i < 20 ? "high" : "low"}},
                         office::References::ids);
    });
    box.minutes_went_by = true;
    for (const std::string query : {"?incomplete=no", "?status=active&status=prospect", "?q=office"})
        CHECK(visitor.get("/clients/export.csv" + query).location.starts_with("/account/confirmation?next="));
    CHECK(visitor.get("/clients/export.csv?priority=high").status == 200);
    CHECK(visitor.get("/clients/export.csv?priority=low").status == 200);
    CHECK(visitor.get("/settings/events?what=exported").has("Clients: some of them"));
    CHECK_FALSE(visitor.get("/settings/events?what=exported").has("Clients: all of them"));
}

TEST_CASE("the password is asked again before everything goes out, or all about a client", "[U3][E2][S7]") {
    New_box box;
    Visitor visitor(box);
    visitor.set_up();
    box.store().write({}, [](storage::Write& write) {
        office::save(write, storage::record_type<office::Client>(), 0, 0,
                     {{"type", "organisation"}, {"organisation", "Bee Ltd"}}, office::References::ids);
    });
    box.minutes_went_by = true;
    for (const std::string file :
         {"/settings/export/everything.zip", "/clients/1/personal-data.zip", "/clients/export.vcf"})
        CHECK(visitor.get(file).location.starts_with("/account/confirmation?next="));
    CHECK(visitor.get("/clients/1/personal-data").status == 200);
    CHECK_FALSE(visitor.get("/settings/events?what=exported").has("everything"));
}

TEST_CASE("every list that is shown goes out as a file", "[E2]") {
    New_box box;
    Visitor visitor(box);
    visitor.set_up();
    for (const Page_row& row : page_rows())
        if (row.pages) {
            const std::string list = "/" + std::string(office::kind_row(row.kind).type->kind.plural);
            CAPTURE(list);
            CHECK(visitor.get(list + "/export.csv").status == 200);
        }
}

}  // namespace pages::test
