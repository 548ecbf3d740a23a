// Translations as gettext keeps them: a .po file's texts in, English → translated out.
//
// Understood: msgid, msgstr, msgid_plural, msgstr[0] and so on, several quoted lines each, the escapes \n \t \" \\, comments.
// Obsolete entries ("#~"), fuzzy ones and empty translations are left out; contexts are not used here.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace pages {

struct Text_hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

/// The key "" holds the header, one "Name: value" a line. Of a sentence by number there are all forms, by plural_key, and
/// both sentences alone, unless they have an entry of their own: in the first form and in the second.
using Words = std::unordered_map<std::string, std::string, Text_hash, std::equal_to<>>;

/// Throws std::runtime_error naming the line that cannot be read.
Words words_of_po(std::string_view file);

/// Where a form of a sentence is, by its msgid_plural.
std::string plural_key(std::string_view several, std::size_t form);

/// A line of the header; "" when it is not there.
std::string_view header_of(const Words& words, std::string_view name);

}  // namespace pages
