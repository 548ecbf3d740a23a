// The map of a box: one file of tiles in PMTiles' third version (https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md), which
// browsers read by ranges. It lies in <data>/map under whatever name it has; of several the youngest is the one. It is in no backup.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "storage/descriptor.h"
#include "storage/values/position.h"

namespace places {

enum class Tiles : std::uint8_t { unknown, vector, png, jpeg, webp, avif };

struct Map_file {
    std::string name;  ///< "saxony.pmtiles"
    std::uint64_t size = 0;
    std::int64_t written_at = 0;  ///< milliseconds since 1970, UTC
    Tiles tiles = Tiles::unknown;
    unsigned min_zoom = 0, max_zoom = 0;
    storage::Position south_west, north_east;
    std::string title, attribution;  ///< as text, "" when the file says nothing
    std::string etag;                ///< names exactly these bytes, without quotes
    storage::Descriptor bytes;
};

/// Throws Error{invalid}, in words for whoever chose it: no such file, another version, cut off.
Map_file read_map(const std::filesystem::path& file);

inline constexpr std::string_view map_ending = ".pmtiles";

/// May be used by many threads at once.
class Map_folder {
  public:
    explicit Map_folder(const std::filesystem::path& data_folder)
        : folder_(data_folder / "map") {}

    struct Found {
        std::shared_ptr<const Map_file> map;  ///< null: there is none that can be used
        std::string problem;                  ///< why, of one that is there; "" otherwise
    };
    /// What lies there now, also when it was copied there behind the program's back.
    Found find() const;
    /// How often another one was found: it never becomes less. Looks at most once a second.
    std::uint64_t changes() const;
    /// That one takes the place of those before. The bytes are copied, or linked when they are on the same disk and stay as they
    /// are. Throws as read_map(), Error{full} or Error{unusable}.
    void use(const std::filesystem::path& file, const std::string& name, bool may_link);
    /// Whether there was one.
    bool remove();

  private:
    std::filesystem::path youngest() const;
    void remove_all_but(const std::filesystem::path& kept) const;

    std::filesystem::path folder_;
    mutable std::mutex mutex_;
    mutable std::filesystem::path path_;
    mutable std::filesystem::file_time_type written_;
    mutable Found found_;
    mutable std::atomic<std::uint64_t> changes_ = 0;
    mutable std::atomic<std::chrono::steady_clock::time_point> look_again_{};
};

/// The text under a key of the outermost object of a JSON text; "" when there is none.
std::string json_text(std::string_view json, std::string_view key);
/// "<a href=…>&copy; OpenStreetMap</a>" → "© OpenStreetMap"
std::string without_markup(std::string_view html);

}  // namespace places
