#include "http/download.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <format>
#include <limits>
#include <memory>
#include <utility>

#include "http/form.h"

namespace http {
namespace {

constexpr std::string_view pdf = "application/pdf";

/// What browsers show, so that nothing in it gets at our pages. Not SVG: it is a program.
constexpr std::array<std::string_view, 6> shown{"image/png",  "image/jpeg", "image/gif",
                                                "image/webp", "image/avif", pdf};

/// A browser's viewer for PDF is a page of the browser's own, which runs what stands in the file apart from ours, and does not open
/// in a sandbox of ours. What a hostile file could still try: to be taken for HTML (nosniff), to sit in somebody's page or be read
/// from there (frame-ancestors, Cross-Origin-Resource-Policy), to send a form here in the reader's name (form-action, and every form
/// of ours wants its token), to load something (default-src), to tell other sites that it is open (Referrer-Policy), and to have
/// Adobe's viewer ask this host whether other sites may read it (X-Permitted-Cross-Domain-Policies).
constexpr std::string_view policy_of_pdf =
    "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'none'";
constexpr std::string_view policy = "default-src 'none'; sandbox";

std::optional<std::uint64_t> number(std::string_view digits) {
    std::uint64_t value = 0;
    const auto [stopped, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (stopped != digits.data() + digits.size() || digits.empty()) return {};
    if (problem == std::errc::result_out_of_range) return std::numeric_limits<std::uint64_t>::max();
    return problem == std::errc{} ? std::optional(value) : std::nullopt;
}

/// The last `count` bytes.
Range suffix(std::uint64_t count, std::uint64_t size) {
    auto taken = std::min(count, size);
    return {.first = size - taken, .size = taken};
}

bool names(std::string_view list, std::string_view etag) { return list == "*" || list.contains(etag); }

/// Strong comparison; a date never fits, since we give none.
bool may_be_in_part(const Request& request, std::string_view etag) {
    auto condition = request.headers.get("if-range");
    return request.method == Method::get && (condition.empty() || condition == etag);
}

Content part_of(Content whole, Range range) {
    return {
        .size = range.size, .read = [read = std::move(whole.read), range](std::uint64_t offset, std::span<char> piece) {
            if (offset >= range.size) return std::size_t{0};
            return read(range.first + offset, piece.first(std::min<std::uint64_t>(piece.size(), range.size - offset)));
        }};
}

/// For programs that know no RFC 8187: ASCII without what would need an escape.
std::string plain(std::string_view name) {
    std::string text;
    for (char letter : name)
        if ((letter & 0xC0) != 0x80)
            text += letter < ' ' || letter > '~' || letter == '"' || letter == '\\' || letter == '%' ? '_' : letter;
    return text.empty() ? "file" : text;
}

}  // namespace

std::optional<Range> asked_range(std::string_view header, std::uint64_t size) {
    constexpr std::string_view unit = "bytes=";
    if (lower(header.substr(0, unit.size())) != unit || header.contains(',')) return {};
    header.remove_prefix(unit.size());
    auto dash = header.find('-');
    if (dash == std::string_view::npos) return {};
    auto first = number(header.substr(0, dash));
    auto last = number(header.substr(dash + 1));
    if (dash == 0) return last ? std::optional(suffix(*last, size)) : std::nullopt;
    if (!first || (!last && dash + 1 != header.size()) || (last && *last < *first)) return {};
    if (*first >= size) return Range{};
    return Range{.first = *first, .size = std::min(last.value_or(size), size - 1) - *first + 1};
}

bool is_shown(std::string_view type) { return std::ranges::contains(shown, type); }

std::string content_disposition(std::string_view name, std::string_view type) {
    return std::format("{}; filename=\"{}\"; filename*=UTF-8''{}", is_shown(type) ? "inline" : "attachment",
                       plain(name), percent_encoded(name));
}

namespace {

/// What keeps a file from being more than that.
void guard(Response& response, const Download& file) {
    const bool is_shown_pdf = file.type == pdf && !file.saved;
    response.header("Content-Disposition", content_disposition(file.name, file.saved ? std::string_view{} : file.type))
        .header("Content-Security-Policy", std::string(is_shown_pdf ? policy_of_pdf : policy))
        .header("X-Permitted-Cross-Domain-Policies", "none");
}

}  // namespace

Response download(const Request& request, Download file) {
    Response response;
    response.type = file.type;
    response.header("ETag", file.etag).header("Accept-Ranges", "bytes").header("Cache-Control", "private, no-cache");
    guard(response, file);  // an answer without a body too: a browser puts its headers in place of those it has kept
    if (names(request.headers.get("if-none-match"), file.etag)) {
        response.status = 304;
        return response;
    }
    const auto size = file.content.size;
    auto range = may_be_in_part(request, file.etag) ? asked_range(request.headers.get("range"), size) : std::nullopt;
    if (range && range->size == 0) {
        response = Response::text("That part of the file does not exist.\n", 416);
        response.header("Content-Range", std::format("bytes */{}", size));
        return response;
    }
    if (range) {
        response.status = 206;
        response.header("Content-Range",
                        std::format("bytes {}-{}/{}", range->first, range->first + range->size - 1, size));
        file.content = part_of(std::move(file.content), *range);
    }
    response.content = std::make_shared<const Content>(std::move(file.content));
    return response;
}

}  // namespace http
