#include "storage/words.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace storage {

namespace {

constexpr std::size_t longest_word = 64;

bool is_plain(char c) { return c > ' ' && c < 0x7F; }

char ascii_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

/// Of folded text: part of a word? Bytes beyond ASCII are, once signs are gone (without_signs).
bool in_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

bool is_sign(utf8proc_int32_t point) {
    const utf8proc_category_t category = utf8proc_category(point);
    return category >= UTF8PROC_CATEGORY_PC && category <= UTF8PROC_CATEGORY_ZP;  // punctuation, symbols, spaces
}

/// Apostrophes, however they are typed, and dashes of every length.
bool weighs_nothing(std::string_view letter) {
    constexpr std::array<std::string_view, 7> apostrophes{"'", "`", "´", "‘", "’", "ʼ", "ʹ"};
    if (std::ranges::contains(apostrophes, letter)) return true;
    utf8proc_int32_t point = 0;
    utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(letter.data()),
                     static_cast<utf8proc_ssize_t>(letter.size()), &point);
    return utf8proc_category(point) == UTF8PROC_CATEGORY_PD;
}

/// Dashes, quotation marks and other signs beyond ASCII turned to spaces.
std::string without_signs(std::string text) {
    auto* at = reinterpret_cast<utf8proc_uint8_t*>(text.data());
    for (auto left = static_cast<utf8proc_ssize_t>(text.size()); left > 0;) {
        utf8proc_int32_t point = 0;
        const utf8proc_ssize_t used = std::max<utf8proc_ssize_t>(1, utf8proc_iterate(at, left, &point));
        if (point >= 0x80 && is_sign(point)) std::fill_n(at, used, ' ');
        at += used;
        left -= used;
    }
    return text;
}

/// Cuts at `size` bytes, never inside a character.
std::string_view cut(std::string_view text, std::size_t size) {
    if (text.size() <= size) return text;
    while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
    return text.substr(0, size);
}

/// Letters whose stroke or missing dot Unicode does not count as a mark, though people leave it out when they search.
utf8proc_int32_t without_stroke(utf8proc_int32_t point, void*) {
    switch (point) {
    case U'Ð':
    case U'ð':
    case U'Đ':
    case U'đ': return 'd';
    case U'Ħ':
    case U'ħ': return 'h';
    case U'ı': return 'i';
    case U'Ł':
    case U'ł': return 'l';
    case U'Ø':
    case U'ø': return 'o';
    case U'Ŧ':
    case U'ŧ': return 't';
    default: return point;
    }
}

Character character(utf8proc_int32_t point) {
    if (point > ' ' && point < 0x7F) return Character::visible;
    if (point == ' ' || point == '\t') return Character::space;
    if ((point >= '\n' && point <= '\r') || point == 0x85) return Character::line_end;
    if (point == 0x200C || point == 0x200D) return Character::joiner;
    switch (const bool ignorable = utf8proc_get_property(point)->ignorable; utf8proc_category(point)) {
    case UTF8PROC_CATEGORY_ZS: return Character::space;
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP: return Character::line_end;
    case UTF8PROC_CATEGORY_CC: return Character::control;
    case UTF8PROC_CATEGORY_CF:
        return ignorable ? Character::format : Character::visible;  // the sign of an Arabic number
    default: return ignorable || point == 0x2800 ? Character::filler : Character::visible;
    }
}

utf8proc_int32_t in_lower_case(utf8proc_int32_t point, void*) { return utf8proc_tolower(point); }

std::string mapped(std::string_view text, int options, utf8proc_custom_func letter) {
    utf8proc_uint8_t* bytes = nullptr;
    const auto size = utf8proc_map_custom(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                          static_cast<utf8proc_ssize_t>(text.size()), &bytes,
                                          static_cast<utf8proc_option_t>(options), letter, nullptr);
    if (size < 0) return std::string(text);
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owned(bytes, &std::free);
    return {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size)};
}

/// Without white space at the ends, one space elsewhere, and without what nobody sees.
std::string squeezed(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const std::string_view plain = text.substr(0, plain_in_front(text));
        out += plain;
        text.remove_prefix(plain.size());
        if (text.empty()) break;
        const Letter letter = first_letter(text);
        text.remove_prefix(letter.bytes.size());
        if (letter.is == Character::space || letter.is == Character::line_end) {
            if (!out.empty() && out.back() != ' ') out += ' ';
        } else if (letter.is != Character::format && letter.is != Character::control) {
            out += letter.bytes;
        }
    }
    if (out.ends_with(' ')) out.pop_back();
    return out;
}

