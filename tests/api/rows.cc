// Rows of a record as JSON: nested arrays of objects, in and out.
#include <boost/json.hpp>
#include <catch2/catch_test_macros.hpp>

#include "api/openapi.h"
#include "api/routes.h"
#include "http/form.h"
#include "http/router.h"
#include "sample/offer.h"

namespace json = boost::json;

namespace {

struct Answer {
    int status = 200;
    json::value body;
    storage::Errors errors;
    storage::Fault fault{};
};

class Offers : public sample::Offer_store {
  public:
    Answer ask(http::Method method, const std::string& path, std::string_view body = {}, std::string_view query = {}) {
        http::Request request;
        request.method = method;
        request.path = path;
        request.query = http::urlencoded(query);
        request.body = body;
        request.headers.add("if-match", "*");
        request.caller = http::Caller{.name = "Test", .rights = ~0ULL};
        const auto match = router_.find(method, http::path_segments(path));
        request.parts = match.parts;
        try {
            const http::Response response = match.route->handler(request);
            return {response.status, response.body->empty() ? json::value{} : json::parse(*response.body), {}};
        } catch (const storage::Error& error) {
            return {422, {}, error.fields(), error.fault()};
        }
    }

  private:
    storage::Files files_{folder(), 0};
    http::Router router_{api::routes(**this, files_, "0")};
};

}  // namespace

TEST_CASE("rows are arrays of objects with their numbers, and come back as they were read") {
    Offers offers;
    const Answer made = offers.ask(http::Method::post, "/api/v1/offers",
                                   R"({"name":"One","lines":[{"text":"Dig","quantity":2,"price":"5.00"},
                                       {"text":"Sow","quantity":1,"price":"3.00","optional":true}]})");
    REQUIRE(made.status == 201);
    CHECK(made.body.at("lines") == json::parse(R"([
        {"line":1,"text":"Dig","quantity":2,"price":"5.00","maker":null,"optional":false,"total":"10.00"},
        {"line":2,"text":"Sow","quantity":1,"price":"3.00","maker":null,"optional":true,"total":"3.00"}])"));
    const Answer again = offers.ask(http::Method::put, "/api/v1/offers/1", json::serialize(made.body));
    CHECK(again.status == 200);
    CHECK(again.body.at("lines") == made.body.at("lines"));
    CHECK(again.body.at("revision") == made.body.at("revision"));  // nothing has changed
}

TEST_CASE("an array says which rows there are to be, and leaves what it does not say of them") {
    Offers offers;
    offers.add(sample::offer("One"));
    const auto patch = [&](std::string_view body) { return offers.ask(http::Method::patch, "/api/v1/offers/1", body); };
    CHECK(patch(R"({"lines":[{"line":3},{"text":"Rake","quantity":7},{"line":1,"quantity":5}]})").status == 200);
    CHECK(offers.told(1) == "3:Mow*4 4:Rake*7 1:Dig*5");
    CHECK(patch(R"({"name":"Two"})").status == 200);
    CHECK(offers.told(1) == "3:Mow*4 4:Rake*7 1:Dig*5");
    CHECK(offers.ask(http::Method::put, "/api/v1/offers/1", R"({"name":"Two","lines":[{"line":3,"text":"Mow"}]})")
              .status == 200);
    CHECK(offers.told(1) == "3:Mow*0");
    CHECK(patch(R"({"lines":null})").status == 200);
    CHECK(offers.told(1).empty());
    CHECK(patch(R"({"lines":[{"text":"Dig"}]})").status == 200);
    CHECK(offers.told(1) == "5:Dig*0");
}

TEST_CASE("what is wrong in a row is told by its number, and nothing is stored") {
    Offers offers;
    offers.add(sample::offer("One"));
    const auto errors = [&](std::string_view body) {
        return offers.ask(http::Method::patch, "/api/v1/offers/1", body).errors;
    };
    CHECK(errors(R"({"lines":[{"line":3,"price":"much"},{"quantity":1}]})").contains("lines.3.price"));
    CHECK(errors(R"({"lines":[{"line":3},{"quantity":1}]})") == storage::Errors{{"lines.new2.text", "is required"}});
    CHECK(errors(R"({"lines":[{"line":3,"quantity":"two"}]})").contains("lines.3.quantity"));
    CHECK(errors(R"({"lines":[{"line":3,"colour":"red"}]})") ==
          storage::Errors{{"lines.3.colour", "is not a field of this record"}});
    CHECK(errors(R"({"lines":{"line":3}})") == storage::Errors{{"lines", "must be an array of objects"}});
    CHECK(errors(R"({"lines.price":"1.00"})").contains("lines.price"));
    CHECK(errors(R"({"lines":[{"line":3,"maker":99}]})") == storage::Errors{{"lines.maker", "is not there any more"}});
    CHECK(offers.told(1) == "1:Dig*2 2:Sow*1 3:Mow*4");
}

TEST_CASE("the API cannot change or delete what is frozen, but for its free fields") {
    Offers offers;
    sample::Offer one = sample::offer("One");
    one.issued = true;
    offers.add(one);
    const auto fault = [&](http::Method method, std::string_view body) {
        return offers.ask(method, "/api/v1/offers/1", body).fault;
    };
    using enum http::Method;
    CHECK(fault(patch, R"({"lines":[]})") == storage::Fault::refused);
    CHECK(fault(patch, R"({"issued":false})") == storage::Fault::refused);
    CHECK(fault(put, R"({"name":"One"})") == storage::Fault::refused);
    CHECK(fault(del, "") == storage::Fault::refused);
    CHECK(offers.ask(patch, "/api/v1/offers/1", R"({"remark":"Paid"})").status == 200);
    CHECK(offers.told(1) == "1:Dig*2 2:Sow*1 3:Mow*4");
}

TEST_CASE("records are listed by what stands in their rows, which do not sort them") {
    Offers offers;
    offers.add(sample::offer("One"));
    sample::Offer other = sample::offer("Two");
    other.lines.pop_back();
    offers.add(other);
    const auto list = [&](std::string_view query) {
        return offers.ask(http::Method::get, "/api/v1/offers", {}, query);
    };
    CHECK(list("lines.price=1.00").body.at("items").as_array().size() == 1);
    CHECK(list("lines.price=5.00").body.at("items").as_array().size() == 2);
    CHECK(list("q=mow").body.at("items").as_array().size() == 1);
    CHECK(list("sort=lines.price").errors.contains("sort"));
}

TEST_CASE("the description has rows as an array of objects, and their indexed members as filters") {
    Offers offers;
    const std::string text =
        (*offers).read([](const storage::Read& read) { return api::openapi(read, "0", api::Custom_fields::left_out); });
    const json::value description = json::parse(text);
    const json::value& lines = description.at("components").at("schemas").at("offer").at("properties").at("lines");
    CHECK(lines.at("type") == "array");
    CHECK(lines.at("maxItems") == 500);
    CHECK(lines.at("items").at("properties").at("line").at("type") == "integer");
    CHECK(lines.at("items").at("properties").at("optional").at("type") == "boolean");
    CHECK(json::serialize(description.at("paths").at("/api/v1/offers").at("get")).contains("\"lines.maker\""));
}
