#include "exchange/tables/encoding.h"

#include <algorithm>
#include <array>

#include "exchange/tables/code_pages.h"
#include "storage/error.h"
#include "storage/words.h"

namespace exchange {

namespace {

constexpr std::array names{
    Encoding_name{Encoding::utf_8, "utf-8", "UTF-8"},
    Encoding_name{Encoding::utf_16_le, "utf-16le", "UTF-16"},
    Encoding_name{Encoding::utf_16_be, "utf-16be", "UTF-16 (big endian)"},
    Encoding_name{Encoding::windows_1252, "windows-1252", "Windows-1252 (Western)"},
    Encoding_name{Encoding::windows_1250, "windows-1250", "Windows-1250 (Central European)"},
    Encoding_name{Encoding::windows_1251, "windows-1251", "Windows-1251 (Cyrillic)"},
    Encoding_name{Encoding::mac_roman, "macintosh", "Macintosh (Western)"},
    Encoding_name{Encoding::shift_jis, "shift-jis", "Shift-JIS (Japanese)"},
};

constexpr char32_t replacement = 0xFFFD;

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

/// How many bytes of well-formed UTF-8 beyond ASCII a text begins with; 0 when none.
std::size_t letter_length(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text.front());
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    return lead >= 0xC2 && text.size() >= length && storage::is_text(text.substr(0, length)) ? length : 0;
}

const Code_page& page_of(Encoding encoding) {
    switch (encoding) {
    case Encoding::windows_1250: return windows_1250;
    case Encoding::windows_1251: return windows_1251;
    case Encoding::mac_roman: return mac_roman;
    default: return windows_1252;
    }
}

std::string from_utf8(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size());
    while (!bytes.empty()) {
        std::size_t length = 1;
        if (is_ascii(bytes.front())) {
            if (bytes.front() != '\0') text += bytes.front();
        } else if (length = letter_length(bytes); length != 0) {
            text += bytes.substr(0, length);
        } else {
            append_utf8(text, windows_1252.at(static_cast<unsigned char>(bytes.front()) - 0x80U));
            length = 1;
        }
        bytes.remove_prefix(length);
    }
    return text;
}

std::string from_code_page(std::string_view bytes, const Code_page& page) {
    std::string text;
    for (const char byte : bytes)
        if (!is_ascii(byte))
            append_utf8(text, page.at(static_cast<unsigned char>(byte) - 0x80U));
        else if (byte != '\0')
            text += byte;
    return text;
}

std::string from_shift_jis(std::string_view bytes) {
    constexpr char32_t half_width = 0xFF61;  // 0xA1 … 0xDF
    std::string text;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto byte = static_cast<unsigned char>(bytes[i]);
        const char32_t pair =
            i + 1 < bytes.size() ? shift_jis(byte, static_cast<unsigned char>(bytes[i + 1])) : char32_t{0};
        if (byte != 0 && byte < 0x80)
            text += bytes[i];
        else if (pair != 0)
            append_utf8(text, pair), ++i;
        else if (byte >= 0xA1 && byte <= 0xDF)
            append_utf8(text, half_width + (byte - 0xA1U));
        else if (byte != 0)
            append_utf8(text, replacement);
    }
    return text;
}

/// Every letter of UTF-16. `high`: which byte of a unit is the upper one, 0 or 1.
void each_point(std::string_view bytes, std::size_t high, auto&& visit) {
    const std::size_t units = bytes.size() / 2;
    const auto unit = [&](std::size_t i) -> char32_t {
        return static_cast<char32_t>(static_cast<unsigned char>(bytes[2 * i + high])) << 8U |
               static_cast<unsigned char>(bytes[2 * i + 1 - high]);
    };
    for (std::size_t i = 0; i < units; ++i) {
        char32_t point = unit(i);
        if (point >= 0xD800 && point < 0xDC00 && i + 1 < units && unit(i + 1) >= 0xDC00 && unit(i + 1) < 0xE000)
            point = 0x10000 + ((point - 0xD800) << 10U) + (unit(++i) - 0xDC00);
        else if (point >= 0xD800 && point < 0xE000)
            point = replacement;
        if (point != 0) visit(point);
    }
}

std::size_t high_byte(Encoding encoding) { return encoding == Encoding::utf_16_le ? 1 : 0; }

std::string from_utf16(std::string_view bytes, Encoding encoding) {
    std::string text;
    text.reserve(size_from_utf16(bytes, encoding));
    each_point(bytes, high_byte(encoding), [&](char32_t point) { append_utf8(text, point); });
    return text;
}

std::u32string points_of(std::string_view text) {
    std::u32string points;
    while (!text.empty()) {
        const std::string_view bytes = storage::first_letter(text).bytes;
        text.remove_prefix(bytes.size());
        char32_t point = static_cast<unsigned char>(bytes.front());
        if (bytes.size() > 1) point &= 0x7FU >> bytes.size();
        for (const char byte : bytes.substr(1)) point = point << 6U | (static_cast<unsigned char>(byte) & 0x3FU);
        points += point;
    }
    return points;
}

// Which encoding it is

