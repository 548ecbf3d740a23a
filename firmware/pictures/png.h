// PNG: the only door to libpng.
#pragma once

#include "pictures/picture.h"

namespace pictures {

/// Upright, its larger side at most `longest`, on white where it is transparent. Rows are shrunk as they come, interlaced ones
/// too, so no more than one is there. Throws Error{invalid} for what is damaged or cut, Error{too_large} for what is not to be
/// decoded.
Picture read_png(const Reading& read, unsigned longest);

}  // namespace pictures
