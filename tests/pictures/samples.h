// Pictures to look at: a quarter red, green, blue and white, from the top left to the bottom right.
#pragma once

#include <string>
#include <string_view>

#include "pictures/picture.h"

namespace pictures::test {

struct Jpeg_wanted {
    bool progressive = false, inks = false;
    std::string exif = {};  ///< a TIFF head and what follows it
};
std::string jpeg(Size size, const Jpeg_wanted& wanted = {});
/// Its white quarter is transparent.
std::string png(Size size, bool interlaced = false);
/// Only the head of one.
std::string png_head(Size size);
/// EXIF that says how the camera was held, and where.
std::string exif(unsigned orientation, bool little = true);

/// Gives them out in small pieces. `bytes` must outlive it.
Reading reading(std::string_view bytes);
/// "RGBW": the colours in the middle of the four quarters, '?' for another.
std::string quarters(const Picture& picture);

}  // namespace pictures::test
