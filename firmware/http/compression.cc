#include "http/compression.h"

#include <zlib.h>

#include <algorithm>

namespace http {
namespace {

constexpr std::size_t worth_it = 1024;
constexpr int gzip_window = 15 + 16;
constexpr int memory_level = 8;

bool is_text(std::string_view type) {
    return type.starts_with("text/") || type.starts_with("application/json") ||
           type.starts_with("application/problem+json");
}

/// Empty when it cannot be done.
std::string gzipped(std::string_view text) {
    z_stream stream{};
    if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, gzip_window, memory_level, Z_DEFAULT_STRATEGY) != Z_OK)
        return {};
    std::string packed(deflateBound(&stream, text.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    const bool whole = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    packed.resize(whole ? stream.total_out : 0);
    deflateEnd(&stream);
    return packed;
}

}  // namespace

bool accepts_gzip(const Request& request) {
    const auto accepted = request.headers.get("accept-encoding");
    return accepted.contains("gzip") && !accepted.contains("gzip;q=0");
}

void compress(Response& response) {
    const bool encoded =
        std::ranges::any_of(response.headers, [](const auto& h) { return h.first == "Content-Encoding"; });
    if (encoded || response.stream || response.content || response.body->size() < worth_it || !is_text(response.type))
        return;
    std::string packed = gzipped(*response.body);
    if (packed.empty()) return;
    response.body = std::make_shared<const std::string>(std::move(packed));
    response.header("Content-Encoding", "gzip");
}

}  // namespace http
