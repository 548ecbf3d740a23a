// Where a request ends and the next begins (RFC 9112): what its head says of its body, and whether it says so beyond doubt.
//
// Whatever two programs could read differently is refused, and the connection with it: bytes of a body must never be taken
// for a request (9112, 11.2). Pure functions over bytes; the chunks of a body are chunks.h's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

namespace http {

inline constexpr std::size_t most_head_bytes = 32UL * 1024;
inline constexpr std::size_t most_target_bytes = 8UL * 1024;
inline constexpr std::size_t most_field_bytes = 8UL * 1024;  ///< of a line of the head: what the engine takes
inline constexpr std::size_t most_fields = 100;

/// What a head says of its request.
struct Framing {
    bool chunked = false;
    std::uint64_t length = 0;  ///< of a body that is not chunked; 0: none
    std::string host;          ///< with its port, as it came; "" only in HTTP/1.0
    bool has_body() const { return chunked || length > 0; }
};

/// Why a head is no request: the status of the answer, after which the connection ends.
struct Flaw {
    int status;
    std::string_view why;
    bool operator==(const Flaw&) const = default;
};

/// Behind the blank line that ends the head; npos when it has not come. A head of bare LFs ends too, to be refused. What is
/// before `searched` was looked at already.
std::size_t end_of_head(std::string_view bytes, std::size_t searched = 0);

/// `head` reaches to its end_of_head(), or is the beginning of one that is larger than most_head_bytes.
std::expected<Framing, Flaw> framing_of(std::string_view head);

/// The first value of a field of a head that framing_of() found good, "" if there is none. `name` is in lower case.
std::string_view field_of(std::string_view head, std::string_view name);

/// Digits and nothing else; empty also when the number is beyond any body.
std::optional<std::uint64_t> content_length(std::string_view value);

/// "name", "1.2.3.4" or "[::1]", and a port if there is one (RFC 9110, 7.2).
bool is_host(std::string_view value);

/// "name: value" without its line end: a token, the colon right behind it, and nothing that is no text.
bool is_field(std::string_view line);

}  // namespace http