std::string in_ascii_lower_case(std::string_view text) {
    std::string plain(text);
    std::ranges::transform(plain, plain.begin(), ascii_lower);
    return plain;
}

std::string digits_of(std::string_view text) {
    std::string digits;
    std::ranges::copy_if(text, std::back_inserter(digits), [](char c) { return c >= '0' && c <= '9'; });
    return digits;
}

}  // namespace

bool is_ascii(std::string_view text) {
    unsigned bits = 0;  // of all, which is quicker than to stop at the first
    for (const char c : text) bits |= static_cast<unsigned char>(c);
    return bits < 0x80;
}

std::size_t plain_in_front(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::find_if_not(text, is_plain) - text.begin());
}

bool is_text(std::string_view bytes) {
    if (is_ascii(bytes)) return !bytes.contains('\0');
    const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(bytes.data());
    auto left = static_cast<utf8proc_ssize_t>(bytes.size());
    while (left > 0) {
        utf8proc_int32_t point = 0;
        const utf8proc_ssize_t used = utf8proc_iterate(at, left, &point);
        if (used <= 0 || point == 0) return false;
        at += used;
        left -= used;
    }
    return true;
}

std::string identity_of(std::string_view text) {
    return squeezed(is_ascii(text) ? in_ascii_lower_case(text)
                                   : mapped(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD, nullptr));
}

std::string lowered(std::string_view text) {
    return is_ascii(text) ? in_ascii_lower_case(text) : mapped(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE, in_lower_case);
}

std::string folded(std::string_view text) {
    if (is_ascii(text)) return in_ascii_lower_case(text);
    return mapped(text,
                  UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE |
                      UTF8PROC_STRIPCC,
                  without_stroke);
}

std::string sorted_form(std::string_view text) {
    std::string plain = folded(text);
    if (is_ascii(plain)) {
        std::erase_if(plain, [](char c) { return c == '\'' || c == '`' || c == '-'; });
        return plain;
    }
    std::string kept;
    for (std::string_view rest = plain; !rest.empty();) {
        const Letter letter = first_letter(rest);
        if (!weighs_nothing(letter.bytes)) kept += letter.bytes;
        rest.remove_prefix(letter.bytes.size());
    }
    return kept;
}

std::vector<std::string> words_of(std::string_view text) {
    std::string plain = folded(text);
    if (!is_ascii(plain)) plain = without_signs(std::move(plain));
    std::vector<std::string> words;
    for (auto at = plain.begin(); at != plain.end();) {
        const auto begin = std::find_if(at, plain.end(), in_word);
        at = std::find_if_not(begin, plain.end(), in_word);
        if (begin != at) words.emplace_back(cut({begin, at}, longest_word));
    }
    return words;
}

Letter first_letter(std::string_view text) {
    if (is_plain(text.front())) return {text.substr(0, 1), Character::visible};
    utf8proc_int32_t point = 0;
    const auto used = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                       static_cast<utf8proc_ssize_t>(text.size()), &point);
    return {text.substr(0, static_cast<std::size_t>(std::max<utf8proc_ssize_t>(1, used))), character(point)};
}

Letter last_letter(std::string_view text) {
    if (is_plain(text.back())) return {text.substr(text.size() - 1), Character::visible};
    std::size_t begin = text.size() - 1;
    while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) --begin;
    const Letter letter = first_letter(text.substr(begin));
    if (begin + letter.bytes.size() == text.size()) return letter;
    return {text.substr(text.size() - 1), Character::visible};
}

bool is_currency_sign(const Letter& letter) {
    utf8proc_int32_t point = 0;
    utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(letter.bytes.data()),
                     static_cast<utf8proc_ssize_t>(letter.bytes.size()), &point);
    return utf8proc_category(point) == UTF8PROC_CATEGORY_SC;
}

std::string phone_digits(std::string_view phone) {
    return digits_of(phone.substr(0, std::min(phone.find_first_of("xXeE"), phone.size())));
}

std::vector<std::string> phone_words(std::string_view phone) {
    std::vector<std::string> words;
    const auto add = [&](const std::string& digits) {
        if (digits.size() < 2 || digits.size() > longest_word - 1) return;
        words.push_back(digits);
        words.push_back(from_the_end + std::string(digits.rbegin(), digits.rend()));
    };
    const std::string number = phone_digits(phone);
    const std::string all = digits_of(phone);
    add(number);
    if (all != number) add(all);
    return words;
}

}  // namespace storage
