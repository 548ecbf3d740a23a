#include "http/assets.h"

#include <catch2/catch_test_macros.hpp>

#include "http/client.h"

namespace http::test {
namespace {

/// "dist/app-1a2b.css" for which there is a Brotli form too.
std::string compressed_asset() {
    for (const auto& asset : assets())
        if (asset.path.starts_with("dist/") && asset.path.ends_with(".css.br"))
            return std::string(asset.path.substr(5, asset.path.size() - 5 - 3));
    return {};
}

}  // namespace

TEST_CASE("embedded files are served in the form that the browser likes best", "[X1]") {
    Box box;
    box.start();
    auto name = compressed_asset();
    REQUIRE(!name.empty());
    auto ask = [&](const std::string& accepted) { return box.get("/assets/" + name, {{"Accept-Encoding", accepted}}); };
    auto bytes = [&](const std::string& ending) { return std::string(find_asset("dist/" + name + ending)->bytes); };
    auto brotli = ask("gzip, deflate, br");
    CHECK(brotli.status == 200);
    CHECK(brotli.header("Content-Encoding") == "br");
    CHECK(brotli.header("Content-Type") == "text/css; charset=utf-8");
    CHECK(brotli.header("Cache-Control") == "public, max-age=31536000, immutable");
    CHECK(brotli.header("Vary") == "Accept-Encoding");
    CHECK(brotli.body == bytes(".br"));
    CHECK(ask("gzip").body == bytes(".gz"));
    CHECK(ask("br;q=0, gzip;q=0.5").header("Content-Encoding") == "gzip");
    CHECK(ask("").body == bytes(""));
    CHECK(ask("").header("Content-Encoding").empty());
    auto known = box.get("/assets/" + name, {{"Accept-Encoding", "br"}, {"If-None-Match", brotli.header("ETag")}});
    CHECK(known.status == 304);
    CHECK(box.get("/assets/" + name, {{"If-None-Match", brotli.header("ETag")}}).status == 200);
    CHECK(box.get("/favicon.ico").status == 200);
}

TEST_CASE("nothing but the built files can be had as an asset", "[X1]") {
    Box box;
    box.start();
    for (const auto* path : {"/assets/", "/assets/none.css", "/assets/../pages/frame.mustache",
                             "/assets/%2e%2e/languages/de.po", "/assets//etc/passwd", "/assets"})
        CHECK(box.get(path).status == 404);
    CHECK(box.get("/assets/" + compressed_asset() + ".br").status == 404);
}

}  // namespace http::test
