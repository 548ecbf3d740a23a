#include "storage/values/number_style.h"

#include <algorithm>
#include <format>

#include "storage/words.h"

namespace storage {

namespace {

constexpr std::string_view decimal_signs = ".,";

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
char other(char decimal) { return decimal == '.' ? ',' : '.'; }

/// Takes "-", "−" or the brackets of bookkeepers off; whether the number is below zero.
bool take_minus(std::string_view& text) {
    for (const std::string_view minus : {"-", "\u2212"})
        if (text.starts_with(minus)) {
            text = trimmed(text.substr(minus.size()));
            return true;
        }
    if (!text.starts_with('(') || !text.ends_with(')')) return false;
    text = trimmed(text.substr(1, text.size() - 2));
    return true;
}

std::string_view without_currency(std::string_view text) {
    if (text.empty()) return text;
    if (const Letter first = first_letter(text); is_currency_sign(first))
        return trimmed(text.substr(first.bytes.size()));
    if (const Letter last = last_letter(text); is_currency_sign(last))
        return trimmed(text.substr(0, text.size() - last.bytes.size()));
    if (text.size() < 4) return text;
    if (currency_named(text.substr(0, 3)) && !is_letter(text[3])) return trimmed(text.substr(3));
    const std::size_t rest = text.size() - 3;
    return currency_named(text.substr(rest)) && !is_letter(text[rest - 1]) ? trimmed(text.substr(0, rest)) : text;
}

/// Whether what stands beside a number is nothing, or the currency's own sign or code.
bool is_in(std::string_view text, std::string_view number, const Currency& currency) {
    if (number.size() == text.size()) return true;
    const auto before = static_cast<std::size_t>(number.data() - text.data());
    const std::string_view beside = trimmed(before > 0 ? text.substr(0, before) : text.substr(number.size()));
    const auto named = currency_named(beside);
    return named ? named->code == currency.code : beside == currency.sign();
}

std::string_view without_percent(std::string_view text) {
    return text.ends_with('%') ? trimmed(text.substr(0, text.size() - 1)) : text;
}

/// What only stands between thousands is one sign: every kind of space, every apostrophe.
std::string with_plain_gaps(std::string_view text) {
    std::string plain;
    for (text = trimmed(text); !text.empty();) {
        const Letter letter = first_letter(text);
        text.remove_prefix(letter.bytes.size());
        if (letter.is == Character::space)
            plain += ' ';
        else if (letter.bytes == "\u2019")
            plain += '\'';
        else
            plain += letter.bytes;
    }
    return plain;
}

/// "1.234.567", "12,34,567": the same sign between groups, and three digits in the last.
bool is_grouped(std::string_view whole) {
    const auto first = static_cast<std::size_t>(std::ranges::find_if_not(whole, is_digit) - whole.begin());
    if (first == whole.size()) return true;
    const char sign = whole[first];
    if (first == 0 || first > 3 || !std::string_view(".,' ").contains(sign)) return false;
    for (whole.remove_prefix(first); !whole.empty();) {
        if (whole.front() != sign) return false;
        whole.remove_prefix(1);
        const std::string_view group = whole.substr(0, whole.find(sign));
        const bool last = group.size() == whole.size();
        if (!std::ranges::all_of(group, is_digit) || (group.size() != 3 && (last || group.size() != 2))) return false;
        whole.remove_prefix(group.size());
    }
    return true;
}

/// Of a text with one "." or ",": three digits behind up to three that begin a number.
bool may_be_thousands(std::string_view text, std::size_t at) {
    return at > 0 && at <= 3 && text.size() - at == 4 && !text.starts_with('0') &&
           std::ranges::all_of(text.substr(0, at), is_digit);
}

char sure_sign(std::string_view text) {
    const auto dots = std::ranges::count(text, '.');
    const auto commas = std::ranges::count(text, ',');
    const std::size_t last = text.find_last_of(decimal_signs);
    if (last == std::string_view::npos) return 0;
    if (dots > 0 && commas > 0) return text[last];
    if (dots + commas > 1) return is_grouped(text) ? other(text[last]) : '\0';
    return may_be_thousands(text, last) ? '\0' : text[last];
}

/// How a single sign with three digits behind it is understood.
struct Reading {
    char decimal = 0;        ///< the sign before fractions; 0: it is not known
    std::size_t places = 0;  ///< of the fraction that is asked about
    enum : std::uint8_t { either, thousands, fraction } three_digits = either;
};

std::string asked(std::string_view minus, std::string_view text, std::size_t at, std::size_t places) {
    const std::string_view whole = text.substr(0, at);
    const std::string_view behind = text.substr(at + 1);
    std::string fraction(behind);
    fraction.resize(places, '0');
    return std::format("could be {0}{1}{2} or {0}{1}{3}{4}: type one of them", minus, whole, behind, text[at],
                       fraction);
}

/// Of digits and signs, without a minus.
Parsed<std::string> plain_digits(std::string_view minus, const std::string& text, const Reading& reading) {
    char sign = sure_sign(text);
    const std::size_t last = text.find_last_of(decimal_signs);
    if (sign == 0 && last != std::string::npos && may_be_thousands(text, last)) {
        const bool is_decimal = reading.decimal == text[last];
        const bool is_sure = reading.three_digits == Reading::thousands ||
                             (is_decimal ? reading.three_digits == Reading::fraction : reading.decimal != 0);
        if (!is_sure) return std::unexpected(asked(minus, text, last, reading.places));
        sign = reading.three_digits == Reading::thousands ? other(text[last]) : reading.decimal;
    }
    const std::size_t point = sign == 0 ? std::string::npos : text.find(sign);
    const std::string_view whole = std::string_view(text).substr(0, point);
    std::string_view fraction =
        point == std::string::npos ? std::string_view{} : std::string_view(text).substr(point + 1);
    if (!is_grouped(whole) || !std::ranges::all_of(fraction, is_digit) || whole.size() + fraction.size() == 0)
        return std::unexpected("is not a number (like 1234.56)");
    while (fraction.ends_with('0')) fraction.remove_suffix(1);
    std::string plain(minus);
    std::ranges::copy_if(whole, std::back_inserter(plain), is_digit);
    if (whole.empty()) plain += '0';
    return plain + (fraction.empty() ? "" : ".") + std::string(fraction);
}

}  // namespace

Parsed<std::string> plain_number(std::string_view typed, char decimal, std::size_t places) {
    std::string_view text = trimmed(typed);
    if (text.empty()) return std::string{};
    const bool negative = take_minus(text);
    return plain_digits(negative ? "-" : "", with_plain_gaps(text), {.decimal = decimal, .places = places});
}

Parsed<std::string> plain_percent(std::string_view typed, char decimal, std::size_t places) {
    const std::string_view text = trimmed(typed);
    const std::string_view number = without_percent(text);
    if (number.empty() && !text.empty()) return std::unexpected("is not a number (like 1234.56)");
    return plain_number(number, decimal, places);
}

Parsed<std::string> plain_amount(std::string_view typed, char decimal, const Currency& currency) {
    std::string_view text = trimmed(typed);
    if (text.empty()) return std::string{};
    bool negative = take_minus(text);
    const std::string_view number = without_currency(text);
    if (!is_in(text, number, currency)) return std::unexpected("is in another currency than the office's");
    text = number;
    if (!negative) negative = take_minus(text);
    const auto three_digits = currency.digits == 0   ? Reading::thousands
                              : currency.digits == 3 ? Reading::fraction
                                                     : Reading::either;
    return plain_digits(
        negative ? "-" : "", with_plain_gaps(text),
        {.decimal = decimal, .places = static_cast<std::size_t>(currency.digits), .three_digits = three_digits});
}

char decimal_sign_in(std::string_view typed) {
    std::string_view text = without_percent(trimmed(typed));
    take_minus(text);
    text = without_currency(text);
    take_minus(text);
    const std::string plain = with_plain_gaps(text);
    return std::ranges::all_of(plain, [](char c) { return is_digit(c) || std::string_view(".,' ").contains(c); })
               ? sure_sign(plain)
               : '\0';
}

std::string grouped_number(std::string_view plain, const Number_style& style) {
    const bool negative = plain.starts_with('-');
    if (negative) plain.remove_prefix(1);
    const std::size_t point = std::min(plain.find('.'), plain.size());
    std::string text = negative ? "\u2212" : "";
    for (std::size_t i = 0; i < point; ++i) {
        if (i > 0 && (point - i) % 3 == 0) text += style.group;
        text += plain[i];
    }
    if (point == plain.size()) return text;
    return text + style.decimal + std::string(plain.substr(point + 1));
}

std::string typed_number(std::string_view plain, char decimal) {
    std::string text(plain);
    const std::size_t point = text.find('.');
    if (point == std::string::npos) return text;
    text[point] = decimal;
    const std::size_t begin = text.starts_with('-') ? 1 : 0;
    if (may_be_thousands(std::string_view(text).substr(begin), point - begin)) text += '0';
    return text;
}

std::string typed_amount(std::string_view plain, char decimal, const Currency& currency) {
    std::string text = typed_number(plain, decimal);
    const bool has_zero_more = currency.digits == 3 && text.size() > plain.size();
    if (has_zero_more) text.pop_back();
    return text;
}

std::string amount_text(std::string_view plain, const Number_style& numbers, const Money_style& style,
                        const Currency& currency) {
    constexpr std::string_view gap = "\u00A0";
    const std::string_view sign = currency.sign();
    const bool is_code = sign == currency.code;
    const std::string_view between = style.with_gap || is_code ? gap : std::string_view{};
    std::string number = grouped_number(plain, numbers);
    if (!style.sign_first) return number.append(between).append(sign);
    constexpr std::string_view minus = "\u2212";
    std::string text;
    if (number.starts_with(minus)) {
        text = minus;
        number.erase(0, minus.size());
    }
    return text.append(sign).append(between).append(number);
}

}  // namespace storage
