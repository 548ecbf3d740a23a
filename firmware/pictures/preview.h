// What a picture looks like, in two sizes, as it is served to browsers.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "pictures/picture.h"

namespace pictures {

/// The larger side in pixels; twice of what pages show, for fine screens.
enum class Extent : unsigned { small = 96, large = 640 };
inline constexpr std::array extents{Extent::small, Extent::large};

/// Whether files of that type can have a preview.
bool is_picture(std::string_view type);

struct Preview {
    std::string small, large;  ///< JPEG
};
/// Throws Error{invalid} or Error{too_large}, saying for people why there is none.
Preview preview_of(std::string_view type, const Reading& read);

}  // namespace pictures
