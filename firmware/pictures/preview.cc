#include "pictures/preview.h"

#include <algorithm>

#include "pictures/jpeg.h"
#include "pictures/png.h"
#include "pictures/shrinking.h"

namespace pictures {

namespace {

struct Format {
    std::string_view type;
    Picture (*read)(const Reading& read, unsigned longest);
};

constexpr std::array formats{Format{"image/jpeg", &read_jpeg}, Format{"image/png", &read_png}};

Picture smaller(const Picture& picture, unsigned longest) {
    Shrinking shrinking(picture.size, longest);
    std::vector<unsigned char> row;
    for (unsigned y = 0; y < picture.size.height; ++y) {
        row.clear();
        const std::size_t begin = std::size_t{y} * picture.size.width * 3;
        for (std::size_t at = begin; at < begin + (std::size_t{picture.size.width} * 3); at += 3)
            row.insert(row.end(), {picture.rgb[at], picture.rgb[at + 1], picture.rgb[at + 2], 255});
        shrinking.add_row(y, row);
    }
    return shrinking.picture();
}

const Format* format_of(std::string_view type) {
    const auto* const at = std::ranges::find(formats, type, &Format::type);
    return at == formats.end() ? nullptr : at;
}

}  // namespace

bool is_picture(std::string_view type) { return format_of(type) != nullptr; }

Preview preview_of(std::string_view type, const Reading& read) {
    const Format* format = format_of(type);
    if (format == nullptr) damaged();
    const Picture large = format->read(read, static_cast<unsigned>(Extent::large));
    return {.small = jpeg_of(smaller(large, static_cast<unsigned>(Extent::small))), .large = jpeg_of(large)};
}

}  // namespace pictures
