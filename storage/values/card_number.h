// What is never kept, whoever sends it and wherever: the full number of a payment card, and its security code (PCI DSS 4.0, 3.2
// to 3.4). Text is judged where it is parsed (text.cc), once more by the gate that every record passes (gate.h), and in files.
//
// A number of a card (ISO/IEC 7812-1) begins and is as long as those that are issued today, and passes Luhn's sum (its annex B):
// Visa 4 with 16 or 19 digits, Mastercard 51–55 and 2221–2720 with 16, American Express 34 and 37 with 15, Diners Club 300–305, 36,
// 38 and 39 with 14 to 19, JCB 3528–3589, Discover 6011 and 644–659, UnionPay 62 and 8110–8171, Mir 2200–2204 with 16 to 19 (the
// issuers' published ranges); Maestro only as it is printed. People write it in one piece or in groups, with spaces and dashes
// between, or with one other sign ("4111/1111/1111/1111", "4111**1111**1111**1111", each group in a line of its own).
//
// The sum alone would refuse a tenth of all long numbers, so an IBAN (ISO 13616), a telephone number with its plus, an IMEI (15 digits
// that begin otherwise), an EAN (13), and digits that stand in other groups are none. Missed on purpose, since too much else looks so:
// Visa with 13 digits (none is issued any more), Maestro in one piece or with less than 16, groups out of a longer list of numbers,
// groups with words between them, and numbers spelt out.
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
