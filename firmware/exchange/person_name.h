// A name that stands in one cell, cut into given and family name.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace exchange {

struct Person_name {
    std::string first, last;
    bool operator==(const Person_name&) const = default;
};

enum class Name_order : std::uint8_t { given_first, family_first };

/// "Family, Given" is cut at its comma, whatever the order. Of others the last word is the family name, with the particles before
/// it ("van der Berg") and suffixes behind it ("Müller jr."); titles stay with the given name. One word alone is a family name, and
/// so is a name of a script that has no space in it ("王小明").
Person_name person_name(std::string_view name, Name_order order);

/// Whether a name is that of an organisation, by what its law makes it carry: "Ltd", "GmbH", "& Co.".
bool is_organisation(std::string_view name);

}  // namespace exchange
