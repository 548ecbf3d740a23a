#include "storage/values/currency.h"

#include <algorithm>
#include <array>
#include <ranges>

namespace storage {

namespace {

struct Currencies {
    int digits;
    std::string_view codes;
};

/// Without funds, metals and testing codes.
constexpr std::array all{
    Currencies{0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"},
    Currencies{3, "BHD IQD JOD KWD LYD OMR TND"},
    Currencies{2, "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF "
                  "CHF CNY COP "
                  "CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR "
                  "ILS INR IRR "
                  "JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR "
                  "MZN NAD NGN "
                  "NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP "
                  "STN SVC SYP "
                  "SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VES WST XCD YER ZAR ZMW ZWG"},
    Currencies{4, "CLF UYW"},
};

struct Sign {
    std::string_view sign, codes;
};

/// Those that stand for one character. "$" is what people write wherever it is theirs.
constexpr std::array signs{
    Sign{"€", "EUR"},
    Sign{"$", "ARS AUD BBD BMD BND BSD BZD CAD CLP COP CVE DOP FJD GYD HKD JMD KYD LRD MXN NAD NZD SBD SGD SRD TTD TWD "
              "USD UYU "
              "XCD"},
    Sign{"£", "EGP FKP GBP GIP LBP SDG SHP SSP SYP"},
    Sign{"¥", "CNY JPY"},
    Sign{"₩", "KPW KRW"},
    Sign{"₹", "INR"},
    Sign{"₨", "LKR MUR NPR PKR SCR"},
    Sign{"₫", "VND"},
    Sign{"฿", "THB"},
    Sign{"₱", "PHP"},
    Sign{"₺", "TRY"},
    Sign{"₴", "UAH"},
    Sign{"₽", "RUB"},
    Sign{"₪", "ILS"},
    Sign{"₦", "NGN"},
    Sign{"₡", "CRC"},
    Sign{"₲", "PYG"},
    Sign{"₵", "GHS"},
    Sign{"₭", "LAK"},
    Sign{"₮", "MNT"},
    Sign{"₸", "KZT"},
    Sign{"₼", "AZN"},
    Sign{"₾", "GEL"},
    Sign{"֏", "AMD"},
    Sign{"៛", "KHR"},
};

/// Countries whose currency does not begin with their code.
struct Paid_with {
    std::string_view code, countries;
};

constexpr std::array elsewhere{
    Paid_with{
        "EUR",
        "AD AT AX BE BG BL CY DE EE ES FI FR GF GP GR HR IE IT LT LU LV MC ME MF MQ MT NL PM PT RE SI SK SM TF VA XK "
        "YT"},
    Paid_with{"USD", "AS BQ EC FM GU IO MH MP PR PW SV TC TL UM VG VI"},
    Paid_with{"XOF", "BF BJ CI GW ML NE SN TG"},
    Paid_with{"XAF", "CF CG CM GA GQ TD"},
    Paid_with{"XCD", "AG AI DM GD KN LC MS VC"},
    Paid_with{"XPF", "NC PF WF"},
    Paid_with{"AUD", "CC CX HM KI NF NR TV"},
    Paid_with{"GBP", "GG IM JE"},
    Paid_with{"NZD", "CK NU PN TK"},
    Paid_with{"NOK", "BV SJ"},
    Paid_with{"DKK", "FO GL"},
    Paid_with{"CHF", "LI"},
    Paid_with{"ILS", "PS"},
    Paid_with{"MAD", "EH"},
};

std::string in_capitals(std::string_view text) {
    std::string capitals(text);
    for (char& letter : capitals)
        if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
    return capitals;
}

/// One of several with spaces between them.
bool is_among(std::string_view words, std::string_view wanted) {
    const auto at = words.find(wanted);
    return at != std::string_view::npos && !wanted.contains(' ') &&
           (at + wanted.size() == words.size() || words[at + wanted.size()] == ' ') &&
           (at == 0 || words[at - 1] == ' ');
}

}  // namespace

std::string_view Currency::sign() const {
    for (const Sign& each : signs)
        if (is_among(each.codes, code)) return each.sign;
    return code;
}

std::optional<Currency> currency_named(std::string_view code) {
    const std::string wanted = in_capitals(trimmed(code));
    if (wanted.size() != 3) return std::nullopt;
    for (const Currencies& some : all)
        if (is_among(some.codes, wanted)) return Currency{wanted, some.digits};
    return std::nullopt;
}

std::vector<Currency> all_currencies() {
    std::vector<Currency> found;
    for (const Currencies& some : all)
        for (const auto code : std::views::split(some.codes, ' '))
            found.push_back({std::string(std::string_view(code)), some.digits});
    std::ranges::sort(found, {}, &Currency::code);
    return found;
}

std::optional<Currency> currency_of_country(std::string_view country) {
    const std::string wanted = in_capitals(country);
    if (wanted.size() != 2) return std::nullopt;
    for (const Paid_with& paid : elsewhere)
        if (is_among(paid.countries, wanted)) return currency_named(paid.code);
    for (const Currencies& some : all)
        for (const auto code : std::views::split(some.codes, ' '))
            if (std::string_view(code).starts_with(wanted))
                return Currency{std::string(std::string_view(code)), some.digits};
    return std::nullopt;
}

}  // namespace storage
