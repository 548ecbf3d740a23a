#include "pictures/picture.h"

#include <algorithm>
#include <cstdint>

#include "storage/error.h"

namespace pictures {

void damaged() { throw storage::Error(storage::Fault::invalid, "No preview: the picture is damaged."); }

void needs_too_much() { throw storage::Error(storage::Fault::too_large, "No preview: it would take too much memory."); }

void check_size(Size size) {
    if (size.width == 0 || size.height == 0) damaged();
    if (std::max(size.width, size.height) > longest_side || std::uint64_t{size.width} * size.height > most_pixels)
        throw storage::Error(storage::Fault::too_large, "No preview: the picture has too many pixels.");
}

Size within(Size size, unsigned longest) {
    const unsigned side = std::max(size.width, size.height);
    if (side <= longest) return size;
    const auto shrunk = [&](unsigned length) {
        return std::max(1U, static_cast<unsigned>((std::uint64_t{length} * longest + side / 2) / side));
    };
    return {shrunk(size.width), shrunk(size.height)};
}

}  // namespace pictures
