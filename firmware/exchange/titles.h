// What the columns of a file are called, in a form that can be compared.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "exchange/tables/csv.h"

namespace exchange {

/// The words of a title however they are joined, without hints and signs: "E-mail Address *", "emailAddress" and
/// "E-mail address (required)" are "e mail address".
std::string plain_title(std::string_view title);

/// Of a whole header: a word that most titles begin with ("billing_city", "Person - Name") is left out.
std::vector<std::string> plain_titles(const Cells& header);

/// Without words that say which of several it is: "home zip code", "web page 1" → "zip code", "web page".
std::string without_modifiers(std::string_view plain);

/// The names in a list "city, town" as they are compared.
std::vector<std::string> plain_names(std::string_view names);

/// How many cells of a row are titles that programs give to columns.
std::size_t known_titles(const Cells& row);

/// Whether we have written it: by the names of fields, or with the id of each record.
bool is_own_header(const Cells& header);

}  // namespace exchange
