// Bytes of a text file from anywhere → UTF-8: which encoding it is, and cell by cell what it says.
//
// A file is UTF-8 when most of what is not ASCII in it is; its few other bytes are read as Windows-1252, so that one stray byte
// spoils one cell and not the file. Older encodings are told apart by the letters that their languages have.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace exchange {

enum class Encoding : std::uint8_t {
    utf_8,
    utf_16_le,
    utf_16_be,
    windows_1252,
    windows_1250,
    windows_1251,
    mac_roman,
    shift_jis,
};

struct Encoding_name {
    Encoding encoding;
    std::string_view key;    ///< where it is kept and posted
    std::string_view label;  ///< for people
};
/// All that there are.
std::span<const Encoding_name> encodings();
const Encoding_name& name_of(Encoding encoding);
std::optional<Encoding> encoding_called(std::string_view key);

Encoding guess_encoding(std::string_view bytes);

/// One cell; of UTF-16 a whole text. Always UTF-8 without NUL.
std::string decoded(std::string_view bytes, Encoding encoding);
/// How many bytes decoded() makes of UTF-16.
std::size_t size_from_utf16(std::string_view bytes, Encoding encoding);

/// Throws Error{invalid} for what is no table of text, and says what it is instead: a spreadsheet, a web page, a PDF …
void refuse_what_is_no_text(std::string_view bytes);

/// "MÃ¼ller", which was decoded wrongly before it came here → "Müller"; other texts as they are.
std::string mended(std::string text);
/// Whether a text in UTF-8 has something that mended() would mend.
bool needs_mending(std::string_view text);

inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
void append_utf8(std::string& out, char32_t point);

}  // namespace exchange
