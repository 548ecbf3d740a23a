// Previews of photographs, made in the background while somebody works.
#include <format>
#include <memory>
#include <random>
#include <thread>

#include "appliance.h"
#include "bench/office.h"
#include "bench/parts.h"
#include "office/documents/documents.h"
#include "pictures/jpeg.h"
#include "pictures/preview.h"

namespace bench {

using namespace std::chrono_literals;

namespace {

constexpr unsigned photos_made = 100;
constexpr pictures::Size twelve_megapixels{4000, 3000};

/// A sky, a meadow, and the grain of a sensor: some 4 MB.
std::string photo(unsigned seed) {
    pictures::Picture picture{.size = twelve_megapixels, .rgb = {}};
    picture.rgb.reserve(std::size_t{twelve_megapixels.width} * twelve_megapixels.height * 3);
    std::minstd_rand random(seed + 1);
    for (unsigned y = 0; y < twelve_megapixels.height; ++y)
        for (unsigned x = 0; x < twelve_megapixels.width; ++x) {
            const unsigned grain = random() % 24;
            const unsigned leaf = y > twelve_megapixels.height / 2 ? (x / 7 * 31 + y / 5 * 17 + seed) % 64 : 0;
            for (const unsigned part : {x * 90 / twelve_megapixels.width, y * 120 / twelve_megapixels.height, 90U})
                picture.rgb.push_back(static_cast<unsigned char>(part + grain + leaf));
        }
    return pictures::jpeg_of(picture);
}

/// They differ behind their end, where no decoder looks, so that each is a file of its own.
std::vector<std::string> different_photos() {
    constexpr unsigned different = 4;
    std::vector<std::string> all;
    for (unsigned i = 0; i < photos_made; ++i)
        all.push_back(i < different ? photo(i) : all[i % different] + std::to_string(i));
    return all;
}

void add_documents(const std::filesystem::path& folder, const std::vector<std::string>& photos) {
    const auto store = open_store(folder);
    storage::Files files(folder, 0);
    for (std::size_t i = 0; i < photos.size(); ++i) {
        auto incoming = files.begin();
        incoming.append(photos[i]);
        const storage::File file = office::take_file(files, incoming, std::format("photo-{}.jpg", i));
        store->write({.user = 0, .name = "bench"}, [&](storage::Write& write) {
            office::add_document(write, file, {{"about", "1:1"}}, office::References::ids);
        });
    }
}

std::size_t previews_in(const std::filesystem::path& folder) {
    std::size_t count = 0;
    std::error_code not_yet;
    const std::string large = std::format("-{}.jpg", static_cast<unsigned>(pictures::Extent::large));
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder / "previews", not_yet))
        count += entry.path().string().ends_with(large) ? 1 : 0;
    return count;
}

/// Processor seconds of this thread.
double own_seconds() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

/// The same work here, with nothing around it.
double floor_of(const std::vector<std::string>& photos) {
    const double before = own_seconds();
    for (const std::string& bytes : photos) {
        std::string_view left = bytes;
        const pictures::Preview made = pictures::preview_of("image/jpeg", [&](std::span<char> into) {
            const auto got = left.copy(into.data(), into.size());
            left.remove_prefix(got);
            return got;
        });
        if (made.large.empty()) throw std::runtime_error("no preview");
    }
    return own_seconds() - before;
}

}  // namespace

void photos(const Office& office) {
    const auto folder = office.folder.parent_path() / "photos";
    std::filesystem::remove_all(folder);
    fill_office(folder, 1'000);
    const std::string headers = sign_in(folder).headers;
    const auto all = different_photos();
    add_documents(folder, all);
    const double floor = floor_of(all);
    const Program program(office.binary, folder);
    const auto begin = Clock::now();
    const double before = program.processor_seconds();
    std::uint64_t most = 0;
    Run pages;
    {
        unsigned asked = 0;
        const auto page = [&, peer = std::make_shared<Peer>(program.port())](unsigned) {
            expect(200, peer->ask("GET", std::format("{}&n={}", list_target, asked++), headers));
        };
        const Meanwhile asking(pages, 20ms, page);
        while (previews_in(folder) < all.size() && Clock::now() - begin < 5min) {
            most = std::max(most, program.anonymous_memory());
            std::this_thread::sleep_for(20ms);
        }
    }
    const double seconds = milliseconds(Clock::now() - begin) / 1000;
    const double used = program.processor_seconds() - before;
    report("previews of 100 photos of 12 megapixels", "≤ 60 s",
           std::format("{:.1f} s; {:.1f} s of processor with the pages meanwhile, {:.1f} by themselves", seconds, used,
                       floor),
           seconds <= 60 && previews_in(folder) == all.size());
    report("memory for them", "≤ 64 MB", std::format("{} MB", most / megabyte), most <= 64 * megabyte);
    report("a page every 20 ms meanwhile", "p99 ≤ 20 ms",
           std::format("{:.1f} ms, worst {:.1f} of {}", pages.percentile(0.99), pages.latencies.back(),
                       pages.latencies.size()),
           pages.percentile(0.99) <= 20);
    std::filesystem::remove_all(folder);
}

}  // namespace bench
