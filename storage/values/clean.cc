#include "storage/values/clean.h"

#include <algorithm>
#include <array>

#include "storage/value.h"
#include "storage/words.h"

namespace storage {

namespace {

void each_letter(std::string_view text, auto&& visit) {
    while (!text.empty()) {
        const Letter letter = first_letter(text);
        text.remove_prefix(letter.bytes.size());
        visit(letter, text);
    }
}

/// Between two letters beyond ASCII: Persian and Indic words, families of emoji.
bool joins(std::string_view before, std::string_view behind) {
    return !before.empty() && !behind.empty() && !is_ascii(before.substr(before.size() - 1)) &&
           first_letter(behind).is == Character::visible && !is_ascii(behind.substr(0, 1));
}

char32_t point_of(std::string_view letter) {
    char32_t point = static_cast<unsigned char>(letter.front());
    if (letter.size() > 1) point &= 0x7FU >> letter.size();
    for (const char byte : letter.substr(1)) point = point << 6U | (static_cast<unsigned char>(byte) & 0x3FU);
    return point;
}

/// White space as one space, and the letters that `keeps` takes.
std::string squeezed(std::string_view typed, auto&& keeps) {
    std::string text;
    bool gap = false;
    each_letter(trimmed(typed), [&](const Letter& letter, std::string_view behind) {
        if (letter.is == Character::space || letter.is == Character::line_end)
            gap = true;
        else if (keeps(letter, gap ? std::string_view{} : std::string_view(text), behind)) {
            if (gap && !text.empty()) text += ' ';
            gap = false;
            text += letter.bytes;
        }
    });
    return text;
}

}  // namespace

std::string clean_line(std::string_view typed) {
    return squeezed(typed, [](const Letter& letter, std::string_view before, std::string_view behind) {
        if (letter.is == Character::joiner) return joins(before, behind);
        return letter.is != Character::format && letter.is != Character::control;
    });
}

std::string clean_lines(std::string_view typed) {
    std::string text;
    each_letter(trimmed(typed), [&](const Letter& letter, std::string_view behind) {
        if (letter.is != Character::line_end)
            text += letter.bytes;
        else if (letter.bytes != "\r" || !behind.starts_with('\n'))
            text += '\n';
    });
    return text;
}

std::string clean_address(std::string_view typed) {
    return squeezed(typed, [](const Letter& letter, std::string_view, std::string_view) {
        return letter.is == Character::visible || letter.is == Character::control;
    });
}

std::string narrowed(std::string_view text) {
    if (is_ascii(text)) return std::string(text);
    std::string plain;
    each_letter(text, [&](const Letter& letter, std::string_view) {
        const char32_t point = point_of(letter.bytes);
        if (point >= 0xFF01 && point <= 0xFF5E)
            plain += static_cast<char>(point - 0xFF01 + '!');
        else if (point == 0x3002 || point == 0xFF61)  // full stops
            plain += '.';
        else
            plain += letter.bytes;
    });
    return plain;
}

/// Arabic, Persian, Devanagari, Bengali, Thai, Khmer, Burmese, and full-width ones.
std::string with_plain_digits(std::string_view text) {
    if (is_ascii(text)) return std::string(text);
    constexpr std::array<char32_t, 8> zeros{0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0x17E0, 0x1040, 0xFF10};
    std::string plain;
    each_letter(text, [&](const Letter& letter, std::string_view) {
        const char32_t point = point_of(letter.bytes);
        const auto* const zero =
            std::ranges::find_if(zeros, [&](char32_t begin) { return point >= begin && point < begin + 10; });
        if (zero == zeros.end())
            plain += letter.bytes;
        else
            plain += static_cast<char>('0' + (point - *zero));
    });
    return plain;
}

}  // namespace storage
