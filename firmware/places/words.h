// Words of addresses, as they are looked for: "Hauptstr. 12" and "Hauptstraße 12", "Muenchen" and "München" have words in common.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace places {

/// Of what an address says: its folded words, the whole one beside each abbreviation ("hauptstrasse" for "Hauptstr.", "lane" beside
/// "ln"), and umlauts in both spellings. Each is found by its beginning.
std::vector<std::string> words_of_address(std::string_view text);

/// Of what somebody types: each is the beginning of a word, and all count.
std::vector<std::string> words_of_query(std::string_view text);

/// "hauptstrasse dresden": has a word that begins so.
bool has_word(std::string_view words, std::string_view beginning);
/// With one space between them.
std::string joined(const std::vector<std::string>& words);

/// Begins with a digit: may be a house's.
bool is_number(std::string_view word);

/// "MAIN ST" → "Main St"; a text with small letters stays.
std::string readable(std::string_view text);

}  // namespace places
