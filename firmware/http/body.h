// The body of a request, from the wire.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "http/framing.h"
#include "http/transport/wire.h"

namespace http {

enum class Body_end : std::uint8_t {
    whole,
    unwanted,   ///< `take` said so
    too_large,  ///< more than `limit`; read up to there
    broken      ///< too slow, gone, or no body by RFC 9112
};

/// Reads a body whose head was taken from the wire, piece by piece. But for `whole` the connection must end: what comes next on
/// it is no request. `take` is false when it wants no more.
Body_end read_body(Wire& wire, const Framing& framing, std::uint64_t limit,
                   const std::function<bool(std::string_view bytes)>& take);

}  // namespace http
