// Text as it is searched and sorted (case and accents gone), and as it is the same (case gone, accents kept). The only door to
// utf8proc.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace storage {

/// Rise when ordered_text() or what Value<T>::order() gives become other bytes or are stored otherwise (empties.h), or the words of
/// a text become others: a store that was written before makes its indexes, or its words, anew (manifest.h).
inline constexpr unsigned order_version = 4;
inline constexpr unsigned words_version = 2;

bool is_ascii(std::string_view text);

/// How many visible ASCII characters a text begins with: most texts have no others, and these need no look into Unicode's tables.
std::size_t plain_in_front(std::string_view text);

/// Well-formed UTF-8 (RFC 3629) without NUL.
bool is_text(std::string_view bytes);

/// What two texts have in common when they are the same: NFC, Unicode case fold, white space at the ends gone and one space
/// elsewhere. "BÄR  GmbH" is "bär gmbh", and is not "Bar GmbH". For identity: unique values, names, choices.
std::string identity_of(std::string_view text);

/// The same without case folding, which takes "ß" for "ss": each letter in lower case (RFC 8265, UsernameCaseMapped).
std::string lowered(std::string_view text);

/// For searching, sorting and "looks like", never for identity: case-folded, accents and compatibility forms removed ("Çelik ﬁn" → "celik fin"). Not UTF-8: bytes as they are.
std::string folded(std::string_view text);

/// As lists are sorted and likeness is judged: folded, and apostrophes and dashes weigh nothing ("O’Brien-Oak" → "obrienoak").
std::string sorted_form(std::string_view text);

/// The folded words of a text in the order in which they stand: runs of letters and digits, each at most 64 bytes.
std::vector<std::string> words_of(std::string_view text);

/// How a character counts when somebody types a text: by its Unicode category, not by a list.
enum class Character : std::uint8_t {
    visible,
    space,     ///< the tab and the no-break space too
    line_end,  ///< LF, VT, FF, CR, NEL, U+2028, U+2029
    control,
    joiner,  ///< U+200C, U+200D: part of words in some scripts, and of emoji
    format,  ///< shows nothing: zero width space, byte order mark, soft hyphen, direction marks
    filler,  ///< shows nothing by itself: Hangul fillers, variation selectors, the empty Braille pattern
};

struct Letter {
    std::string_view bytes;
    Character is;
};

/// Of a text that is not empty. Bytes that are no UTF-8 are visible ones.
Letter first_letter(std::string_view text);
Letter last_letter(std::string_view text);
/// "€", "$"
bool is_currency_sign(const Letter& letter);

/// 0–9 of a phone number in any format, without an extension ("x12", "ext. 12").
std::string phone_digits(std::string_view phone);

/// What a phone number is found by: its digits from the front, and reversed behind `from_the_end`, with and without extension.
std::vector<std::string> phone_words(std::string_view phone);

/// First byte of a reversed phone number, so that "ends with 5229" is a range of keys.
inline constexpr char from_the_end = '\x01';

}  // namespace storage
