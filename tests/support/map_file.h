// A small map of PMTiles' third version, made here: never a download.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace support {

struct Map_wanted {
    std::string metadata =
        R"({"name": "Test", "attribution": "<a href=\"https://osm.org\">&copy; OpenStreetMap</a> contributors"})";
    std::uint8_t version = 3, tile_type = 2;  ///< PNG
};

/// One tile for the whole world; its bytes are not looked at by the program.
std::string map_file(const Map_wanted& wanted = {});

}  // namespace support
