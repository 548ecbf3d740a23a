// The largest files and bodies that come in: whatever is in them, they take little memory.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <functional>
#include <thread>

#include "command_line/office.h"
#include "support/browser.h"

using command_line::Office;

namespace {

constexpr std::size_t largest = (64UL << 20) - 64;
constexpr std::uint64_t most_memory = 100UL << 20;
constexpr std::chrono::milliseconds moment{5};

std::string times(std::string_view text, std::size_t bytes) {
    std::string all;
    all.reserve(bytes + text.size());
    while (all.size() < bytes) all += text;
    return all;
}

/// What the server takes at most while somebody does something.
std::uint64_t most_taken(const support::Program& server, const std::function<void()>& doing) {
    std::atomic<bool> ended = false;
    std::uint64_t most = 0;
    std::thread watching([&] {
        while (!ended) {
            most = std::max(most, server.anonymous_memory());
            std::this_thread::sleep_for(moment);
        }
    });
    doing();
    ended = true;
    watching.join();
    return most;
}

/// Until there is an answer that does not say how far it is.
support::Answer waited_for(support::Browser& browser, const std::string& target) {
    for (;;) {
        support::Answer answer = browser.get(target);
        if (!answer.body.contains("<progress")) return answer;
        std::this_thread::sleep_for(moment);
    }
}

}  // namespace

TEST_CASE("a file of 64 MB takes little memory, whatever is in it, and is refused or read", "[E1][faults]") {
    const Office office;
    office.open_for_business();
    const support::Program server(support::binary(), office.data());
    support::Browser ada(server.port());
    REQUIRE(ada.sign_in("ada@example.org", "correct horse battery"));
    const std::string head = "First Name,Last Name,Email\n";
    struct File {
        std::string_view what;
        std::string bytes;
        std::string_view says;
    };
    const std::vector<File> files{
        {"commas", times(",", largest), "The fi"},
        {"NUL", std::string(largest, '\0'), "contains bytes that no text has"},
        {"line ends", head + times("\n", largest - head.size()), "has no rows"},
        {"quotes", times("\"", largest + 1), "never closed"},
        {"UTF-16", "\xFF\xFE" + times(std::string_view("\x4E\x73,\0\x4E\x73\n\0", 8), largest - 2), "The file "},
        {"one long row", head + times("x", largest - head.size()), "1 row"},
    };
    for (const File& file : files) {
        INFO(file.what);
        ada.get("/import");
        support::Answer answer;
        const auto taken = most_taken(server, [&] {
            answer = ada.upload("/import", "large.csv", file.bytes);
            if (answer.status == 303) answer = waited_for(ada, support::header(answer, "Location"));
        });
        CHECK(answer.body.contains(file.says));
        CHECK(taken < most_memory);
    }
}

TEST_CASE("bodies that are made to cost memory are refused by what they are", "[X7][faults]") {
    const Office office;
    office.open_for_business();
    const auto token = office.run({"user", "token", "ada@example.org"}).out;
    const support::Program server(support::binary(), office.data());
    const std::string headers = "Authorization: Bearer " + token.substr(0, token.find('\n')) + "\r\n";
    constexpr std::size_t most = 256UL << 10;
    struct Body {
        std::string_view target, type;
        std::string bytes;
        int status;
        std::string_view says;
    };
    const std::string part = "--seam\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n";
    const std::string seam = "multipart/form-data; boundary=seam";
    const std::vector<Body> bodies{
        {"/api/v1/clients", "application/json", times("[", most - 1), 422, "not a JSON object"},
        {"/api/v1/clients", "application/json", R"({"a":)" + times("[", most - 6), 422, "not a JSON object"},
        {"/api/v1/clients", "application/json", times(R"({"a":)", most - 8), 422, "not a JSON object"},
        {"/api/v1/clients", "application/x-www-form-urlencoded", times("a=&", most - 3), 413, "more fields"},
        {"/api/v1/documents", seam, times(part, 2'001 * part.size()), 413, "more fields"},
    };
    for (const Body& body : bodies) {
        INFO(body.target << " " << body.type << " " << body.bytes.substr(0, 10));
        support::Answer answer;
        const auto taken = most_taken(server, [&] {
            answer =
                support::Peer(server.port())
                    .ask("POST", body.target, headers + "Content-Type: " + std::string(body.type) + "\r\n", body.bytes);
        });
        CHECK(answer.status == body.status);
        CHECK(answer.body.contains(body.says));
        CHECK(taken < most_memory);
    }
}
