#include "exchange/words_for.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <format>
#include <span>

#include "storage/value.h"
#include "storage/values/date.h"
#include "storage/words.h"

namespace exchange {

namespace {

constexpr std::array<std::string_view, 5> surely_nothing{"\\n", "(null)", "<null>", "#n/a", "[null]"};
constexpr std::array<std::string_view, 9> usually_nothing{"null", "n/a", "-", "--", "---", "–", "—", "k.a.", "k. a."};
constexpr std::array<std::string_view, 12> maybe_nothing{"none",    "nil",   "na",     "nan",  "undefined", "?",
                                                         "unknown", "keine", "keiner", "leer", "aucun",     "empty"};

constexpr std::array<std::string_view, 40> words_for_yes{
    "yes", "y",      "true", "1",    "on",    "ja",        "j",      "wahr",       "x",    "oui",
    "o",   "vrai",   "si",   "sí",   "s",     "verdadero", "vero",   "sim",        "waar", "tak",
    "t",   "prawda", "sant", "sand", "kylla", "ano",       "igen",   "evet",       "da",   "✓",
    "✔",   "☑",      "✅",   "はい", "是",    "checked",   "opt-in", "subscribed", "yes.", "да"};
constexpr std::array<std::string_view, 30> words_for_no{
    "no",  "n",     "false", "0",      "off", "nein", "falsch", "non",    "faux",   "falso",
    "nao", "não",   "nee",   "onwaar", "nie", "nej",  "nei",    "falskt", "ei",     "ne",
    "nem", "hayır", "hayir", "нет",    "✗",   "✘",    "☐",      "❌",     "いいえ", "unsubscribed"};

std::string compared(std::string_view cell) { return storage::lowered(storage::trimmed(cell)); }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t digits_in(std::string_view text) { return static_cast<std::size_t>(std::ranges::count_if(text, is_digit)); }

/// Where the next of several separators stands, and which one.
std::pair<std::size_t, std::size_t> next_cut(std::string_view text, std::span<const std::string_view> separators) {
    std::size_t at = text.size();
    std::size_t length = 0;
    for (const std::string_view separator : separators)
        if (const auto found = text.find(separator); found < at || (found == at && separator.size() > length)) {
            at = std::min(found, text.size());
            length = at == text.size() ? 0 : separator.size();
        }
    return {at, length};
}

std::vector<std::string> cut(std::string_view text, std::span<const std::string_view> separators) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const auto [at, length] = next_cut(text, separators);
        std::string_view part = storage::trimmed(text.substr(0, at));
        if (part.size() >= 2 && part.front() == '"' && part.back() == '"') part = part.substr(1, part.size() - 2);
        if (!part.empty()) parts.emplace_back(part);
        text.remove_prefix(at + length);
        if (length == 0) break;
    }
    return parts;
}

/// Several only when each of them has what makes it one.
std::vector<std::string> several(std::string_view cell, std::span<const std::string_view> separators, auto&& is_one) {
    auto parts = cut(cell, separators);
    if (parts.size() > 1 && std::ranges::all_of(parts, is_one)) return parts;
    return {std::string(cell)};
}

}  // namespace

bool stands_for_nothing(std::string_view cell, Emptiness at_most) {
    const std::string word = compared(cell);
    if (std::ranges::contains(surely_nothing, word)) return true;
    if (at_most != Emptiness::sure && std::ranges::contains(usually_nothing, word)) return true;
    return at_most == Emptiness::any && std::ranges::contains(maybe_nothing, word);
}

bool is_spreadsheet_error(std::string_view cell) {
    constexpr std::array<std::string_view, 9> errors{"#NAME?", "#ERROR!", "#REF!",   "#VALUE!", "#DIV/0!",
                                                     "#NUM!",  "#NULL!",  "#SPILL!", "#WERT!"};
    const std::string_view word = storage::trimmed(cell);
    const bool too_narrow = word.size() > 2 && word.find_first_not_of('#') == std::string_view::npos;
    return too_narrow || std::ranges::contains(errors, word);
}

bool is_shortened_number(std::string_view cell) {
    const std::string_view word = storage::trimmed(cell);
    const auto e = word.find_first_of("eE");
    if (e == std::string_view::npos || e == 0) return false;
    std::string_view power = word.substr(e + 1);
    if (power.starts_with('+')) power.remove_prefix(1);
    const std::string_view number = word.substr(0, e);
    return !power.empty() && power.size() <= 2 && std::ranges::all_of(power, is_digit) && is_digit(number.front()) &&
           number.find_first_not_of("0123456789.,") == std::string_view::npos;
}

