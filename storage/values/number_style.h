// Numbers as people write them: "1.234,50", "1,234.50", "1'234.50", "1 234,50", "(50.00)", "€ 1.200,50", "1200 EUR".
//
// Records, programs and exports know one form, "-1234.5" (number.h). What people type becomes that form here, or is asked about:
// three digits behind a single sign may be thousands or a fraction, and are never guessed.
#pragma once

#include <string>
#include <string_view>

#include "storage/value.h"
#include "storage/values/currency.h"

namespace storage {

/// How numbers are written in a language.
struct Number_style {
    char decimal = 0;        ///< before the fraction: '.' or ','; 0 when it is not known
    std::string group = {};  ///< between thousands, where they are only read
};

/// "1.234,50" → "1234.50". `decimal` decides where the text does not say it; with the sign of the language, or 0, "1.200" is
/// asked about: "could be 1200 or 1.20: type one of them", with so many `places` in the second one.
Parsed<std::string> plain_number(std::string_view typed, char decimal, std::size_t places);

/// The same for an amount of money, which may have the sign or code of its currency at one of its ends; that of another is refused.
/// Three digits behind a single sign are thousands where the currency has no fraction. Where it has three digits, every amount of
/// it is written so: then the sign of the language is the one before them, and only where that is not known they are asked about.
Parsed<std::string> plain_amount(std::string_view typed, char decimal, const Currency& currency);

/// The same for a percentage, which may have its sign behind it: "12,5 %".
Parsed<std::string> plain_percent(std::string_view typed, char decimal, std::size_t places);

/// The sign before a fraction as a text shows it beyond doubt ("1.234,50" and "99,5": ','); 0 when it does not.
char decimal_sign_in(std::string_view typed);

/// "1234.50" → "1.234,50"
std::string grouped_number(std::string_view plain, const Number_style& style);

/// "1234.5" → "1234,5", to be typed again: plain_number takes it back with the same sign. "1.234" → "1,2340".
std::string typed_number(std::string_view plain, char decimal);
/// The same for plain_amount.
std::string typed_amount(std::string_view plain, char decimal, const Currency& currency);

/// How a language puts an amount and its currency: "# ¤", "¤#".
struct Money_style {
    bool sign_first = true;
    bool with_gap = false;  ///< a space that does not break; a code of letters always has one
};
/// "1234.50" → "€1,234.50"
std::string amount_text(std::string_view plain, const Number_style& numbers, const Money_style& style,
                        const Currency& currency);

}  // namespace storage
