#include "exchange/encoding.h"

#include <array>
#include <cstdint>

#include "storage/error.h"
#include "storage/words.h"

namespace exchange {

namespace {

/// 0x80–0x9F of Windows-1252 (WHATWG Encoding Standard; the five unused ones stay control characters).
constexpr std::array<char32_t, 32> windows_1252{0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F,
                                                0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

constexpr char32_t replacement = 0xFFFD;

void append_utf8(std::string& out, char32_t point) {
    const auto tail = [&](int shift) { out += static_cast<char>(0x80U | (point >> shift & 0x3FU)); };
    if (point < 0x80) {
        out += static_cast<char>(point);
    } else if (point < 0x800) {
        out += static_cast<char>(0xC0U | point >> 6U);
        tail(0);
    } else if (point < 0x10000) {
        out += static_cast<char>(0xE0U | point >> 12U);
        tail(6);
        tail(0);
    } else {
        out += static_cast<char>(0xF0U | point >> 18U);
        tail(12);
        tail(6);
        tail(0);
    }
}

std::string from_windows_1252(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size() + bytes.size() / 8);
    for (const char byte : bytes) {
        const auto code = static_cast<unsigned char>(byte);
        append_utf8(text, code >= 0x80 && code < 0xA0 ? windows_1252[code - 0x80U] : code);
    }
    return text;
}

/// `high`: which byte of a unit is the upper one, 0 or 1.
std::string from_utf16(std::string_view bytes, std::size_t high) {
    const std::size_t units = bytes.size() / 2;
    const auto unit = [&](std::size_t i) -> char32_t {
        return static_cast<char32_t>(static_cast<unsigned char>(bytes[2 * i + high])) << 8U |
               static_cast<unsigned char>(bytes[2 * i + 1 - high]);
    };
    std::string text;
    text.reserve(bytes.size());
    for (std::size_t i = 0; i < units; ++i) {
        char32_t point = unit(i);
        if (point >= 0xD800 && point < 0xDC00 && i + 1 < units && unit(i + 1) >= 0xDC00 && unit(i + 1) < 0xE000)
            point = 0x10000 + ((point - 0xD800) << 10U) + (unit(++i) - 0xDC00);
        else if (point >= 0xD800 && point < 0xE000)
            point = replacement;
        append_utf8(text, point);
    }
    return text;
}

[[noreturn]] void refuse(const char* message) { throw storage::Error(storage::Fault::invalid, message); }

}  // namespace

std::string as_utf8(std::string bytes) {
    const std::string_view view = bytes;
    if (view.starts_with("PK\x03\x04"))
        refuse("This is a spreadsheet or a zipped file. Save it as CSV first, and choose the CSV file.");
    std::string text;
    if (view.starts_with("\xFF\xFE"))
        text = from_utf16(view.substr(2), 1);
    else if (view.starts_with("\xFE\xFF"))
        text = from_utf16(view.substr(2), 0);
    else
        text = std::move(bytes);
    if (text.find('\0') != std::string::npos) refuse("This is not a CSV file: it contains bytes that no text has.");
    if (text.starts_with(byte_order_mark)) text.erase(0, byte_order_mark.size());
    return storage::is_text(text) ? text : from_windows_1252(text);
}

}  // namespace exchange
