#include <boost/json.hpp>
#include <catch2/catch_test_macros.hpp>

#include "office/records/kind.h"
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
        CHECK(paths.at(all).as_object().contains("get"));
        CHECK(paths.at(all + "/{id}").as_object().contains("get"));
        const bool is_typed = office::is_typed(type->kind);  // verbs alone change the others
        CHECK(paths.at(all).as_object().contains("post") == is_typed);
        for (const auto* method : {"patch", "put", "delete"})
            CHECK(paths.at(all + "/{id}").as_object().contains(method) == is_typed);
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

TEST_CASE("nothing is required that a new record has without being told, and nothing at all of a change", "[E3]") {
    support::Box box;
    const json::value description = json::parse(box.api("", "GET", "/api/v1/openapi.json").body);
    const json::object& schemas = description.at("components").at("schemas").as_object();
    CHECK_FALSE(schemas.at("client").as_object().contains("required"));
    CHECK(schemas.at("company").at("required") == json::array{"name"});
    const auto body_of = [&](std::string_view path, std::string_view method) {
        return description.at("paths").at(path).at(method).at("requestBody").at("content").at("application/json");
    };
    CHECK(body_of("/api/v1/companies", "post").at("schema").at("$ref") == "#/components/schemas/company");
    CHECK(body_of("/api/v1/companies/{id}", "put").at("schema").at("$ref") == "#/components/schemas/company");
    CHECK(body_of("/api/v1/companies/{id}", "patch").at("schema").at("$ref") ==
          "#/components/schemas/change_of_company");
    for (const auto* type : box.store().schema().types())
        if (!type->kind.internal)
            CHECK_FALSE(schemas.at("change_of_" + std::string(type->kind.name)).as_object().contains("required"));
}

TEST_CASE("the description tells what the headers of a change mean", "[E3]") {
    support::Box box;
    const json::value description = json::parse(box.api("", "GET", "/api/v1/openapi.json").body);
    const json::object& client = description.at("paths").at("/api/v1/clients/{id}").as_object();
    for (const auto* method : {"patch", "put", "delete"})
        CHECK(json::serialize(client.at(method)).find("If-Match") != std::string::npos);
    CHECK(client.at("delete").at("responses").as_object().contains("428"));
    CHECK(client.at("get").at("responses").as_object().contains("304"));
}
