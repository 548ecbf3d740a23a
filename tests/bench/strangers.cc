// Somebody at work while strangers do their best to keep everybody else waiting.
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <format>
#include <memory>
#include <print>
#include <utility>

#include "bench/office.h"
#include "bench/parts.h"
#include "support/dial.h"
#include "support/own_network.h"

namespace bench {

using namespace std::chrono_literals;

namespace {

constexpr unsigned allowed = 64;  ///< of an address

/// A connection that says a little from time to time.
class Drip {
  public:
    Drip(int port, const std::string& from, std::string_view first)
        : socket_(support::dial(port, from)) {
        say(first);
    }
    Drip(Drip&& other) noexcept
        : socket_(std::exchange(other.socket_, -1)) {}
    Drip& operator=(Drip&&) = delete;
    ~Drip() {
        if (socket_ >= 0) close(socket_);
    }
    void say(std::string_view bytes) const {
        [[maybe_unused]] const auto sent = send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    }

  private:
    int socket_;
};

struct Attack {
    std::string name;
    std::vector<std::string> addresses;
    unsigned each;  ///< connections
    std::string_view first;
    std::string more;  ///< five times a second
};

std::vector<std::string> numbered(std::string_view network, int count) {
    std::vector<std::string> addresses;
    for (int i = 1; i <= count; ++i) addresses.push_back(std::format("{}{:x}", network, i));
    return addresses;
}

std::vector<Attack> attacks() {
    constexpr std::string_view head = "GET /login HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ";
    constexpr std::string_view body = "POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 200000\r\n"
                                      "Content-Type: application/x-www-form-urlencoded\r\n\r\n";
    const auto four = numbered("192.0.2.", 4);
    return {{"256 heads that drip from four addresses", four, allowed, head, "x"},
            {"600 heads that drip from one IPv6 network", numbered("fd00:1::", 600), 1, head, "x"},
            {"256 bodies at 1.1 kB/s from four addresses", four, allowed, body, std::string(220, 'x')}};
}

/// Who is let go comes again.
void drip(const Program& program, const Attack& attack, std::chrono::seconds length) {
    const auto end = Clock::now() + length;
    while (Clock::now() < end) {
        std::vector<Drip> drips;
        for (const auto& address : attack.addresses)
            for (unsigned i = 0; i < attack.each; ++i) drips.emplace_back(program.port(), address, attack.first);
        for (int round = 0; round < 20 && Clock::now() < end; ++round) {
            for (const Drip& drip : drips) drip.say(attack.more);
            std::this_thread::sleep_for(200ms);
        }
    }
}

/// Asks over a connection that is kept, and every other time over a new one. A request that is lost ends all this.
std::function<void(unsigned)> at_work(const Office& office, const Program& program) {
    return [&office, &program, kept = std::make_shared<Peer>(program.port(), "198.51.100.7")](unsigned call) {
        const auto target = std::format("{}&n=strangers.{}", list_target, call);
        if (call % 2 == 0) return expect(200, kept->ask("GET", target, office.admin.headers));
        expect(200, Peer(program.port(), "198.51.100.7").ask("GET", target, office.admin.headers));
    };
}

void withstand(const Office& office, const Attack& attack) {
    const Program program(office.binary, office.folder, "[::]");
    Run answers;
    {
        const Meanwhile somebody(answers, 50ms, at_work(office, program));
        drip(program, attack, 12s);
    }
    report(std::format("a page every 50 ms beside {}, none lost", attack.name), "worst ≤ 500 ms",
           std::format("{:.1f} ms of {}", answers.latencies.back(), answers.latencies.size()),
           answers.latencies.back() <= 500);
}

}  // namespace

void strangers(const Office& office) {
    std::vector<std::string> addresses{"198.51.100.7"};
    for (const Attack& attack : attacks())
        if (!std::ranges::contains(addresses, attack.addresses.front()))
            addresses.insert(addresses.end(), attack.addresses.begin(), attack.addresses.end());
    const auto withstand_all = [&] {
        for (const Attack& attack : attacks()) withstand(office, attack);
    };
    if (!support::in_own_network(addresses, withstand_all))
        std::println(stderr, "strangers: this machine lets us make no network of their own (it takes root)");
}

}  // namespace bench
