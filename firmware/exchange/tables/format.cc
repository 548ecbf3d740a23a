#include "exchange/tables/format.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <format>
#include <optional>
#include <ranges>

namespace exchange {

namespace {

constexpr std::string_view choice_mark = "choice.";

std::size_t number_in(std::string_view text) {
    std::size_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

void take(Format& format, std::string_view name, std::string_view value) {
    if (name == "encoding") format.encoding = encoding_called(value).value_or(Encoding::utf_8);
    if (name == "delimiter" && !value.empty()) format.dialect.delimiter = value == "tab" ? '\t' : value.front();
    if (name == "skip_spaces") format.dialect.skip_spaces = value == "yes";
    if (name == "backslash") format.dialect.backslash = value == "yes";
    if (name == "nested") format.dialect.nested = value == "yes";
    if (name == "header") format.header = std::max<std::size_t>(1, number_in(value));
    if (name == "mends") format.mends = value == "yes";
    if (name == "entities") format.entities = value == "yes";
    if (name == "decimal") format.style.decimal = value.empty() ? '\0' : value.front();
    if (name == "dates")
        format.style.dates = value == "day"     ? storage::Date_order::day_first
                             : value == "month" ? storage::Date_order::month_first
                                                : storage::Date_order::unknown;
    if (name.starts_with(choice_mark)) format.choices.emplace(name.substr(choice_mark.size()), value);
}

std::string_view yes_no(bool is) { return is ? "yes" : "no"; }

std::string_view order_name(storage::Date_order order) {
    if (order == storage::Date_order::day_first) return "day";
    return order == storage::Date_order::month_first ? "month" : "";
}

/// Of U+00A0 … U+00FF, then others by their points (HTML 4).
constexpr std::array<std::string_view, 96> latin{
    "nbsp",   "iexcl",  "cent",   "pound",  "curren", "yen",    "brvbar", "sect",   "uml",    "copy",   "ordf",
    "laquo",  "not",    "shy",    "reg",    "macr",   "deg",    "plusmn", "sup2",   "sup3",   "acute",  "micro",
    "para",   "middot", "cedil",  "sup1",   "ordm",   "raquo",  "frac14", "frac12", "frac34", "iquest", "Agrave",
    "Aacute", "Acirc",  "Atilde", "Auml",   "Aring",  "AElig",  "Ccedil", "Egrave", "Eacute", "Ecirc",  "Euml",
    "Igrave", "Iacute", "Icirc",  "Iuml",   "ETH",    "Ntilde", "Ograve", "Oacute", "Ocirc",  "Otilde", "Ouml",
    "times",  "Oslash", "Ugrave", "Uacute", "Ucirc",  "Uuml",   "Yacute", "THORN",  "szlig",  "agrave", "aacute",
    "acirc",  "atilde", "auml",   "aring",  "aelig",  "ccedil", "egrave", "eacute", "ecirc",  "euml",   "igrave",
    "iacute", "icirc",  "iuml",   "eth",    "ntilde", "ograve", "oacute", "ocirc",  "otilde", "ouml",   "divide",
    "oslash", "ugrave", "uacute", "ucirc",  "uuml",   "yacute", "thorn",  "yuml"};

struct Entity {
    std::string_view name;
    char32_t point;
};
constexpr std::array others{Entity{"amp", '&'},       Entity{"lt", '<'},       Entity{"gt", '>'},
                            Entity{"quot", '"'},      Entity{"apos", '\''},    Entity{"euro", 0x20AC},
                            Entity{"ndash", 0x2013},  Entity{"mdash", 0x2014}, Entity{"lsquo", 0x2018},
                            Entity{"rsquo", 0x2019},  Entity{"sbquo", 0x201A}, Entity{"ldquo", 0x201C},
                            Entity{"rdquo", 0x201D},  Entity{"bdquo", 0x201E}, Entity{"bull", 0x2022},
                            Entity{"hellip", 0x2026}, Entity{"trade", 0x2122}, Entity{"Scaron", 0x160},
                            Entity{"scaron", 0x161},  Entity{"OElig", 0x152},  Entity{"oelig", 0x153}};

std::optional<char32_t> numbered_point(std::string_view number) {
    const bool hexadecimal = number.starts_with('x') || number.starts_with('X');
    if (hexadecimal) number.remove_prefix(1);
    std::uint32_t point = 0;
    const auto [end, error] =
        std::from_chars(number.data(), number.data() + number.size(), point, hexadecimal ? 16 : 10);
    const bool whole = error == std::errc{} && end == number.data() + number.size() && !number.empty();
    const bool surrogate = point >= 0xD800 && point < 0xE000;
    if (!whole || point == 0 || point > 0x10FFFF || surrogate) return std::nullopt;
    return static_cast<char32_t>(point);
}

/// Of what stands between & and ;
std::optional<char32_t> point_of(std::string_view name) {
    if (name.starts_with('#')) return numbered_point(name.substr(1));
    if (const auto* const at = std::ranges::find(latin, name); at != latin.end())
        return static_cast<char32_t>(0xA0 + (at - latin.begin()));
    const auto* const at = std::ranges::find(others, name, &Entity::name);
    return at == others.end() ? std::nullopt : std::optional(at->point);
}

struct Found {
    std::size_t begin, length;
    char32_t point;
};

std::optional<Found> next_entity(std::string_view text, std::size_t from) {
    constexpr std::size_t longest = 10;
    for (auto at = text.find('&', from); at != std::string_view::npos; at = text.find('&', at + 1)) {
        const std::string_view behind = text.substr(at + 1, longest);
        const auto end = behind.find(';');
        if (end == std::string_view::npos) continue;
        if (const auto point = point_of(behind.substr(0, end))) return Found{at, end + 2, *point};
    }
    return std::nullopt;
}

}  // namespace

std::string lines_of(const Format& format) {
    std::string lines = std::format(
        "encoding={}\ndelimiter={}\nskip_spaces={}\nbackslash={}\nnested={}\nheader={}\nmends={}\nentities={}\n",
        name_of(format.encoding).key,
        format.dialect.delimiter == '\t' ? std::string("tab") : std::string(1, format.dialect.delimiter),
        yes_no(format.dialect.skip_spaces), yes_no(format.dialect.backslash), yes_no(format.dialect.nested),
        format.header, yes_no(format.mends), yes_no(format.entities));
    if (format.style.decimal != 0) lines += std::format("decimal={}\n", format.style.decimal);
    if (format.style.dates != storage::Date_order::unknown)
        lines += std::format("dates={}\n", order_name(format.style.dates));
    for (const auto& [word, value] : format.choices) lines += std::format("{}{}={}\n", choice_mark, word, value);
    return lines;
}

Format format_of(std::string_view lines) {
    Format format;
    for (const auto part : std::views::split(lines, '\n')) {
        const std::string_view line(part);
        const auto sign = line.rfind('=');
        if (sign != std::string_view::npos) take(format, line.substr(0, sign), line.substr(sign + 1));
    }
    return format;
}

std::string without_entities(std::string_view text) {
    std::string plain;
    std::size_t at = 0;
    while (const auto found = next_entity(text, at)) {
        plain += text.substr(at, found->begin - at);
        append_utf8(plain, found->point);
        at = found->begin + found->length;
    }
    return plain += text.substr(at);
}

bool has_entities(std::string_view text) { return next_entity(text, 0).has_value(); }

}  // namespace exchange
