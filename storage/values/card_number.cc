#include "storage/values/card_number.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <span>
#include <vector>

#include "storage/value.h"
#include "storage/values/clean.h"
#include "storage/values/issued_cards.h"
#include "storage/words.h"

namespace storage {

namespace {

constexpr std::size_t fewest_digits = 14;
constexpr std::size_t most_digits = 19;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Bytes of the space or dash that a text begins with; 0 for none.
std::size_t separator(std::string_view text) {
    constexpr std::string_view one_byte = " -_.";
    constexpr std::string_view no_break_space = "\xC2\xA0";
    if (text.empty()) return 0;
    if (one_byte.contains(text.front())) return 1;
    if (text.starts_with(no_break_space)) return no_break_space.size();
    // U+2000 to U+2015 are spaces, joiners and dashes, U+202F is a narrow space
    const bool general_punctuation = text.size() >= 3 && text.starts_with("\xE2\x80");
    const auto last = general_punctuation ? static_cast<unsigned char>(text[2]) : 0;
    return (last >= 0x80 && last <= 0x95) || last == 0xAF ? 3 : 0;
}

/// Digits in groups, with at most three spaces or dashes between two.
struct Sequence {
    struct Group {
        std::size_t begin, size;
    };
    std::vector<Group> groups;
    bool dotted = false;
    std::size_t end = 0;
};

Sequence sequence_at(std::string_view text, std::size_t begin) {
    constexpr int most_between = 3;
    Sequence sequence;
    for (std::size_t at = begin; at < text.size() && is_digit(text[at]);) {
        std::size_t end = at;
        while (end < text.size() && is_digit(text[end])) ++end;
        sequence.groups.push_back({at, end - at});
        sequence.end = end;
        int between = 0;
        bool dot = false;
        for (std::size_t bytes = 0; between < most_between && (bytes = separator(text.substr(end))) != 0; ++between) {
            dot |= text[end] == '.';
            end += bytes;
        }
        if (between == 0 || end >= text.size() || !is_digit(text[end])) break;
        sequence.dotted |= dot;
        at = end;
    }
    return sequence;
}

using Groups = std::span<const Sequence::Group>;

/// As it is printed on a card: 4-4-4-4, 4-4-4-4-3, 4-6-5.
bool is_printed_so(Groups groups) {
    if (groups.size() == 3 && groups[1].size == 6)
        return groups[0].size == 4 && (groups[2].size == 5 || groups[2].size == 4);
    return std::ranges::all_of(groups.first(groups.size() - 1), [](const auto& group) { return group.size == 4; }) &&
           groups.back().size <= 4;
}

/// However somebody typed it who thinks of one number, not of a list of small ones.
bool may_be_one_number(Groups groups) {
    return std::ranges::all_of(groups.first(groups.size() - 1), [](const auto& group) { return group.size >= 4; });
}

struct Country {
    std::string_view code;
    std::size_t length;
};

/// ISO 13616, the registry of SWIFT, release 97.
constexpr std::string_view iban_lengths =
    "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20EG29ES24FI18FK18FO18FR27GB22GE22"
    "GI23GL18GR27GT28HN28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MN20MR27"
    "MT31MU30NI28NL18NO15OM23PK24PL28PS29PT25QA29RO24RS22RU33SA24SC31SD18SE24SI19SK24SM27SO23ST25SV28TL23TN24TR26UA29"
    "VA22VG24XK20YE30";

std::size_t value_of(char digit) { return static_cast<std::size_t>(digit) - '0'; }

std::size_t iban_length(std::string_view country) {
    for (std::size_t at = 0; at < iban_lengths.size(); at += 4)
        if (lowered(iban_lengths.substr(at, 2)) == country)
            return value_of(iban_lengths[at + 2]) * 10 + value_of(iban_lengths[at + 3]);
    return 0;
}

/// ISO/IEC 7064, MOD 97-10: the first four come last, letters count from 10 on.
bool passes_mod_97(std::string_view letters) {
    int rest = 0;
    for (std::size_t i = 0; i < letters.size(); ++i) {
        const char c = letters[(i + 4) % letters.size()];
        rest = is_digit(c) ? (rest * 10 + (c - '0')) % 97 : (rest * 100 + (c - 'a' + 10)) % 97;
    }
    return rest == 1;
}

/// Where the IBAN ends that begins there; nothing when none does.
std::optional<std::size_t> end_of_iban(std::string_view text, std::size_t begin) {
    const std::size_t length = iban_length(lowered(text.substr(begin, 2)));
    std::string letters;
    std::size_t at = begin;
    while (at < text.size() && letters.size() < length) {
        if (is_digit(text[at]) || is_letter(text[at]))
            letters += text[at++];
        else if (const std::size_t bytes = separator(text.substr(at)); bytes != 0)
            at += bytes;
        else
            break;
    }
    letters = lowered(letters);
    return length != 0 && letters.size() == length && passes_mod_97(letters) ? std::optional(at) : std::nullopt;
}

/// Whether what begins there belongs to an IBAN that begins before it.
bool is_in_iban(std::string_view text, std::size_t where) {
    constexpr std::size_t most_before = 64;
    for (std::size_t begin = where - std::min(where, most_before); begin + 4 <= text.size() && begin < where; ++begin) {
        const bool begins_word = begin == 0 || (!is_letter(text[begin - 1]) && !is_digit(text[begin - 1]));
        if (!begins_word || !is_letter(text[begin]) || !is_letter(text[begin + 1]) || !is_digit(text[begin + 2]))
            continue;
        if (const auto end = end_of_iban(text, begin); end && *end > where) return true;
    }
    return false;
}

std::string digits_of(std::string_view text, Groups groups) {
    std::string digits;
    for (const auto& [begin, size] : groups) digits += text.substr(begin, size);
    return digits;
}

/// "8.541694100000002"
bool is_fraction(std::string_view text, std::size_t begin) {
    return begin >= 2 && text[begin - 1] == '.' && is_digit(text[begin - 2]);
}

bool has_card_number_in(std::string_view text, const Sequence& sequence) {
    const Groups all = sequence.groups;
    for (std::size_t first = 0; first < all.size(); ++first) {
        std::size_t digits = 0;
        for (std::size_t last = first; last < all.size() && digits <= most_digits; ++last) {
            digits += all[last].size;
            if (digits < fewest_digits || digits > most_digits) continue;
            const Groups groups = all.subspan(first, last - first + 1);
            const bool whole = groups.size() == all.size() && !sequence.dotted;
            const bool printed = groups.size() > 1 && is_printed_so(groups);
            if (groups.size() > 1 && !printed && !(whole && may_be_one_number(groups))) continue;
            if (groups.size() == 1 && is_fraction(text, groups.front().begin)) continue;
            const std::string number = digits_of(text, groups);
            const bool is_card = printed ? is_printed_card_number(number) : is_card_number(number);
            if (is_card && !is_in_iban(text, all[first].begin)) return true;
        }
    }
    return false;
}

/// "+49 151 23456789" (ITU-T E.164: at most 15 digits)
bool is_phone_number(std::string_view text, const Sequence& sequence) {
    constexpr std::size_t most_of_phone = 15;
    const std::size_t begin = sequence.groups.front().begin;
    return begin > 0 && text[begin - 1] == '+' && digits_of(text, sequence.groups).size() <= most_of_phone;
}

bool has_many_digits(std::string_view text) {
    return std::ranges::count_if(text, is_digit) >= static_cast<std::ptrdiff_t>(fewest_digits);
}

bool has_in_plain_digits(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        if (!is_digit(text[at])) {
            ++at;
            continue;
        }
        const Sequence sequence = sequence_at(text, at);
        if (!is_phone_number(text, sequence) && has_card_number_in(text, sequence)) return true;
        at = sequence.end;
    }
    return false;
}

// Groups with other signs between them, "4111/1111/1111/1111", or each in a line of its own: only as it is printed, with the same
// sign throughout, and not out of a longer list of such groups.

/// Of the spaces and signs between two groups the one that is no space, a line's end among them; 0 for none, and for letters.
char sign_between(std::string_view between) {
    constexpr std::string_view signs = "/*\n\t,;:|+#~=\\";
    constexpr std::size_t longest = 6;
    char sign = 0;
    if (between.size() > longest) return 0;
    for (const char c : between) {
        if (c == ' ' || c == '\r') continue;
        if (!signs.contains(c) || (sign != 0 && c != sign)) return 0;
        sign = c;
    }
    return sign;
}

struct Signed_groups {
    std::vector<Sequence::Group> groups;
    std::vector<char> signs;  ///< the one behind each group; 0: another text
};

Signed_groups signed_groups_of(std::string_view text) {
    Signed_groups found;
    const auto is_in = [&](std::size_t at) { return at < text.size() && is_digit(text[at]); };
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        while (is_in(end)) ++end;
        if (end > at) found.groups.push_back({at, end - at});
        std::size_t next = end;
        while (next < text.size() && !is_digit(text[next])) ++next;
        if (end > at) found.signs.push_back(next < text.size() ? sign_between(text.substr(end, next - end)) : '\0');
        at = next;
    }
    return found;
}

