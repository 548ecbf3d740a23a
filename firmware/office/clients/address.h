// A postal address, as a part of a record.
#pragma once

#include "office/records/declare.h"
#include "storage/values/position.h"
#include <compare>

namespace office {

struct Address {
    std::string street, city, region, postcode, country;
    storage::Position position;
    auto operator<=>(const Address&) const = default;

    static constexpr auto fields = std::tuple{
        Field{1,
              "street",
              &Address::street,
              {.label = "Street", .search = true, .personal = true, .autocomplete = "street-address"}},
        Field{2,
              "city",
              &Address::city,
              {.label = "City", .search = true, .personal = true, .autocomplete = "address-level2"}},
        Field{3,
              "region",
              &Address::region,
              {.label = "State or region", .search = true, .personal = true, .autocomplete = "address-level1"}},
        Field{4,
              "postcode",
              &Address::postcode,
              {.label = "Postcode", .search = true, .personal = true, .autocomplete = "postal-code", .longest = 20}},
        Field{5, "country", &Address::country, {.label = "Country", .search = true, .autocomplete = "country-name"}},
        Field{6, "position", &Address::position, {.label = "Position", .personal = true}},
    };
};

}  // namespace office
