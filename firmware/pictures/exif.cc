#include "pictures/exif.h"

#include <cstdint>
#include <optional>
#include <utility>

namespace pictures {

namespace {

constexpr std::uint16_t orientation_tag = 0x0112, short_type = 3;
constexpr std::size_t entry_bytes = 12;

/// Numbers in the order of bytes that the head names.
class Tiff {
  public:
    Tiff(std::string_view bytes, bool little)
        : bytes_(bytes)
        , little_(little) {}

    std::optional<std::uint32_t> number(std::size_t at, std::size_t size) const {
        if (at > bytes_.size() || bytes_.size() - at < size) return {};
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < size; ++i)
            value = value << 8U | static_cast<unsigned char>(bytes_[at + (little_ ? size - 1 - i : i)]);
        return value;
    }

  private:
    std::string_view bytes_;
    bool little_;
};

}  // namespace

unsigned orientation_in(std::string_view tiff) {
    const bool little = tiff.starts_with("II");
    if (!little && !tiff.starts_with("MM")) return 1;
    const Tiff numbers(tiff, little);
    const auto directory = numbers.number(4, 4);
    const auto count = directory ? numbers.number(*directory, 2) : std::nullopt;
    for (std::size_t i = 0; count && i < *count; ++i) {
        const std::size_t entry = *directory + 2 + (i * entry_bytes);
        const auto tag = numbers.number(entry, 2);
        if (!tag) return 1;
        if (*tag != orientation_tag || numbers.number(entry + 2, 2) != short_type) continue;
        const unsigned orientation = numbers.number(entry + 8, 2).value_or(1);
        return orientation >= 1 && orientation <= 8 ? orientation : 1;
    }
    return 1;
}

Picture upright(Picture picture, unsigned orientation) {
    if (orientation <= 1 || orientation > 8) return picture;
    const auto [width, height] = picture.size;
    const bool lies = orientation >= 5;
    const bool from_right = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    const bool from_below = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    Picture turned{.size = lies ? Size{height, width} : picture.size, .rgb = {}};
    turned.rgb.reserve(picture.rgb.size());
    for (unsigned y = 0; y < turned.size.height; ++y)
        for (unsigned x = 0; x < turned.size.width; ++x) {
            const unsigned column = lies ? y : x;
            const unsigned row = lies ? x : y;
            const std::size_t at = ((std::size_t{from_below ? height - 1 - row : row} * width) +
                                    (from_right ? width - 1 - column : column)) *
                                   3;
            turned.rgb.insert(turned.rgb.end(), {picture.rgb[at], picture.rgb[at + 1], picture.rgb[at + 2]});
        }
    return turned;
}

}  // namespace pictures
