// What a query asks for: its words, each as prefixes of stored words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace storage {

/// What one word of the query may match: any of these prefixes of stored words.
using Term = std::vector<std::string>;

/// Each word as the beginning of a word or the end of a phone number; the first 16 words count.
std::vector<Term> terms_of(std::string_view query);

/// Of a query of one word, which nothing was found for: the word in two, wherever that may be ("obrien" → "o brien", "王小明" → "王 小明").
std::vector<std::string> cut_queries(std::string_view query);

/// Whether a record's words, in lines of one each, have one that begins as a term asks.
bool has_term(std::string_view lines, const Term& term);

}  // namespace storage
