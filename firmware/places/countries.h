// Countries and their regions (ISO 3166-1 and 3166-2), with their names in the languages of the program, out of Debian's iso-codes.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace places {

struct Country {
    std::string_view code;  ///< alpha-2: "DE"
    std::string_view english, german;
};

/// By code.
std::span<const Country> countries();
/// By its code in capital or small letters, or by its name in any language; null when there is none.
const Country* find_country(std::string_view code_or_name);

/// In the language with that code, else in English.
std::string_view name_of(const Country& country, std::string_view language);

/// Countries with a word that begins so, by name in that language.
std::vector<const Country*> countries_beginning(std::string_view typed, std::string_view language, std::size_t limit);

struct Region {
    std::string_view code;  ///< "DE-SN"
    std::string_view name, german;
};
std::span<const Region> regions_of(const Country& country);
std::string_view name_of(const Region& region, std::string_view language);

/// Regions of a country with a word that begins so, or with that code ("SN").
std::vector<const Region*> regions_beginning(const Country& country, std::string_view typed, std::string_view language,
                                             std::size_t limit);

}  // namespace places