std::string without_text_mark(std::string_view cell, bool is_number) {
    const std::string_view text = storage::trimmed(cell);
    if (text.size() >= 3 && text.starts_with("=\"") && text.ends_with('"'))
        return std::string(text.substr(2, text.size() - 3));
    if (!text.starts_with('\'')) return std::string(cell);
    const std::string_view behind = storage::trimmed(text.substr(1));
    const bool begins_a_number = !behind.empty() && (is_digit(behind.front()) || behind.front() == '+');
    const bool nothing_else = behind.find_first_not_of("0123456789 +-/().,") == std::string_view::npos;
    return begins_a_number && (is_number || nothing_else) ? std::string(behind) : std::string(cell);
}

std::optional<bool> yes_or_no(std::string_view cell) {
    const std::string word = compared(cell);
    if (std::ranges::contains(words_for_yes, word)) return true;
    if (std::ranges::contains(words_for_no, word)) return false;
    return std::nullopt;
}

std::string stars(std::string_view cell) {
    std::size_t full = 0;
    std::size_t others = 0;
    for (std::string_view text = storage::trimmed(cell); !text.empty();) {
        const std::string_view letter = storage::first_letter(text).bytes;
        text.remove_prefix(letter.size());
        if (letter == "★" || letter == "⭐" || letter == "*")
            ++full;
        else if (letter != "☆" && letter != "\uFE0F" && letter != " ")
            ++others;
    }
    if (others == 0 && full > 0) return std::to_string(full);
    std::string_view number = storage::trimmed(cell);
    for (const std::string_view behind : {" stars", " star", "/5", " / 5", " of 5", ".0", ",0", ".00"})
        if (number.ends_with(behind)) number.remove_suffix(behind.size());
    return std::string(number);
}

std::optional<std::string> serial_day(std::string_view cell) {
    const std::string_view number = storage::trimmed(cell.substr(0, cell.find('.')));
    int days = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), days);
    const bool whole = error == std::errc{} && end == number.data() + number.size() && number.size() == 5;
    if (!whole || days < 10'000) return std::nullopt;  // 1927
    constexpr std::chrono::sys_days first = std::chrono::year{1899} / std::chrono::December / 30;
    const auto since = (first + std::chrono::days{days}).time_since_epoch();
    return storage::show_date({static_cast<std::int32_t>(since.count())});
}

std::vector<std::string> parts_of(std::string_view cell, bool commas) {
    constexpr std::array<std::string_view, 6> separators{" ::: ", ";", "|", "\n", "\r", ","};
    return cut(cell, std::span(separators).first(separators.size() - (commas ? 0 : 1)));
}

std::vector<std::string> phones_in(std::string_view cell) {
    constexpr std::array<std::string_view, 12> separators{" ::: ", ";",      "|",    "\n",    "\r",    ",",
                                                          " or ",  " oder ", " ou ", " und ", " and ", " y "};
    constexpr std::array<std::string_view, 1> slash{"/"};  // also stands behind area codes, with a country's too
    auto numbers = several(cell, separators, [](const std::string& part) { return digits_in(part) >= 6; });
    if (numbers.size() == 1)
        numbers = several(cell, slash, [](const std::string& part) { return digits_in(part) >= 9; });
    return numbers;
}

std::vector<std::string> addresses_in(std::string_view cell) {
    constexpr std::array<std::string_view, 9> separators{" ::: ", ";", "|", "\n", "\r", ",", " or ", " / ", " "};
    const auto is_address = [](const std::string& part) { return part.contains('@'); };
    for (const std::size_t less : {std::size_t{1}, std::size_t{0}})
        if (auto addresses = several(cell, std::span(separators).first(separators.size() - less), is_address);
            addresses.size() > 1)
            return addresses;
    return {std::string(cell)};
}

std::string single_line(std::string_view cell) {
    std::string line;
    for (std::size_t begin = 0; begin < cell.size();) {
        const std::size_t end = std::min(cell.find_first_of("\r\n", begin), cell.size());
        const std::string_view part = storage::trimmed(cell.substr(begin, end - begin));
        if (!line.empty() && !part.empty()) line += line.ends_with(',') ? " " : ", ";
        line += part;
        begin = end + 1;
    }
    return line;
}

}  // namespace exchange
