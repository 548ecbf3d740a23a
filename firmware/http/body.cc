#include "http/body.h"

#include <algorithm>
#include <array>

#include "http/chunks.h"

namespace http {
namespace {

using Take = std::function<bool(std::string_view bytes)>;

constexpr std::size_t piece_bytes = 16UL * 1024;

Body_end read_announced(Wire& wire, std::uint64_t length, std::uint64_t limit, const Take& take) {
    if (length > limit) return Body_end::too_large;
    std::array<char, piece_bytes> piece;
    for (std::uint64_t left = length; left > 0;) {
        const auto got = wire.read(piece.data(), std::min<std::uint64_t>(left, piece.size()));
        if (got <= 0) return Body_end::broken;
        left -= static_cast<std::uint64_t>(got);
        if (!take({piece.data(), static_cast<std::size_t>(got)})) return Body_end::unwanted;
    }
    return Body_end::whole;
}

Body_end read_chunked(Wire& wire, std::uint64_t limit, const Take& take) {
    Chunks chunks;
    for (std::uint64_t size = 0;;) {
        const auto come = wire.body_bytes(piece_bytes);
        if (come.empty()) return Body_end::broken;
        auto rest = come;
        auto state = Chunks::State::more;
        while (!rest.empty() && state == Chunks::State::more) {
            std::string_view content;
            state = chunks.take(rest, content);
            size += content.size();
            if (size > limit) return Body_end::too_large;
            if (!content.empty() && !take(content)) return Body_end::unwanted;
        }
        wire.take(come.size() - rest.size());
        if (state == Chunks::State::whole) return Body_end::whole;
        if (state == Chunks::State::broken) return Body_end::broken;
    }
}

}  // namespace

Body_end read_body(Wire& wire, const Framing& framing, std::uint64_t limit, const Take& take) {
    return framing.chunked ? read_chunked(wire, limit, take) : read_announced(wire, framing.length, limit, take);
}

}  // namespace http
