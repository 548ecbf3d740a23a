#include <boost/json.hpp>
#include <catch2/catch_test_macros.hpp>

#include "support/box.h"

namespace json = boost::json;

TEST_CASE("the OpenAPI description names every kind with all its operations", "[E3]") {
    support::Box box;
    const auto answer = box.api("", "GET", "/api/v1/openapi.json");
    REQUIRE(answer.status == 200);
    const json::value description = json::parse(answer.body);
    CHECK(description.at("openapi").as_string() == "3.1.0");
    const json::object& paths = description.at("paths").as_object();
    for (const auto* type : box.store().schema().types()) {
        INFO(type->kind.plural);
        const std::string all = "/api/v1/" + std::string(type->kind.plural);
        CHECK(paths.contains(all) != type->kind.internal);
        if (type->kind.internal) continue;
        for (const auto* method : {"get", "post"}) CHECK(paths.at(all).as_object().contains(method));
        for (const auto* method : {"get", "patch", "put", "delete"})
            CHECK(paths.at(all + "/{id}").as_object().contains(method));
        CHECK(description.at("components").at("schemas").as_object().contains(type->kind.name));
    }
}

TEST_CASE("nothing secret is described or answered", "[E3][U3]") {
    support::Box box;
    CHECK_FALSE(box.api("", "GET", "/api/v1/openapi.json").body.contains("password"));
    const auto users = box.api("admin", "GET", "/api/v1/users");
    CHECK(users.status == 200);
    CHECK_FALSE(users.body.contains("argon2id"));
    CHECK_FALSE(users.body.contains("password"));
}
