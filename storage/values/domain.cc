#include "storage/values/domain.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "storage/values/clean.h"
#include "storage/words.h"

namespace storage {

namespace {

// RFC 3492, 5: parameters of Punycode.
constexpr std::uint32_t base = 36, least = 1, most = 26, skew = 38, damping = 700, first_bias = 72, first_point = 0x80;
constexpr std::size_t longest_label = 63;

std::optional<std::uint32_t> digit_of(char c) {
    if (c >= 'a' && c <= 'z') return c - 'a';
    if (c >= '0' && c <= '9') return c - '0' + 26;
    return std::nullopt;
}

/// RFC 3492, 6.1.
std::uint32_t adapted(std::uint32_t delta, std::uint32_t points, bool is_first) {
    delta /= is_first ? damping : 2;
    delta += delta / points;
    std::uint32_t bias = 0;
    for (; delta > (base - least) * most / 2; bias += base) delta /= base - least;
    return bias + (base - least + 1) * delta / (delta + skew);
}

/// A generalised variable-length integer, RFC 3492, 3.3; taken from the front of `rest`.
std::optional<std::uint32_t> taken(std::string_view& rest, std::uint32_t bias) {
    std::uint64_t number = 0;
    std::uint64_t weight = 1;
    for (std::uint32_t place = base; !rest.empty(); place += base) {
        const auto digit = digit_of(rest.front());
        rest.remove_prefix(1);
        if (!digit) return std::nullopt;
        number += *digit * weight;
        const std::uint32_t threshold = place <= bias ? least : std::min(most, std::max(least, place - bias));
        if (number > 0x7FFFFFFF) return std::nullopt;
        if (*digit < threshold) return static_cast<std::uint32_t>(number);
        weight *= base - threshold;
        if (weight > 0x7FFFFFFF) return std::nullopt;
    }
    return std::nullopt;
}

void append_utf8(std::string& out, std::uint32_t point) {
    const auto tail = [&](int shift) { out += static_cast<char>(0x80 | (point >> shift & 0x3F)); };
    if (point < 0x80) {
        out += static_cast<char>(point);
    } else if (point < 0x800) {
        out += static_cast<char>(0xC0 | point >> 6);
        tail(0);
    } else if (point < 0x10000) {
        out += static_cast<char>(0xE0 | point >> 12);
        tail(6);
        tail(0);
    } else {
        out += static_cast<char>(0xF0 | point >> 18);
        tail(12);
        tail(6);
        tail(0);
    }
}

/// What stands behind "xn--", in lower case; nothing when it is no Punycode. RFC 3492, 6.2.
std::optional<std::string> decoded(std::string_view code) {
    std::vector<std::uint32_t> points;
    if (const auto dash = code.rfind('-'); dash != std::string_view::npos) {
        points.assign(code.begin(), code.begin() + static_cast<std::ptrdiff_t>(dash));
        code.remove_prefix(dash + 1);
    }
    std::uint32_t point = first_point;
    std::uint32_t bias = first_bias;
    std::uint32_t at = 0;
    while (!code.empty()) {
        const auto delta = taken(code, bias);
        if (!delta || points.size() >= longest_label) return std::nullopt;
        const auto places = static_cast<std::uint32_t>(points.size() + 1);
        const std::uint64_t sum = std::uint64_t{at} + *delta;
        const std::uint64_t next = point + sum / places;
        if (next > 0x10FFFF || (next >= 0xD800 && next < 0xE000)) return std::nullopt;
        bias = adapted(*delta, places, at == 0);
        point = static_cast<std::uint32_t>(next);
        at = static_cast<std::uint32_t>(sum % places);
        points.insert(points.begin() + at, point);
        ++at;
    }
    std::string text;
    for (const std::uint32_t each : points) append_utf8(text, each);
    return text;
}

/// RFC 3492, 3.3, the other way.
void append_number(std::string& out, std::uint32_t number, std::uint32_t bias) {
    const auto digit = [](std::uint32_t value) {
        return static_cast<char>(value < 26 ? 'a' + value : '0' + value - 26);
    };
    for (std::uint32_t place = base;; place += base) {
        const std::uint32_t threshold = place <= bias ? least : std::min(most, std::max(least, place - bias));
        if (number < threshold) return void(out += digit(number));
        out += digit(threshold + (number - threshold) % (base - threshold));
        number = (number - threshold) / (base - threshold);
    }
}

/// What stands behind "xn--". RFC 3492, 6.3.
std::string encoded(const std::vector<std::uint32_t>& points) {
    std::string code;
    for (const std::uint32_t point : points)
        if (point < first_point) code += static_cast<char>(point);
    auto handled = static_cast<std::uint32_t>(code.size());
    bool is_first = true;
    if (handled > 0) code += '-';
    std::uint32_t bias = first_bias;
    std::uint32_t delta = 0;
    for (std::uint32_t next = first_point; handled < points.size(); ++next) {
        std::uint32_t lowest = 0x10FFFF;
        for (const std::uint32_t point : points)
            if (point >= next) lowest = std::min(lowest, point);
        delta += (lowest - next) * (handled + 1);
        next = lowest;
        for (const std::uint32_t point : points) {
            if (point < next) ++delta;
            if (point != next) continue;
            append_number(code, delta, bias);
            bias = adapted(delta, ++handled, std::exchange(is_first, false));
            delta = 0;
        }
        ++delta;
    }
    return code;
}

/// Of well-formed UTF-8.
std::vector<std::uint32_t> points_of(std::string_view text) {
    std::vector<std::uint32_t> points;
    for (const char c : text) {
        const auto byte = static_cast<std::uint32_t>(static_cast<unsigned char>(c));
        const bool goes_on = (byte & 0xC0) == 0x80;
        if (goes_on && !points.empty())
            points.back() = points.back() << 6 | (byte & 0x3F);
        else
            points.push_back(byte < 0x80 ? byte : byte < 0xE0 ? byte & 0x1F : byte < 0xF0 ? byte & 0x0F : byte & 0x07);
    }
    return points;
}

/// Punycode stands only for what ASCII cannot say, in lower case, and for nothing that an address never has.
bool is_needed(const std::string& label) {
    return lowered(label) == label && narrowed(clean_address(label)) == label &&
           std::ranges::any_of(label, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

}  // namespace

std::string unicode_host(std::string_view host) {
    constexpr std::string_view prefix = "xn--";
    const std::string plain = lowered(host);
    std::string readable;
    for (std::size_t begin = 0; begin <= plain.size();) {
        const auto end = std::min(plain.find('.', begin), plain.size());
        const std::string_view label = std::string_view(plain).substr(begin, end - begin);
        std::optional<std::string> text;
        if (label.starts_with(prefix)) text = decoded(label.substr(prefix.size()));
        if (begin > 0) readable += '.';
        readable += text && is_needed(*text) ? *text : label;
        begin = end + 1;
    }
    return readable;
}

std::string ascii_host(std::string_view host) {
    std::string ascii;
    for (std::size_t begin = 0; begin <= host.size();) {
        const auto end = std::min(host.find('.', begin), host.size());
        const std::string_view label = host.substr(begin, end - begin);
        if (begin > 0) ascii += '.';
        ascii += is_ascii(label) ? std::string(label) : "xn--" + encoded(points_of(label));
        begin = end + 1;
    }
    return ascii;
}

}  // namespace storage
