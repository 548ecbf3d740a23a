#include "http/compression.h"

#include <libdeflate.h>

#include <algorithm>
#include <memory>

namespace http {
namespace {

constexpr std::size_t worth_it = 1024;
constexpr int quickest = 1;

bool is_text(std::string_view type) {
    return type.starts_with("text/") || type.starts_with("application/json") ||
           type.starts_with("application/problem+json");
}

struct Free_compressor {
    void operator()(libdeflate_compressor* compressor) const { libdeflate_free_compressor(compressor); }
};

/// Empty when it cannot be done.
std::string gzipped(std::string_view text) {
    // It has half a megabyte of tables: one for each thread that answers.
    thread_local const std::unique_ptr<libdeflate_compressor, Free_compressor> compressor(
        libdeflate_alloc_compressor(quickest));
    if (!compressor) return {};
    std::string packed(libdeflate_gzip_compress_bound(compressor.get(), text.size()), '\0');
    packed.resize(libdeflate_gzip_compress(compressor.get(), text.data(), text.size(), packed.data(), packed.size()));
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
