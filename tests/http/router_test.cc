#include "http/router.h"

#include <catch2/catch_test_macros.hpp>
#include <stdexcept>

#include "http/form.h"

namespace http {
namespace {

Route route(Method method, std::string pattern) {
    auto answer = Response::text(pattern);
    return {method, std::move(pattern), anyone, [answer](const Request&) { return answer; }};
}

std::string found(const Router& router, Method method, std::string_view path) {
    auto match = router.find(method, path_segments(path));
    if (!match.route) return match.allow.empty() ? "404" : "405 " + match.allow;
    auto text = match.route->pattern;
    for (const auto& [name, value] : match.parts) text += " " + name + "=" + value;
    return text;
}

}  // namespace

TEST_CASE("a path finds its route, literal segments before names", "[X1][http]") {
    Router router({route(Method::get, "/"), route(Method::get, "/clients"), route(Method::get, "/clients/new"),
                   route(Method::get, "/clients/<id>"), route(Method::post, "/clients/<id>"),
                   route(Method::get, "/clients/<id>/notes/<note>"), route(Method::get, "/<area>/export"),
                   route(Method::del, "/clients/<id>/hold")});
    auto get = [&](std::string_view path) { return found(router, Method::get, path); };
    CHECK(get("/") == "/");
    CHECK(get("/clients") == "/clients");
    CHECK(get("/clients/new") == "/clients/new");
    CHECK(get("/clients/7") == "/clients/<id> id=7");
    CHECK(get("/clients/7/notes/8") == "/clients/<id>/notes/<note> id=7 note=8");
    CHECK(get("/clients/export") == "/clients/<id> id=export");
    CHECK(get("/tasks/export") == "/<area>/export area=tasks");
    CHECK(get("/clients/") == "404");
    CHECK(get("/clients//notes/8") == "404");
    CHECK(get("/nothing") == "404");
    CHECK(get("/clients/7/hold") == "405 DELETE, OPTIONS");
    CHECK(found(router, Method::put, "/clients/7") == "405 GET, HEAD, POST, OPTIONS");
    CHECK(get("/clients/a%2Fb") == "/clients/<id> id=a/b");
}

TEST_CASE("a literal that leads nowhere does not hide a name that leads on", "[http]") {
    Router router({route(Method::get, "/a/b"), route(Method::get, "/<x>/c")});
    CHECK(found(router, Method::get, "/a/c") == "/<x>/c x=a");
}

TEST_CASE("two routes that cannot be told apart are a mistake of the program", "[http]") {
    CHECK_THROWS_AS(Router({route(Method::get, "/a/<x>"), route(Method::get, "/a/<y>")}), std::logic_error);
    CHECK_THROWS_AS(Router({route(Method::get, "a")}), std::logic_error);
}

TEST_CASE("a part that must be a number is not found otherwise", "[http]") {
    Request request;
    request.parts = {{"id", "7"}, {"a", "x"}, {"b", "0"}, {"c", "7x"}, {"d", "99999999999999999999999"}, {"e", "-1"}};
    CHECK(request.id() == 7);
    for (const auto* name : {"a", "b", "c", "d", "e", "missing"}) CHECK_THROWS_AS(request.id(name), storage::Error);
}

}  // namespace http
