// Translations as gettext keeps them: a .po file's texts in, English → translated out.
//
// Understood: msgid, msgstr, several quoted lines each, the escapes \n \t \" \\, comments. Obsolete entries ("#~"), fuzzy
// ones and empty translations are left out; plural forms and contexts are not used here.
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

/// The key "" holds the header, one "Name: value" a line.
using Words = std::unordered_map<std::string, std::string, Text_hash, std::equal_to<>>;

/// Throws std::runtime_error naming the line that cannot be read.
Words words_of_po(std::string_view file);

/// A line of the header; "" when it is not there.
std::string_view header_of(const Words& words, std::string_view name);

}  // namespace pages
