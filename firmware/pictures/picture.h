// A picture in memory, already small: large ones never are.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace pictures {

struct Size {
    unsigned width = 0, height = 0;
    bool operator==(const Size&) const = default;
};

struct Picture {
    Size size;
    std::vector<unsigned char> rgb;  ///< row by row from the top, three bytes each
};

/// The next bytes of a file; fewer than the span takes are its end.
using Reading = std::function<std::size_t(std::span<char> into)>;

/// Pixels that are looked at, at most, and of one side: more is a trap, or nothing that an office has.
inline constexpr std::size_t most_pixels = 128'000'000;
inline constexpr unsigned longest_side = 32'768;
/// Bytes that a format may ask for to be read.
inline constexpr std::size_t most_memory = 48UL << 20;

/// By what its head says, before memory is asked for. Throws Error{too_large}.
void check_size(Size size);

[[noreturn]] void damaged();         ///< Error{invalid}
[[noreturn]] void needs_too_much();  ///< Error{too_large}

/// The larger side becomes `longest`; none becomes larger.
Size within(Size size, unsigned longest);

}  // namespace pictures
