#include "support/map_file.h"

#include <vector>

namespace support {

namespace {

template <class Number> void put(std::string& out, Number number) {
    out.append(reinterpret_cast<const char*>(&number), sizeof number);
}

}  // namespace

std::string map_file(const Map_wanted& wanted) {
    const std::string tile = "\x89PNG, or something like it";
    // one entry: tile 0, one of it, its length, offset 0 as 1
    const std::string root{1, 0, 1, static_cast<char>(tile.size()), 1};
    constexpr std::uint64_t header = 127;
    const std::uint64_t metadata = header + root.size(), leaves = metadata + wanted.metadata.size();
    std::string bytes = "PMTiles";
    put(bytes, wanted.version);
    for (const std::uint64_t number :
         {header, std::uint64_t{root.size()}, metadata, std::uint64_t{wanted.metadata.size()}, leaves, std::uint64_t{0},
          leaves, std::uint64_t{tile.size()}, std::uint64_t{1}, std::uint64_t{1}, std::uint64_t{1}})
        put(bytes, number);
    constexpr std::uint8_t clustered = 1, not_compressed = 1, min_zoom = 0, max_zoom = 0, middle_zoom = 0;
    for (const std::uint8_t one : {clustered, not_compressed, not_compressed, wanted.tile_type, min_zoom, max_zoom})
        put(bytes, one);
    for (const std::int32_t corner : {-1'800'000'000, -850'000'000, 1'800'000'000, 850'000'000}) put(bytes, corner);
    put(bytes, middle_zoom);
    for (const std::int32_t middle : {137'000'000, 510'000'000}) put(bytes, middle);
    return bytes + root + wanted.metadata + tile;
}

}  // namespace support
