// The chunked coding of a body (RFC 9112, 7.1), taken apart as it comes. Pure: bytes in, bytes out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace http {

/// The size in a chunk's line, which comes without its CRLF: hexadecimal digits, then ";" and extensions, which mean nothing
/// here. Empty when it is no such line.
std::optional<std::uint64_t> chunk_size(std::string_view line);

class Chunks {
  public:
    enum class State : std::uint8_t { more, whole, broken };
    /// Takes from the front of `bytes`, and sets `content` to the content that was in what it took. Takes all, or up to the
    /// end of a piece of content, of the body, or of what can be understood: call it until `bytes` is empty or the state
    /// is another than `more`. What follows the body stays in `bytes`.
    State take(std::string_view& bytes, std::string_view& content);

  private:
    enum class In : std::uint8_t { size, content, content_end, trailer };
    State take_line(std::string_view& bytes);
    State read_line(std::string_view line);

    In in_ = In::size;
    std::string line_;          ///< as far as it came
    std::uint64_t left_ = 0;    ///< of the chunk
    std::size_t overhead_ = 0;  ///< bytes of extensions and trailers so far
};

}  // namespace http
