// scripts/bench: the figures that Clientbox promises, each beside what it is to reach, as a table in Markdown.
//
//   bench PROGRAM FOLDER [PART…]      FOLDER keeps the offices between runs
#include <algorithm>
#include <array>
#include <format>
#include <print>
#include <vector>

#include "bench/office.h"
#include "bench/parts.h"

namespace {

struct Part {
    std::string_view name;
    void (*measure)(const bench::Office& office);
    bool usual = true;  ///< when no part is named
};

constexpr std::array parts{
    Part{"starts", bench::starts},
    Part{"lists", bench::lists},
    Part{"searches", bench::live_searches},
    Part{"asking", bench::asking},
    Part{"creates", bench::creates},
    Part{"imports", bench::imports},
    Part{"files", bench::files},
    Part{"photos", bench::photos},
    Part{"profiles", bench::profiles},
    Part{"places", bench::places},
    Part{"guesses", bench::guesses},
    Part{"strangers", bench::strangers},
    Part{"soak", bench::soak, false},
    Part{"million", bench::live_searches_of_a_million, false},
};

std::string known_parts() {
    std::string names;
    for (const Part& part : parts) names += (names.empty() ? "" : ", ") + std::string(part.name);
    return names;
}

}  // namespace

int main(int count, char** words) {
    const std::vector<std::string_view> asked(words + std::min(count, 3), words + count);
    const bool known = std::ranges::all_of(
        asked, [](std::string_view name) { return std::ranges::contains(parts, name, &Part::name); });
    if (count < 3 || !known) {
        std::println(stderr, "bench PROGRAM FOLDER [PART…]\nParts: {}", known_parts());
        return 2;
    }
    try {
        const bench::Office office(words[1], std::filesystem::path(words[2]) / "100k", 100'000);
        std::println("| with 100,000 clients | reach | measured | reached |\n|---|---|---|---|");
        for (const Part& part : parts)
            if (asked.empty() ? part.usual : std::ranges::contains(asked, part.name)) part.measure(office);
    } catch (const std::exception& error) {
        std::println(stderr, "bench: {}", error.what());
        return 1;
    }
    return bench::missed() == 0 ? 0 : 1;
}
