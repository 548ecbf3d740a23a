#include "pictures/shrinking.h"

#include <algorithm>
#include <cmath>

namespace pictures {

Shrinking::Shrinking(Size from, unsigned longest)
    : size_(within(from, longest))
    , columns_(shares(from.width, size_.width))
    , rows_(shares(from.height, size_.height))
    , sums_(std::size_t{size_.width} * size_.height) {}

std::vector<Shrinking::Share> Shrinking::shares(unsigned from, unsigned to) {
    std::vector<Share> shares;
    shares.reserve(from);
    const double scale = static_cast<double>(to) / from;
    for (unsigned at = 0; at < from; ++at) {
        const double begin = at * scale;
        const unsigned bin = std::min(static_cast<unsigned>(begin), to - 1);
        const double inside = (bin + 1 - begin) / scale;
        shares.push_back({bin, bin + 1 == to ? 1.0F : static_cast<float>(std::min(inside, 1.0))});
    }
    return shares;
}

void Shrinking::add(Share x, unsigned y, float weight, std::span<const unsigned char, 4> pixel) {
    const auto give = [&](unsigned column, float share) {
        if (share <= 0) return;
        const float shown = share * static_cast<float>(pixel[3]) / 255.0F;
        const float white = (share - shown) * 255.0F;
        Sum& sum = sums_[(std::size_t{y} * size_.width) + column];
        sum.red += (shown * static_cast<float>(pixel[0])) + white;
        sum.green += (shown * static_cast<float>(pixel[1])) + white;
        sum.blue += (shown * static_cast<float>(pixel[2])) + white;
        sum.weight += share;
    };
    give(x.to, weight * x.first);
    if (x.first < 1) give(x.to + 1, weight * (1 - x.first));
}

void Shrinking::add_row(unsigned y, std::span<const unsigned char> rgba, unsigned first, unsigned step) {
    const Share row = rows_.at(y);
    for (std::size_t i = 0, x = first; i + 4 <= rgba.size() && x < columns_.size(); i += 4, x += step) {
        const auto pixel = rgba.subspan(i).first<4>();
        add(columns_[x], row.to, row.first, pixel);
        if (row.first < 1) add(columns_[x], row.to + 1, 1 - row.first, pixel);
    }
}

Picture Shrinking::picture() const {
    Picture picture{.size = size_, .rgb = {}};
    picture.rgb.reserve(sums_.size() * 3);
    for (const Sum& sum : sums_)
        for (const float part : {sum.red, sum.green, sum.blue})
            picture.rgb.push_back(sum.weight > 0 ? static_cast<unsigned char>(std::lround(part / sum.weight)) : 255);
    return picture;
}

}  // namespace pictures
