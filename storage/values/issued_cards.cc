#include "storage/values/issued_cards.h"

#include <algorithm>
#include <array>

namespace storage {

namespace {

constexpr std::size_t most_digits = 19;

/// Numbers that begin from the one to the other, both of as many digits, and may be so long.
struct Issued {
    int first, last;
    std::size_t fewest, most;
};

constexpr std::array<Issued, 15> issued{{
    {4, 4, 16, 16},  // Visa
    {4, 4, 19, 19},
    {51, 55, 16, 16},  // Mastercard
    {2221, 2720, 16, 16},
    {34, 34, 15, 15},  // American Express
    {37, 37, 15, 15},
    {300, 305, 14, 19},  // Diners Club
    {36, 36, 14, 19},
    {38, 39, 14, 19},
    {3528, 3589, 16, 19},  // JCB
    {6011, 6011, 16, 19},  // Discover
    {644, 659, 16, 19},
    {62, 62, 16, 19},  // UnionPay
    {8110, 8171, 16, 19},
    {2200, 2204, 16, 19},  // Mir
}};

/// Many numbers of other things begin like these: only as it is printed on the card.
constexpr std::array maestro{5018, 5020, 5038, 5893, 6304, 6759, 6761, 6762, 6763};

int first_digits(std::string_view digits, std::size_t count) {
    int number = 0;
    for (const char digit : digits.substr(0, count)) number = number * 10 + (digit - '0');
    return number;
}

std::size_t count_of_digits(int number) { return number < 10 ? 1 : 1 + count_of_digits(number / 10); }

bool is_issued(std::string_view digits) {
    return std::ranges::any_of(issued, [&](const Issued& range) {
        const int begin = first_digits(digits, count_of_digits(range.first));
        return begin >= range.first && begin <= range.last && digits.size() >= range.fewest &&
               digits.size() <= range.most;
    });
}

bool is_maestro(std::string_view digits) {
    return digits.size() >= 16 && digits.size() <= most_digits &&
           std::ranges::contains(maestro, first_digits(digits, 4));
}

/// ISO/IEC 7812-1, annex B.
bool passes_luhn(std::string_view digits) {
    int sum = 0;
    bool twice = false;
    for (std::size_t i = digits.size(); i-- > 0; twice = !twice) {
        const int digit = (digits[i] - '0') * (twice ? 2 : 1);
        sum += digit > 9 ? digit - 9 : digit;
    }
    return sum % 10 == 0;
}

}  // namespace

bool is_card_number(std::string_view digits) { return is_issued(digits) && passes_luhn(digits); }

bool is_printed_card_number(std::string_view digits) {
    return (is_issued(digits) || is_maestro(digits)) && passes_luhn(digits);
}

}  // namespace storage
