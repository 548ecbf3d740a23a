// What clients are described with: tags and custom fields, on their settings pages.
#include <catch2/catch_test_macros.hpp>

#include "pages/desk.h"

namespace pages::test {

using enum http::Method;

TEST_CASE("tags are made, renamed, coloured, merged and deleted", "[C7]") {
    Desk desk;
    desk.add_client("Ann", "Aalto", {{"tags", "VIP"}});
    desk.add_client("Bea", "Brown", {{"tags", "Important"}});
    check(desk, {
                    {get, "/settings/tags", "", 200, {"VIP", "Important"}},
                    {post, "/settings/tags", "name=New", 303},
                    {post, "/settings/tags", "name=vip", 422, {"field-error"}},
                    {post, "/settings/tags", "name=a%2Cb", 422, {"field-error"}},
                    {post, "/settings/tags/1", "name=V.I.P.&color=purple", 303},
                    {get, "/clients/1", "", 200, {"V.I.P.", "chip-purple"}},
                    {post, "/tags/2/merge", "into=V.I.P.", 303},
                    {get, "/clients/2", "", 200, {"V.I.P."}, {"Important"}},
                    {post, "/tags/1/merge", "into=", 422, {"Choose the one that stays."}},
                    {post, "/tags/1/merge", "into=Nobody", 422, {"is not there", "value=\"Nobody\""}},
                    {get, "/tags/1/merge", "", 200, {"Merge into"}},
                    {post, "/tags/1/merge", "into=v.i.p.", 422},
                    {get, "/settings/tags/1/delete", "", 200, {"It is taken from 2 clients"}},
                    {post, "/settings/tags/1/delete", "", 303},
                    {get, "/clients/2", "", 200, {}, {"V.I.P."}},
                    {post, "/settings/tags/99", "name=x", 404},
                });
}

TEST_CASE("custom fields are defined, edited, ordered and deleted", "[C8]") {
    Desk desk;
    check(
        desk,
        {
            {get, "/settings/fields", "", 200, {"No custom fields yet"}},
            {get, "/settings/fields/new", "", 200, {"name=\"choices\""}},
            {post, "/settings/fields", "label=&type=text", 422, {"Enter a label."}},
            {post, "/settings/fields", "label=Industry&type=choice&choices=", 422, {"value=\"Industry\""}},
            {post, "/settings/fields", "label=Industry&type=choice&choices=Retail%0AFarming", 303},
            {post, "/settings/fields", "label=Budget&type=money", 303},
            {get, "/settings/fields", "", 200, {"Industry", "Budget", "in 0 clients"}},
            {get, "/clients/new", "", 200, {"name=\"custom.industry\"", "name=\"custom.budget\""}},
            {post, "/clients",
             "type=person&first_name=A&last_name=B&email=a%40b.example&custom.budget=12000.5"
             "&custom.industry=Retail",
             303},
            {get, "/clients/1", "", 200, {"12,000.50", "Retail"}},
            {get, "/clients/1/values/custom.budget", "", 200, {"12000.50"}},
            {post, "/clients/1/values/custom.budget", "revision=1&custom.budget=lots", 422, {"value=\"lots\""}},
            {post, "/settings/fields/2/up", "", 303},
            {post, "/settings/fields/1", "revision=2&label=Industry&type=text", 422, {"cannot change"}},
            {post, "/settings/fields/1", "revision=1&label=Branch&type=choice", 409, {"value=\"Branch\"", "meantime"}},
            {get, "/settings/fields/1/delete", "", 200, {"Its values in 1 client go with it."}},
            {post, "/settings/fields/1/delete", "", 303},
            {get, "/clients/1", "", 200, {}, {"Retail"}},
            {get, "/clients/1/history", "", 200, {}},
            {get, "/settings/fields/1", "", 404},
        });
    const Answer page = desk.get("/settings/fields");
    CHECK(page.has("Budget"));
    CHECK_FALSE(page.has("Industry"));
}

}  // namespace pages::test
