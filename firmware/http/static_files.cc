#include "http/static_files.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <format>
#include <functional>
#include <string>

#include "http/assets.h"
#include "http/form.h"
#include "http/page_cache.h"

namespace http {
namespace {

struct Type {
    std::string_view ending, type;
};
constexpr std::array types{
    Type{".css", "text/css; charset=utf-8"},
    Type{".js", "text/javascript; charset=utf-8"},
    Type{".mjs", "text/javascript; charset=utf-8"},
    Type{".json", "application/json"},
    Type{".map", "application/json"},
    Type{".webmanifest", "application/manifest+json"},
    Type{".svg", "image/svg+xml"},
    Type{".png", "image/png"},
    Type{".jpg", "image/jpeg"},
    Type{".webp", "image/webp"},
    Type{".ico", "image/x-icon"},
    Type{".woff2", "font/woff2"},
    Type{".woff", "font/woff"},
    Type{".txt", "text/plain; charset=utf-8"},
    Type{".pbf", "application/x-protobuf"},
};

std::string_view type_of(std::string_view name) {
    for (const auto& known : types)
        if (name.ends_with(known.ending)) return known.type;
    return "application/octet-stream";
}

struct Encoding {
    std::string_view name, ending;
};
constexpr std::array encodings{Encoding{"br", ".br"}, Encoding{"gzip", ".gz"}, Encoding{"", ""}};

/// `name` is listed without q=0 (RFC 9110, 12.5.3); "*" is not looked at.
bool accepts(std::string_view header, std::string_view name) {
    if (name.empty()) return true;
    while (!header.empty()) {
        auto end = std::min(header.find(','), header.size());
        auto item = lower(header.substr(0, end));
        header.remove_prefix(std::min(end + 1, header.size()));
        std::erase(item, ' ');
        auto semicolon = std::min(item.find(';'), item.size());
        if (item.substr(0, semicolon) != name) continue;
        auto weight = std::string_view(item).substr(semicolon);
        return !weight.starts_with(";q=0") || weight.find_first_of("123456789") != std::string_view::npos;
    }
    return false;
}

/// The file and how it is encoded; null when there is no such name.
std::pair<const Asset*, std::string_view> choose(std::string_view name, std::string_view accepted) {
    for (const auto& encoding : encodings)
        if (accepts(accepted, encoding.name))
            if (const auto* found = find_asset(std::format("dist/{}{}", name, encoding.ending)))
                return {found, encoding.name};
    return {nullptr, {}};
}

/// "/favicon.ico" has to have that name; the icon's own carries a hash.
std::string_view icon_name() {
    constexpr std::string_view beginning = "dist/favicon";
    auto found = std::ranges::lower_bound(assets(), beginning, {}, &Asset::path);
    return found != assets().end() && found->path.starts_with(beginning) ? found->path.substr(5) : "";
}

Response answer(const Asset& asset, std::string_view name, std::string_view encoding, std::string_view cache,
                const Request& request) {
    Response response;
    auto etag = std::format("\"{:016x}\"", std::hash<std::string_view>{}(asset.bytes));
    response.type = type_of(name);
    response.header("Cache-Control", std::string(cache)).header("ETag", etag).header("Vary", "Accept-Encoding");
    if (names_etag(request.headers.get("if-none-match"), etag)) {
        response.status = 304;
        return response;
    }
    if (!encoding.empty()) response.header("Content-Encoding", std::string(encoding));
    response.body = std::make_shared<const std::string>(asset.bytes);
    return response;
}

}  // namespace

std::optional<Response> static_file(std::string_view path, const Request& request) {
    constexpr std::string_view folder = "/assets/";
    bool icon = path == "/favicon.ico";
    if (!icon && !path.starts_with(folder)) return {};
    auto name = icon ? icon_name() : path.substr(folder.size());
    bool encoded_name = name.ends_with(".br") || name.ends_with(".gz");
    auto [asset, encoding] = choose(name, request.headers.get("accept-encoding"));
    if (!asset || encoded_name) return {};
    return answer(*asset, name, encoding, icon ? "public, max-age=86400" : "public, max-age=31536000, immutable",
                  request);
}

}  // namespace http
