// What other programs call our fields. The best guess stands first: where a file has several of them, that one wins.
#pragma once

#include <span>
#include <string_view>

namespace exchange {

struct Synonyms {
    std::string_view field;  ///< a column's name, or its last part: "city" for "billing_address.city"
    std::string_view names;  ///< folded, without punctuation, ", " between them
};

/// Of the records of a kind (its plural).
std::span<const Synonyms> synonyms_of(std::string_view plural);

}  // namespace exchange
