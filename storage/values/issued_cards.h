// Which digits are the number of a payment card, as cards are issued today (card_number.h finds them in texts).
#pragma once

#include <string_view>

namespace storage {

/// Written in one piece, or however somebody groups it.
bool is_card_number(std::string_view digits);
/// Written in the groups that are printed on cards: then of Maestro too.
bool is_printed_card_number(std::string_view digits);

}  // namespace storage
