#include "storage/values/text.h"

#include <algorithm>
#include <array>
#include <ranges>

#include "storage/values/card_number.h"
#include "storage/values/clean.h"
#include "storage/values/domain.h"

namespace storage {

namespace {

bool is_space_or_control(char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F; }

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

/// "mailto:ann@example.org?subject=Hello" → "ann@example.org", and so is "Ann Bee <ann@example.org>".
std::string_view bare_address(std::string_view address) {
    if (address.ends_with('>')) {
        address.remove_suffix(1);
        address.remove_prefix(address.rfind('<') + 1);
    }
    constexpr std::string_view link = "mailto:";
    if (folded(address.substr(0, link.size())) != link) return address;
    address.remove_prefix(link.size());
    return address.substr(0, address.find('?'));
}

/// "ann@example.org." at the end of a sentence.
std::string_view without_full_stop(std::string_view address) {
    if (address.ends_with('.') && !address.ends_with("..")) address.remove_suffix(1);
    return address;
}

/// RFC 5321 § 4.1.2: as it stands, or any visible characters in quotation marks.
bool is_local_part(std::string_view local) {
    if (local.size() < 3 || !local.starts_with('"') || !local.ends_with('"'))
        return std::ranges::none_of(local, is_space_or_control) &&
               local.find_first_of("<>(),;:\"[]\\@") == std::string_view::npos;
    local = local.substr(1, local.size() - 2);
    bool quoted = false;  // by a backslash before it
    for (const char byte : local) {
        if (is_control(byte) || (byte == '"' && !quoted)) return false;
        quoted = byte == '\\' && !quoted;
    }
    return !quoted;
}

bool is_beyond_ascii(char c) { return static_cast<unsigned char>(c) >= 0x80; }

/// RFC 1035 § 2.3.1; one in other letters may be longer, since they are counted as Punycode.
bool is_label(std::string_view label) {
    constexpr std::size_t longest = 63;
    if (label.empty() || label.front() == '-' || label.back() == '-') return false;
    if (label.size() > longest && std::ranges::none_of(label, is_beyond_ascii)) return false;
    return std::ranges::all_of(label, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               is_beyond_ascii(c);
    });
}

bool is_host(std::string_view host) {
    return std::ranges::all_of(std::views::split(host, '.'),
                               [](const auto& label) { return is_label(std::string_view(label)); }) &&
           !host.empty();
}

/// A host in ASCII that says nothing in Punycode is left as it was typed.
std::string with_readable_host(std::string_view address) {
    const auto at = address.rfind('@');
    const std::string_view host = at == std::string_view::npos ? std::string_view{} : address.substr(at + 1);
    const bool plain = std::ranges::none_of(host, is_beyond_ascii);
    if (plain && !lowered(host).contains("xn--")) return std::string(address);
    return std::string(address.substr(0, address.size() - host.size())) + unicode_host(host);
}

/// Unless it is what nobody may keep.
Parsed<std::string> kept(std::string text) {
    if (const auto why = never_kept(text); !why.empty()) return std::unexpected(std::string(why));
    return text;
}

/// "http//example.org", "https:/example.org": a scheme that lost a sign is no host.
bool is_scheme(std::string_view host) {
    constexpr std::array<std::string_view, 4> schemes{"http", "https", "ftp", "mailto"};
    return std::ranges::contains(schemes, folded(host));
}

}  // namespace

Parsed<std::string> parse_line(std::string_view typed) {
    if (!is_text(typed)) return std::unexpected("contains characters that cannot be read");
    if (trimmed(typed).find_first_of("\r\n") != std::string_view::npos) return std::unexpected("must be a single line");
    return kept(clean_line(typed));
}

Parsed<Text> parse_text(std::string_view typed) {
    if (!is_text(typed)) return std::unexpected("contains characters that cannot be read");
    return kept(clean_lines(typed)).transform([](std::string text) { return Text{std::move(text)}; });
}

Parsed<Email> parse_email(std::string_view typed) {
    const std::string cleaned = narrowed(clean_address(typed));
    const std::string_view address = without_full_stop(bare_address(cleaned));
    if (cleaned.empty()) return Email{};
    const auto at = address.rfind('@');
    const bool plausible = at != std::string_view::npos && at > 0 && at <= 64 && is_text(address) &&
                           is_local_part(address.substr(0, at)) && is_host(address.substr(at + 1));
    if (!plausible) return std::unexpected("is not an e-mail address (like name@example.org)");
    return kept(with_readable_host(address)).transform([](std::string text) { return Email{std::move(text)}; });
}

std::string ordered_email(const Email& email) { return ordered_identity(lowered(with_readable_host(email.text))); }

Parsed<Phone> parse_phone(std::string_view typed) {
    std::string number = with_plain_digits(clean_address(typed));
    if (folded(std::string_view(number).substr(0, 4)) == "tel:") number.erase(0, 4);
    if (number.empty()) return Phone{};
    const bool plausible = is_text(number) && std::ranges::none_of(number, is_control) &&
                           phone_digits(number).size() >= 3 && phone_digits(number).size() <= 20;
    if (!plausible) return std::unexpected("is not a phone number");
    if (const auto why = never_kept_as_phone(number); !why.empty()) return std::unexpected(std::string(why));
    return Phone{std::move(number)};
}

Parsed<Url> parse_url(std::string_view typed) {
    const std::string address = clean_address(typed);
    if (address.empty()) return Url{};
    const std::string scheme = folded(std::string_view(address).substr(0, address.find("://")));
    std::string url = address;
    if (address.find("://") == std::string::npos) {
        url.insert(0, "https://");
    } else if (scheme != "http" && scheme != "https") {
        return std::unexpected("is not a web address (like https://example.org)");
    }
    const std::string_view rest = std::string_view(url).substr(url.find("://") + 3);
    const std::string_view host = rest.substr(0, rest.find_first_of("/?#:"));
    const std::string_view behind = rest.substr(host.size());
    const bool port =
        !behind.starts_with(':') ||
        behind.substr(1, behind.find_first_of("/?#") - 1).find_first_not_of("0123456789") == std::string_view::npos;
    if (!is_text(url) || std::ranges::any_of(url, is_space_or_control) || !is_host(host) || is_scheme(host) || !port)
        return std::unexpected("is not a web address (like https://example.org)");
    return kept(std::move(url)).transform([](std::string text) { return Url{std::move(text)}; });
}

}  // namespace storage
