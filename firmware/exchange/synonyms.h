// What other programs call our fields, in the languages in which Outlook, Google and Apple are sold. The best guess stands first:
// where a file has several of them, that one wins.
#pragma once

#include <span>
#include <string_view>

namespace exchange {

struct Synonyms {
    std::string_view
        field;  ///< a column's name, or its last part: "city" for "billing_address.city"; or one of mapping.h's own
    std::string_view names;  ///< as people write them; ", " between them
};

/// Of the records of a kind (its plural).
std::span<const Synonyms> synonyms_of(std::string_view plural);
/// Of all kinds.
std::span<const Synonyms> all_synonyms();

/// Titles that mean a whole name where no other column is a part of it, and one part where another is the rest.
inline constexpr std::string_view ambiguous_names =
    "name, nom, nome, nombre, naam, nazwa, navn, namn, nimi, jméno, név, ad, 名前";

/// What people write for the options of choices: their keys, and words in other languages.
std::span<const Synonyms> choice_words();

}  // namespace exchange
