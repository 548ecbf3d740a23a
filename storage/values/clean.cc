#include "storage/values/clean.h"

#include <algorithm>

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

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

/// Between two letters beyond ASCII: Persian and Indic words, families of emoji.
bool joins(std::string_view before, std::string_view behind) {
    return !before.empty() && !behind.empty() && !is_ascii(before.back()) &&
           first_letter(behind).is == Character::visible && !is_ascii(behind.front());
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

}  // namespace storage
