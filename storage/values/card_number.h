// What is never kept, whoever sends it and wherever: the full number of a payment card, and its security code (PCI DSS 4.0, 3.2
// to 3.4). Text is judged where it is parsed (text.cc), once more by the gate that every record passes (gate.h), and in files.
//
// A number of a card (ISO/IEC 7812-1) has 13 to 19 digits, begins as those of cards do and passes Luhn's sum; people write it in
// one piece or in groups, with spaces and dashes. The sum alone would refuse a tenth of all long numbers, so an IBAN (ISO 13616), a
// telephone number with its plus, and digits that stand in other groups are none.
#pragma once

#include <string>
#include <string_view>

namespace storage {

inline constexpr const char* looks_like_card =
    "This looks like a card number. Clientbox never keeps those; the last four digits are enough.";
inline constexpr const char* looks_like_code = "This looks like the security code of a card, which nobody may keep.";

/// What is said of a text that is not kept; "" when it may be.
std::string_view never_kept(std::string_view text);
/// The same of a telephone number, which may have as many digits as a card and begin like one.
std::string_view never_kept_as_phone(std::string_view text);

bool has_card_number(std::string_view text);
/// "CVC: 123", "card security code 1234"; not the code of a gate.
bool has_security_code(std::string_view text);
/// Whether a field of that name holds security codes: "CVV2", "Security code".
bool names_security_code(std::string_view name);

/// Looks through the bytes of a file, as they come, with little memory. UTF-16 is read, too.
class Search_for_cards {
  public:
    void look_at(std::string_view bytes);
    /// All has come. Whether there is a number or a code in it.
    bool found();

  private:
    std::string pending_;  ///< what may go on in the next bytes
    bool found_ = false;
};

}  // namespace storage
