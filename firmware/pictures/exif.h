// How a camera was held (EXIF 2.32, 4.6.4 A: Orientation). Nothing else of what cameras note is read, and nothing is kept.
#pragma once

#include <string_view>

#include "pictures/picture.h"

namespace pictures {

/// 1 to 8, in the bytes of a TIFF head and what follows it; 1, as it stands, when nobody says anything sensible.
unsigned orientation_in(std::string_view tiff);

/// The picture upright.
Picture upright(Picture picture, unsigned orientation);

}  // namespace pictures
