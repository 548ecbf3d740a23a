// A file of a gigabyte.
#include <cstdlib>
#include <format>
#include <memory>
#include <thread>

#include "bench/office.h"
#include "bench/parts.h"

namespace bench {

using namespace std::chrono_literals;

namespace {

/// Seconds that a piece of work takes.
template <class Work> double seconds_of(Work&& work) {
    const auto begin = Clock::now();
    work();
    return milliseconds(Clock::now() - begin) / 1000;
}

void shell(const std::string& command) {
    if (std::system(command.c_str()) != 0) throw std::runtime_error(command + " failed");
}

/// "-H 'Cookie: …' -H 'X-CSRF-Token: …'"
std::string for_curl(std::string_view headers) {
    std::string words;
    for (std::size_t end = 0; (end = headers.find("\r\n")) != std::string_view::npos; headers.remove_prefix(end + 2))
        words += std::format("-H '{}' ", headers.substr(0, end));
    return words;
}

/// The most of it that was seen while some work went on.
std::uint64_t most_memory(const Program& program, const std::function<void()>& work) {
    std::uint64_t most = 0;
    const std::jthread watching([&](const std::stop_token& done) {
        for (; !done.stop_requested(); std::this_thread::sleep_for(20ms))
            most = std::max(most, program.anonymous_memory());
    });
    work();
    return most;
}

}  // namespace

/// A gigabyte up and down by curl, beside a copy of it on the same disk by cat.
void files(const Office& office) {
    const auto folder = office.folder.parent_path() / "files";
    std::filesystem::remove_all(folder);
    fill_office(folder, 0);
    const std::string headers = sign_in(folder).headers;
    const std::string file = (folder / "gigabyte").string(), copy = (folder / "copy").string();
    shell(std::format("openssl rand -out {} 1000000000", file));
    const double durable = seconds_of([&] { shell(std::format("cat {} > {} && sync {}", file, copy, copy)); });
    const double plain = seconds_of([&] { shell(std::format("cat {} > {}", file, copy)); });
    const Program program(office.binary, folder);
    expect(200, Peer(program.port()).ask("GET", list_target, headers));
    const auto rest = program.anonymous_memory();
    const auto curl = [&](const std::string& words, std::string_view path) {
        shell(std::format("curl -sf {} {} http://127.0.0.1:{}{}", for_curl(headers), words, program.port(), path));
    };
    double up = 0, down = 0;
    const auto page = [&, peer = std::make_shared<Peer>(program.port())](unsigned) {
        static unsigned asked = 0;
        expect(200, peer->ask("GET", std::format("{}&n={}", list_target, asked++), headers));
    };
    Run before;
    {
        const Meanwhile asking(before, 5ms, page);
        std::this_thread::sleep_for(2s);
    }
    Run others;
    const auto most = most_memory(program, [&] {
        const Meanwhile asking(others, 5ms, page);
        up = seconds_of([&] { curl(std::format("-o /dev/null -F file=@{}", file), "/api/v1/documents"); });
        down = seconds_of([&] { curl(std::format("-o {}", copy), "/files/1"); });
    });
    shell(std::format("cmp {} {}", file, copy));
    report("upload of 1 GB, durable", std::format("≤ 2 × cat and sync ({:.2f} s)", durable),
           std::format("{:.2f} s = {:.1f} ×", up, up / durable), up <= 2 * durable);
    report("download of 1 GB to a file", std::format("≤ 2 × cat ({:.2f} s)", plain),
           std::format("{:.2f} s = {:.1f} ×", down, down / plain), down <= 2 * plain);
    const auto more = most - std::min(most, rest);
    report("memory for both", "≤ 16 MB more", std::format("{} MB", more / megabyte), more <= 16 * megabyte);
    report("a page every 5 ms meanwhile", "p99 ≤ 20 ms",
           std::format("{:.1f} ms, worst {:.1f} of {}; before {:.1f} ms", others.percentile(0.99),
                       others.latencies.back(), others.latencies.size(), before.percentile(0.99)),
           others.percentile(0.99) <= 20);
    std::filesystem::remove_all(folder);
}

}  // namespace bench
