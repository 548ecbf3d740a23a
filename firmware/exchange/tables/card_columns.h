// What a contact card says, column by column.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "exchange/tables/card.h"

namespace exchange {

enum class Card_column : std::uint8_t {
    own_id,
    type,
    first_name,
    last_name,
    full_name,
    company,
    email,
    phone,
    other_phone,
    street,
    city,
    region,
    postcode,
    country,
    website,
    position,
    tags,
    notes,
    more_phones,
    more_emails,
    more_addresses,
    department,
    birthday,
    more_details,
    pictures,
};

inline constexpr std::size_t card_columns = 25;

/// What it is called in the table.
std::string_view title_of(Card_column column);

/// A cell for each of them.
using Card_cells = std::array<std::string, card_columns>;
Card_cells cells_of(const Card& card);

}  // namespace exchange
