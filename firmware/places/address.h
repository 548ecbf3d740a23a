// An address as it stands in a book, and as it is suggested.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "storage/values/position.h"

namespace places {

/// One row of an imported file.
struct Known_address {
    std::string street, number, unit, city, region, postcode;
    storage::Position position;
};

struct Suggestion {
    enum Kind : std::uint8_t {
        house,
        street_alone,  ///< its number is still to be typed
        new_house,     ///< the street is known, that number in it is not
    };
    Kind kind = house;
    std::string street;  ///< with its number, if there is one
    std::string city, region, postcode;
    std::string country;         ///< ISO 3166-1 alpha-2; "" when it is not known
    storage::Position position;  ///< of a house, where it is known

    /// What it is worth: more is better, from the first one on.
    std::uint32_t number = 0;  ///< 2: that very number, 1: one that begins so, 0: no number was asked for
    std::uint64_t near = 0;    ///< addresses of the office in that city
    std::uint32_t whole_words = 0;
};

/// What is looked for.
struct Query {
    std::vector<std::string> words;
    /// Folded cities, those that count most first.
    struct City {
        std::string name;
        std::uint64_t addresses = 0;
    };
    std::vector<City> near;
    std::size_t limit = 8;
};

}  // namespace places
