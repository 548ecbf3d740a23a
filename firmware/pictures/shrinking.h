// A large picture that comes row by row, in any order, becomes a small one: each small pixel is the mean of what it covers.
#pragma once

#include <span>
#include <vector>

#include "pictures/picture.h"

namespace pictures {

class Shrinking {
  public:
    /// From a picture of that size; never larger than it.
    Shrinking(Size from, unsigned longest);

    /// Pixels of one row: red, green, blue, how much they hide of the white below. The first stands in column `first`, each other
    /// `step` further on.
    void add_row(unsigned y, std::span<const unsigned char> rgba, unsigned first = 0, unsigned step = 1);
    /// Where nothing came it is white.
    Picture picture() const;

  private:
    /// How a pixel is shared between a small one and the one behind it.
    struct Share {
        unsigned to;
        float first;
    };
    struct Sum {
        float red = 0, green = 0, blue = 0, weight = 0;
    };
    static std::vector<Share> shares(unsigned from, unsigned to);
    void add(Share x, unsigned y, float weight, std::span<const unsigned char, 4> pixel);

    Size size_;
    std::vector<Share> columns_, rows_;
    std::vector<Sum> sums_;
};

}  // namespace pictures