/// The letters beyond ASCII of languages, small ones.
constexpr std::array<std::u32string_view, 9> western{U"äöüß",         U"àâçéèêëîïôûùüÿœæ", U"áéíñóúü",
                                                     U"ãõáâàéêíóôúç", U"àèéìòù",           U"éëèïíóöüáç",
                                                     U"åäöæøéüõ",     U"ðþæöáéíóúý",       U"éèëêàäöüçôïî"};
constexpr std::array<std::u32string_view, 6> central{U"ąćęłńóśźż", U"áčďéěíňóřšťúůýž", U"áäčďéíĺľňóôŕšťúýž",
                                                     U"áéíóöőúüű", U"ăâîșțşţ",         U"čćđšž"};
constexpr std::array<std::u32string_view, 3> cyrillic{
    U"абвгдеёжзийклмнопрстуфхцчшщъыьэюя", U"абвгґдеєжзиіїйклмнопрстуфхцчшщьюя", U"абвгдђежзијклљмнњопрстћуфхцчџш"};

bool is_small(char32_t c) { return c >= 'a' && c <= 'z'; }
bool is_latin(char32_t c) { return is_small(c) || (c >= 'A' && c <= 'Z'); }

char32_t lowered(char32_t point) {
    std::string letter;
    append_utf8(letter, point);
    return points_of(storage::lowered(letter)).front();
}

/// Dashes, quotation marks, currencies, no-break spaces: of every language.
bool is_neutral(char32_t c) {
    return (c >= 0x2010 && c <= 0x2044) || c == 0x20AC || c == 0x2122 || c == 0xA0 || c == 0xA7 || c == 0xA9 ||
           c == 0xAB || c == 0xAE || c == 0xB0 || c == 0xB7 || c == 0xBB || c == 0x201E || c == 0x2116;
}

/// How well the letters of a text fit one language: 2 for each of its own, less than nothing for others, and for
/// letters where no word has them: a capital behind a small letter, a sign or another script inside a word.
int fit(const std::u32string& text, std::u32string_view letters) {
    int score = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] < 0x80 || is_neutral(text[i])) continue;
        const char32_t small = lowered(text[i]);
        const bool own = letters.contains(small);
        const bool capital_inside = small != text[i] && i > 0 && is_small(text[i - 1]);
        const bool other_script =
            small >= 0x370 && ((i > 0 && is_latin(text[i - 1])) || (i + 1 < text.size() && is_latin(text[i + 1])));
        score += own && !capital_inside && !other_script ? 2 : -3;
    }
    return score;
}

int best_fit(const std::u32string& text, std::span<const std::u32string_view> languages) {
    int best = INT32_MIN;
    for (const auto letters : languages) best = std::max(best, fit(text, letters));
    return best;
}

int japanese_fit(const std::u32string& text) {
    int score = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char32_t c = text[i];
        if (c < 0x80) continue;
        const bool written = (c >= 0x3000 && c < 0xA000) || (c >= 0xFF00 && c < 0xFF61);
        const bool in_word = i > 0 && i + 1 < text.size() && is_small(text[i - 1]) && is_small(text[i + 1]);
        score += written && !in_word ? 2 : -3;
    }
    return score;
}

/// Lines with something beyond ASCII, as many as tell.
std::string telling_lines(std::string_view bytes) {
    constexpr std::size_t enough = 32UL * 1024;
    constexpr std::size_t longest = 500;
    std::string lines;
    while (!bytes.empty() && lines.size() < enough) {
        const auto at = std::ranges::find_if_not(bytes, is_ascii);
        if (at == bytes.end()) break;
        const auto place = static_cast<std::size_t>(at - bytes.begin());
        const auto begin = place == 0 ? std::string_view::npos : bytes.find_last_of("\r\n", place);
        const std::size_t from =
            std::max(begin == std::string_view::npos ? 0 : begin + 1, place < longest ? 0 : place - longest);
        const std::size_t end = std::min({bytes.find_first_of("\r\n", place), bytes.size(), place + longest});
        lines += bytes.substr(from, end - from);
        lines += '\n';
        bytes.remove_prefix(end);
    }
    return lines;
}

/// Most of what is not ASCII is well-formed.
bool is_mostly_utf8(std::string_view bytes) {
    std::size_t letters = 0;
    std::size_t others = 0;
    while (!bytes.empty()) {
        const auto at = std::ranges::find_if_not(bytes, is_ascii);
        bytes.remove_prefix(static_cast<std::size_t>(at - bytes.begin()));
        if (bytes.empty()) break;
        const std::size_t length = letter_length(bytes);
        ++(length == 0 ? others : letters);
        bytes.remove_prefix(std::max<std::size_t>(1, length));
    }
    return letters >= others;
}

/// UTF-16 without a byte order mark: every other byte of Western text is NUL.
std::optional<Encoding> utf16_in(std::string_view bytes) {
    if (bytes.starts_with("\xFF\xFE")) return Encoding::utf_16_le;
    if (bytes.starts_with("\xFE\xFF")) return Encoding::utf_16_be;
    std::array<std::size_t, 2> nothing{};
    const std::string_view begin = bytes.substr(0, 1024);
    for (std::size_t i = 0; i < begin.size(); ++i) nothing.at(i % 2) += begin[i] == '\0' ? 1 : 0;
    const std::size_t many = begin.size() / 4;
    if (many < 4 || (nothing[0] < many) == (nothing[1] < many)) return std::nullopt;
    return nothing[1] >= many ? Encoding::utf_16_le : Encoding::utf_16_be;
}

