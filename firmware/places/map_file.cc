#include "places/map_file.h"

#include <libdeflate.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <format>

#include "places/book_format.h"
#include "storage/digest.h"
#include "storage/error.h"
#include "storage/files/file_facts.h"
#include "storage/files/files.h"
#include "storage/whole_files.h"
#include "storage/words.h"

namespace places {

namespace {

using storage::Error;
using storage::Fault;

constexpr std::string_view magic = "PMTiles";
constexpr std::size_t header_bytes = 127;
constexpr std::uint64_t most_metadata = 4UL << 20;
constexpr std::uint8_t not_compressed = 1, by_gzip = 2;

template <class Number> Number at(std::string_view header, std::size_t place) {
    return Numbers<Number>(header.substr(place, sizeof(Number)))[0];
}

/// Offset and length of a section, as the header says.
struct Part {
    std::uint64_t offset = 0, length = 0;
};
Part part_at(std::string_view header, std::size_t place) {
    return {at<std::uint64_t>(header, place), at<std::uint64_t>(header, place + 8)};
}

std::string bytes_at(const storage::Descriptor& file, Part part) {
    std::string bytes(part.length, '\0');
    std::size_t got = 0;
    while (got < bytes.size()) {
        const std::size_t more = storage::read_at(file, part.offset + got, std::span(bytes).subspan(got));
        if (more == 0) break;
        got += more;
    }
    bytes.resize(got);
    return bytes;
}

/// "" when it is damaged, or larger than any that is sensible.
std::string unzipped(std::string_view bytes) {
    const std::unique_ptr<libdeflate_decompressor, decltype(&libdeflate_free_decompressor)> inflate(
        libdeflate_alloc_decompressor(), &libdeflate_free_decompressor);
    std::string text(most_metadata, '\0');
    std::size_t size = 0;
    const auto result =
        libdeflate_gzip_decompress(inflate.get(), bytes.data(), bytes.size(), text.data(), text.size(), &size);
    text.resize(result == LIBDEFLATE_SUCCESS ? size : 0);
    return text;
}

std::string metadata_of(const storage::Descriptor& file, std::string_view header) {
    const Part part = part_at(header, 24);
    if (part.length == 0 || part.length > most_metadata) return {};
    std::string bytes = bytes_at(file, part);
    switch (at<std::uint8_t>(header, 97)) {
    case not_compressed: return bytes;
    case by_gzip: return unzipped(bytes);
    default: return {};
    }
}

void check(std::string_view header, std::uint64_t size) {
    if (!header.starts_with(magic))
        throw Error(Fault::invalid, "This is no map: a map is a file that ends in .pmtiles, made by PMTiles.");
    if (header.size() < header_bytes) throw Error(Fault::invalid, "This map was cut off at its beginning.");
    if (const int version = header[magic.size()]; version != 3)
        throw Error(Fault::invalid, std::format("This map is of version {} of PMTiles. Version 3 is needed.", version));
    for (const std::size_t place : {8, 24, 40, 56}) {
        const Part part = part_at(header, place);
        if (part.offset > size || part.length > size - part.offset)
            throw Error(Fault::invalid, "This map was cut off: not all of its tiles are there. Copy it once more.");
    }
    const auto tiles = at<std::uint8_t>(header, 99);
    if (tiles == 0 || tiles > static_cast<std::uint8_t>(Tiles::avif))
        throw Error(Fault::invalid, "This map has tiles of a kind that browsers do not know.");
    if (part_at(header, 8).length == 0) throw Error(Fault::invalid, "This map has no tiles.");
}

std::int64_t milliseconds_of(std::filesystem::file_time_type time) {
    const auto wall = std::chrono::clock_cast<std::chrono::system_clock>(time);
    return std::chrono::duration_cast<std::chrono::milliseconds>(wall.time_since_epoch()).count();
}

}  // namespace

Map_file read_map(const std::filesystem::path& file) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(file, error))
        throw Error(Fault::invalid, std::format("There is no file {}.", file.string()));
    Map_file map;
    map.bytes = storage::open_to_read(file);
    map.name = file.filename().string();
    map.size = storage::size_of(map.bytes);
    map.written_at = milliseconds_of(std::filesystem::last_write_time(file, error));
    const std::string header = bytes_at(map.bytes, {0, header_bytes});
    check(header, map.size);
    map.tiles = static_cast<Tiles>(at<std::uint8_t>(header, 99));
    map.min_zoom = at<std::uint8_t>(header, 100);
    map.max_zoom = at<std::uint8_t>(header, 101);
    map.south_west = {.lat = at<std::int32_t>(header, 106), .lon = at<std::int32_t>(header, 102)};
    map.north_east = {.lat = at<std::int32_t>(header, 114), .lon = at<std::int32_t>(header, 110)};
    const std::string metadata = metadata_of(map.bytes, header);
    map.title = json_text(metadata, "name");
    map.attribution = without_markup(json_text(metadata, "attribution"));
    map.etag = storage::hex(storage::sha256(std::format("{} {} {}", header, map.size, map.written_at))).substr(0, 16);
    return map;
}

