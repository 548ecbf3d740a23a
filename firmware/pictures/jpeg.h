// JPEG: the only door to libjpeg-turbo.
#pragma once

#include <string>

#include "pictures/picture.h"

namespace pictures {

/// Upright, its larger side at most `longest`. It is shrunk while it is decoded, so a photo of 12 megapixels is never there as
/// such; one whose parts come in several passes (progressive) needs most_memory at most. Throws Error{invalid} for what is damaged
/// or cut, Error{too_large} for what is not to be decoded.
Picture read_jpeg(const Reading& read, unsigned longest);

/// Pixels and nothing else: no place, no time, no camera.
std::string jpeg_of(const Picture& picture);

}  // namespace pictures
