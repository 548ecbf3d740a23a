#include "http/own_names.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <netinet/in.h>

#include <catch2/catch_test_macros.hpp>

namespace http::test {

TEST_CASE("a box has the names that it is given, however they are written", "[http]") {
    const Own_names own({"Box", "box.local", "*.office.example", "10.0.0.1", "FD00:0::7"});
    for (const auto* name : {"box", "BOX", "box.", "box:80", "box.local", "a.office.example", "10.0.0.1:443",
                             "[fd00::7]", "[FD00:0:0::7]:80", "localhost", "127.0.0.53", "[::1]"}) {
        INFO(name);
        CHECK(own.has(name));
    }
    for (const auto* name : {"", "bo", "box.local.example", "office.example", ".office.example", "a.b.office.example",
                             "10.0.0.2", "[fd00::8]", "127.0.0.1.example"}) {
        INFO(name);
        CHECK_FALSE(own.has(name));
    }
}

TEST_CASE("a box has every address of its machine", "[http]") {
    const Own_names own({});
    ifaddrs* all = nullptr;
    REQUIRE(getifaddrs(&all) == 0);
    for (const auto* one = all; one; one = one->ifa_next) {
        if (!one->ifa_addr || one->ifa_addr->sa_family != AF_INET) continue;
        char text[INET_ADDRSTRLEN] = "";
        inet_ntop(AF_INET, &reinterpret_cast<sockaddr_in*>(one->ifa_addr)->sin_addr, text, sizeof text);
        CHECK(own.has(text));
    }
    freeifaddrs(all);
    CHECK_FALSE(own.has("192.0.2.1"));
}

}  // namespace http::test