std::filesystem::path Map_folder::youngest() const {
    std::filesystem::path found;
    std::filesystem::file_time_type written;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder_, error)) {
        if (entry.path().extension() != map_ending) continue;
        const auto time = entry.last_write_time(error);
        if (!found.empty() && time <= written) continue;
        found = entry.path();
        written = time;
    }
    return found;
}

Map_folder::Found Map_folder::find() const {
    const std::lock_guard lock(mutex_);
    const auto path = youngest();
    std::error_code error;
    const auto written =
        path.empty() ? std::filesystem::file_time_type{} : std::filesystem::last_write_time(path, error);
    if (path == path_ && written == written_) return found_;
    ++changes_;
    found_ = {};
    path_ = path;
    written_ = written;
    if (path.empty()) return found_;
    try {
        found_.map = std::make_shared<const Map_file>(read_map(path));
    } catch (const Error& why) {
        found_.problem = why.what();
    }
    return found_;
}

std::uint64_t Map_folder::changes() const {
    const auto now = std::chrono::steady_clock::now();
    if (now >= look_again_.load(std::memory_order_relaxed)) {
        look_again_.store(now + std::chrono::seconds{1}, std::memory_order_relaxed);
        find();
    }
    return changes_;
}

void Map_folder::use(const std::filesystem::path& file, const std::string& name, bool may_link) {
    read_map(file);
    std::string safe = storage::file_name_of(name);
    if (!safe.ends_with(map_ending)) safe += map_ending;
    std::error_code error;
    std::filesystem::create_directories(folder_, error);
    const auto draft = folder_ / "arriving";
    std::filesystem::remove(draft, error);
    if (may_link) std::filesystem::create_hard_link(file, draft, error);
    if (!may_link || error) std::filesystem::copy_file(file, draft, error);
    if (error) {
        const int code = error.value();
        std::filesystem::remove(draft, error);
        storage::failed(std::format("{} cannot be copied", file.string()), code);
    }
    std::filesystem::last_write_time(draft, std::filesystem::file_time_type::clock::now(), error);
    storage::keep_file(draft, folder_ / safe);
    remove_all_but(folder_ / safe);
    find();
}

bool Map_folder::remove() {
    const bool was_there = !youngest().empty();
    remove_all_but({});
    find();
    return was_there;
}

void Map_folder::remove_all_but(const std::filesystem::path& kept) const {
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder_, error))
        if (entry.path().extension() == map_ending && entry.path() != kept)
            std::filesystem::remove(entry.path(), error);
}

namespace {

/// The text whose opening quotation mark stands before `place`; leaves `place` behind the closing one.
std::string json_string(std::string_view json, std::size_t& place) {
    std::string text;
    for (; place < json.size() && json[place] != '"'; ++place) {
        if (json[place] != '\\') {
            text += json[place];
            continue;
        }
        const char sign = ++place < json.size() ? json[place] : '\\';
        if (sign == 'u' && json.substr(place).starts_with("u00a9"))
            text += "©";
        else if (sign == 'n' || sign == 't')
            text += ' ';
        else if (sign != 'u')
            text += sign;
        if (sign == 'u') place += 4;
    }
    ++place;
    return text;
}

}  // namespace

std::string json_text(std::string_view json, std::string_view key) {
    int depth = 0;
    for (std::size_t place = 0; place < json.size();) {
        const char sign = json[place++];
        if (sign == '{' || sign == '[') ++depth;
        if (sign == '}' || sign == ']') --depth;
        if (sign != '"') continue;
        const std::string text = json_string(json, place);
        const std::size_t next = json.find_first_not_of(" \t\r\n", place);
        if (depth != 1 || text != key || next == std::string_view::npos || json[next] != ':') continue;
        std::size_t value = json.find_first_not_of(" \t\r\n", next + 1);
        if (value == std::string_view::npos || json[value] != '"') return {};
        const std::string found = json_string(json, ++value);
        return storage::is_text(found) ? found : std::string{};
    }
    return {};
}

std::string without_markup(std::string_view html) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> signs{
        {{"&copy;", "©"}, {"&nbsp;", " "}, {"&quot;", "\""}, {"&amp;", "&"}}};
    std::string text;
    while (!html.empty()) {
        const auto sign = std::ranges::find_if(signs, [&](const auto& one) { return html.starts_with(one.first); });
        if (html.front() == '<') {
            html.remove_prefix(std::min(html.find('>'), html.size() - 1) + 1);
        } else if (sign != signs.end()) {
            text += sign->second;
            html.remove_prefix(sign->first.size());
        } else {
            text += html.front();
            html.remove_prefix(1);
        }
    }
    constexpr std::size_t longest = 300;
    while (text.size() > longest) text.resize(text.size() - storage::last_letter(text).bytes.size());
    return text;
}

}  // namespace places