/// Whether the groups from `first` on, `count` of them, have one sign between them, and none as long as the first beside them.
bool stand_alone(const Signed_groups& all, std::size_t first, std::size_t count) {
    const char sign = all.signs[first];
    const auto between = std::span(all.signs).subspan(first, count - 1);
    if (sign == 0 || !std::ranges::all_of(between, [&](char one) { return one == sign; })) return false;
    const std::size_t size = all.groups[first].size;
    const std::size_t behind = first + count;
    const bool goes_on = behind < all.groups.size() && all.signs[behind - 1] == sign && all.groups[behind].size == size;
    const bool began_before = first > 0 && all.signs[first - 1] == sign && all.groups[first - 1].size == size;
    return !goes_on && !began_before;
}

bool has_in_signed_groups(std::string_view text) {
    const Signed_groups all = signed_groups_of(text);
    for (std::size_t first = 0; first < all.groups.size(); ++first)
        for (std::size_t count = 3; count <= 5 && first + count <= all.groups.size(); ++count) {
            const Groups groups = Groups(all.groups).subspan(first, count);
            if (stand_alone(all, first, count) && is_printed_so(groups) &&
                is_printed_card_number(digits_of(text, groups)))
                return true;
        }
    return false;
}

bool is_plain(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

bool has_card_number(std::string_view text) {
    const auto has = [](std::string_view plain) {
        return has_many_digits(plain) && (has_in_plain_digits(plain) || has_in_signed_groups(plain));
    };
    return is_plain(text) || !is_text(text) ? has(text) : has(with_plain_digits(text));
}

// ---- security codes -------------------------------------------------------------------------------------------------

namespace {

/// What cards call it, and what people do.
constexpr std::array<std::string_view, 10> code_names{"cvc",
                                                      "cvv",
                                                      "cvn2",
                                                      "card security code",
                                                      "card code",
                                                      "card verification",
                                                      "security code of the card",
                                                      "kartenprüfnummer",
                                                      "kartenprüfziffer",
                                                      "cryptogramme visuel"};

/// Of ASCII alone: it is done to whole files.
std::string in_small_letters(std::string_view text) {
    std::string small(text);
    for (char& c : small)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return small;
}

/// "CVV2: 123", "CVC is 1234": three or four digits soon after it, and no more of them.
bool is_followed_by_code(std::string_view rest) {
    constexpr std::size_t soon = 24;
    if (!rest.empty() && rest.front() == '2') rest.remove_prefix(1);
    std::size_t at = 0;
    while (at < std::min(rest.size(), soon) && !is_digit(rest[at]) && rest[at] != '\n') ++at;
    std::size_t end = at;
    while (end < rest.size() && is_digit(rest[end])) ++end;
    return at > 0 && at < soon && (end - at == 3 || end - at == 4);
}

}  // namespace

bool has_security_code(std::string_view text) {
    if (std::ranges::none_of(text, is_digit)) return false;
    const std::string plain = in_small_letters(text);
    for (const std::string_view name : code_names)
        for (auto at = plain.find(name); at != std::string::npos; at = plain.find(name, at + 1)) {
            const bool begins_word = at == 0 || !is_letter(plain[at - 1]);
            if (begins_word && is_followed_by_code(std::string_view(plain).substr(at + name.size()))) return true;
        }
    return false;
}

bool names_security_code(std::string_view name) {
    const std::string plain = in_small_letters(name);
    return plain.contains("security code") || plain.contains("securitycode") || plain.contains("security_code") ||
           std::ranges::any_of(code_names, [&](std::string_view one) { return plain.contains(one); });
}

// ---- what is judged -------------------------------------------------------------------------------------------------

std::string_view never_kept(std::string_view text) {
    if (has_card_number(text)) return looks_like_card;
    return has_security_code(text) ? std::string_view(looks_like_code) : std::string_view{};
}

std::string_view never_kept_as_phone(std::string_view text) {
    std::string digits;
    std::ranges::copy_if(text, std::back_inserter(digits), is_digit);
    return !trimmed(text).starts_with('+') && is_card_number(digits) ? std::string_view(looks_like_card)
                                                                     : std::string_view{};
}

// ---- files ----------------------------------------------------------------------------------------------------------

namespace {

constexpr std::size_t longest_line = 1UL << 16;
constexpr std::size_t kept_of_long_line = 128;

}  // namespace

void Search_for_cards::look_at(std::string_view bytes) {
    if (found_) return;
    std::ranges::copy_if(bytes, std::back_inserter(pending_), [](char c) { return c != '\0'; });  // of UTF-16
    const auto end = pending_.rfind('\n');
    const bool too_long = end == std::string::npos && pending_.size() > longest_line;
    const std::size_t whole = too_long ? pending_.size() : end == std::string::npos ? 0 : end + 1;
    if (whole == 0) return;
    found_ = !never_kept(std::string_view(pending_).substr(0, whole)).empty();
    pending_.erase(0, too_long ? whole - kept_of_long_line : whole);
}

bool Search_for_cards::found() {
    found_ = found_ || !never_kept(pending_).empty();
    pending_.clear();
    return found_;
}

}  // namespace storage