[[noreturn]] void refuse(const char* message) { throw storage::Error(storage::Fault::invalid, message); }

}  // namespace

std::span<const Encoding_name> encodings() { return names; }

const Encoding_name& name_of(Encoding encoding) { return names.at(static_cast<std::size_t>(encoding)); }

std::optional<Encoding> encoding_called(std::string_view key) {
    const auto* const found = std::ranges::find(names, key, &Encoding_name::key);
    return found == names.end() ? std::nullopt : std::optional(found->encoding);
}

Encoding guess_encoding(std::string_view bytes) {
    if (const auto utf16 = utf16_in(bytes)) return *utf16;
    if (bytes.starts_with(byte_order_mark) || is_mostly_utf8(bytes)) return Encoding::utf_8;
    const std::string lines = telling_lines(bytes);
    const auto as = [&](Encoding encoding) { return points_of(decoded(lines, encoding)); };
    const std::array scores{
        std::pair(best_fit(as(Encoding::windows_1252), western), Encoding::windows_1252),
        std::pair(best_fit(as(Encoding::windows_1250), central), Encoding::windows_1250),
        std::pair(best_fit(as(Encoding::windows_1251), cyrillic), Encoding::windows_1251),
        std::pair(best_fit(as(Encoding::mac_roman), western), Encoding::mac_roman),
        std::pair(japanese_fit(as(Encoding::shift_jis)), Encoding::shift_jis),
    };
    const auto* const best = std::ranges::max_element(scores, {}, &std::pair<int, Encoding>::first);
    return best->first > 0 ? best->second : Encoding::windows_1252;
}

std::size_t size_from_utf16(std::string_view bytes, Encoding encoding) {
    std::size_t size = 0;
    each_point(bytes, high_byte(encoding), [&](char32_t point) {
        size += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    });
    return size;
}

std::string decoded(std::string_view bytes, Encoding encoding) {
    switch (encoding) {
    case Encoding::utf_8: return from_utf8(bytes);
    case Encoding::utf_16_le:
    case Encoding::utf_16_be: return from_utf16(bytes, encoding);
    case Encoding::shift_jis: return from_shift_jis(bytes);
    default: return from_code_page(bytes, page_of(encoding));
    }
}

void refuse_what_is_no_text(std::string_view bytes) {
    std::string_view begin = bytes.substr(0, 4096);
    if (begin.starts_with("PK\x03\x04"))
        refuse("This is a spreadsheet or a zipped file. Save it as CSV first, and choose the CSV file.");
    if (begin.starts_with("\xD0\xCF\x11\xE0"))
        refuse("This is an old Excel file. Save it as CSV first, and choose the CSV file.");
    if (begin.starts_with("%PDF")) refuse("This is a PDF. Choose a CSV file.");
    if (begin.starts_with(byte_order_mark)) begin.remove_prefix(byte_order_mark.size());
    begin.remove_prefix(std::min(begin.find_first_not_of(" \t\r\n"), begin.size()));
    const std::string small = storage::folded(begin.substr(0, 16));
    for (const std::string_view tag : {"<html", "<!doctype", "<table", "<?xml", "<meta"})
        if (small.starts_with(tag))
            refuse("This is a web page, even when it is called .xls. Open it in a spreadsheet and save it as CSV.");
    const std::size_t second = begin.find_first_not_of(" \t\r\n", 1);
    if (begin.size() > 1 && second != std::string_view::npos &&
        ((begin[0] == '{' && begin[second] == '"') || (begin[0] == '[' && begin[second] == '{')))
        refuse("This is a JSON file. Save it as CSV first, and choose the CSV file.");
    constexpr std::size_t one_in = 1'000;
    if (!utf16_in(bytes) && static_cast<std::size_t>(std::ranges::count(bytes, '\0')) * one_in > bytes.size())
        refuse("This is not a CSV file: it contains bytes that no text has.");
}

std::string mended(std::string text) {
    if (!needs_mending(text)) return text;
    std::string bytes;
    for (const char32_t point : points_of(text)) {
        const auto* const at = std::ranges::find(windows_1252, point);
        bytes += static_cast<char>(point < 0x80 ? point : 0x80 + (at - windows_1252.begin()));
    }
    return bytes;
}

bool needs_mending(std::string_view text) {
    if (std::ranges::all_of(text, is_ascii)) return false;
    std::string bytes;
    for (const char32_t point : points_of(text)) {
        const auto* const at = std::ranges::find(windows_1252, point);
        if (point >= 0x80 && at == windows_1252.end()) return false;
        bytes += static_cast<char>(point < 0x80 ? point : 0x80 + (at - windows_1252.begin()));
    }
    return storage::is_text(bytes);
}

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

}  // namespace exchange
