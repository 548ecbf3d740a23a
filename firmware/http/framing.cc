#include "http/framing.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include "http/form.h"

namespace http {
namespace {

enum Letter : std::uint8_t { in_token = 1, in_value = 2, in_target = 4, in_host = 8 };

/// What each byte may stand in.
constexpr std::array<std::uint8_t, 256> letters = [] {
    std::array<std::uint8_t, 256> kinds{};
    for (std::size_t byte = 0; byte < kinds.size(); ++byte) {
        const bool digit = byte >= '0' && byte <= '9';
        const bool alpha = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
        const bool mark = byte < 0x80 && std::string_view("!#$%&'*+-.^_`|~").contains(static_cast<char>(byte));
        const bool visible = byte > ' ' && byte != 0x7F;
        if (digit || alpha || mark) kinds[byte] |= in_token;
        if (visible || byte == ' ' || byte == '\t') kinds[byte] |= in_value;
        if (visible) kinds[byte] |= in_target;
        if (digit || alpha || byte == '-' || byte == '.' || byte == '_') kinds[byte] |= in_host;
    }
    return kinds;
}();

/// RFC 9110, 9.1; PATCH is RFC 5789's. The router says which of them an address takes.
constexpr std::array<std::string_view, 9> methods{"GET",    "HEAD",    "POST",    "PUT",  "PATCH",
                                                  "DELETE", "OPTIONS", "CONNECT", "TRACE"};

constexpr Flaw fields_too_large{431, "Request Header Fields Too Large"};

bool all_are(Letter kind, std::string_view text) {
    return std::ranges::all_of(text, [kind](unsigned char byte) { return letters[byte] & kind; });
}

std::string_view trimmed(std::string_view text) {
    while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
    while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
    return text;
}

/// Takes the first line off `text`, without its line end; empty when that is not CRLF.
std::optional<std::string_view> next_line(std::string_view& text) {
    const auto end = text.find('\n');
    if (end == std::string_view::npos || end == 0 || text[end - 1] != '\r') return {};
    const auto line = text.substr(0, end - 1);
    text.remove_prefix(end + 1);
    return line;
}

bool is(std::string_view name, std::string_view lower_case) {
    return name.size() == lower_case.size() && lower(name) == lower_case;
}

/// Collects what the fields say, one after the other.
struct Fields {
    std::optional<std::string_view> host, length, encoding;
    bool repeated = false;

    void add(std::string_view name, std::string_view value) {
        if (is(name, "host")) keep(host, value);
        if (is(name, "content-length")) keep(length, value);
        if (is(name, "transfer-encoding")) keep(encoding, value);
    }

  private:
    void keep(std::optional<std::string_view>& field, std::string_view value) {
        repeated = repeated || field;
        field = value;
    }
};

/// "GET /path HTTP/1.1": what is wrong with it, and what else is needed of it.
struct Request_line {
    std::optional<Flaw> flaw;
    std::string_view target;
    bool old = false;  ///< HTTP/1.0
};

Request_line request_line(std::string_view line) {
    const auto first = line.find(' '), last = line.rfind(' ');
    if (first == std::string_view::npos || first == last) return {Flaw{400, "Bad Request Line"}, {}};
    const auto method = line.substr(0, first), version = line.substr(last + 1);
    const auto target = line.substr(first + 1, last - first - 1);
    if (method.empty() || !all_are(in_token, method) || target.empty() || !all_are(in_target, target))
        return {Flaw{400, "Bad Request Line"}, {}};
    if (!std::ranges::contains(methods, method)) return {Flaw{501, "Not Implemented"}, {}};
    if (target.size() > most_target_bytes) return {Flaw{414, "URI Too Long"}, {}};
    if (version == "HTTP/1.1") return {{}, target};
    if (version == "HTTP/1.0") return {{}, target, true};
    const bool other = version.size() == 8 && version.starts_with("HTTP/") && version[6] == '.';
    return {other ? Flaw{505, "HTTP Version Not Supported"} : Flaw{400, "Bad Request Line"}, {}};
}

/// Of a target in absolute form; empty for others.
std::string_view authority(std::string_view target) {
    const auto scheme = target.find("://");
    if (target.starts_with('/') || scheme == std::string_view::npos) return {};
    target.remove_prefix(scheme + 3);
    return target.substr(0, target.find_first_of("/?#"));
}

std::optional<Flaw> read_host(const Fields& fields, const Request_line& asked, Framing& framing) {
    if (!fields.host) return asked.old ? std::nullopt : std::optional(Flaw{400, "No Host"});
    if (!is_host(*fields.host)) return Flaw{400, "Bad Host"};
    const auto named = authority(asked.target);
    if (!named.empty() && lower(named) != lower(*fields.host)) return Flaw{400, "Two Hosts"};
    framing.host = *fields.host;
    return {};
}

/// RFC 9112, 6.1 and 6.3.
std::optional<Flaw> read_length(const Fields& fields, bool old, Framing& framing) {
    if (fields.encoding) {
        if (fields.length || old) return Flaw{400, "Two Lengths"};
        const auto coding = lower(*fields.encoding);
        const auto last = trimmed(std::string_view(coding).substr(coding.rfind(',') + 1));
        if (coding != "chunked")
            return last == "chunked" ? Flaw{501, "Unknown Transfer-Encoding"} : Flaw{400, "Bad Transfer-Encoding"};
        framing.chunked = true;
    } else if (fields.length) {
        const auto length = content_length(*fields.length);
        if (!length) return Flaw{400, "Bad Content-Length"};
        framing.length = *length;
    }
    return {};
}

}  // namespace

std::size_t end_of_head(std::string_view bytes, std::size_t searched) {
    for (auto at = bytes.find('\n', searched < 3 ? 0 : searched - 3); at != std::string_view::npos;
         at = bytes.find('\n', at + 1)) {
        const auto rest = bytes.substr(at + 1);
        if (rest.starts_with("\r\n")) return at + 3;
        if (rest.starts_with('\n')) return at + 2;
    }
    return std::string_view::npos;
}

std::expected<Framing, Flaw> framing_of(std::string_view head) {
    const bool too_large = head.size() > most_head_bytes;
    const auto first = next_line(head);
    if (!first && too_large) return std::unexpected(Flaw{414, "URI Too Long"});
    if (!first) return std::unexpected(Flaw{400, "Bad Request Line"});
    const auto asked = request_line(*first);
    if (asked.flaw) return std::unexpected(*asked.flaw);
    if (too_large) return std::unexpected(fields_too_large);
    Fields fields;
    for (std::size_t count = 0;; ++count) {
        const auto line = next_line(head);
        if (!line) return std::unexpected(Flaw{400, "Bad Line End"});
        if (line->empty()) break;
        if (!is_field(*line)) return std::unexpected(Flaw{400, "Bad Field"});
        if (count == most_fields || line->size() + 2 > most_field_bytes) return std::unexpected(fields_too_large);
        const auto colon = line->find(':');
        fields.add(line->substr(0, colon), trimmed(line->substr(colon + 1)));
    }
    if (fields.repeated) return std::unexpected(Flaw{400, "Repeated Field"});
    Framing framing;
    if (const auto flaw = read_host(fields, asked, framing)) return std::unexpected(*flaw);
    if (const auto flaw = read_length(fields, asked.old, framing)) return std::unexpected(*flaw);
    return framing;
}

std::string_view field_of(std::string_view head, std::string_view name) {
    next_line(head);
    for (auto line = next_line(head); line && !line->empty(); line = next_line(head)) {
        const auto colon = line->find(':');
        if (colon != std::string_view::npos && is(line->substr(0, colon), name))
            return trimmed(line->substr(colon + 1));
    }
    return {};
}

std::optional<std::uint64_t> content_length(std::string_view value) {
    std::uint64_t number = 0;
    const bool digits = std::ranges::all_of(value, [](char letter) { return letter >= '0' && letter <= '9'; });
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    const bool whole = error == std::errc{} && end == value.data() + value.size();
    if (!digits || !whole || number > std::numeric_limits<std::int64_t>::max()) return {};
    return number;
}

bool is_host(std::string_view value) {
    std::string_view port;
    if (value.starts_with('[')) {
        const auto end = value.find(']');
        if (end == std::string_view::npos || end < 3) return false;
        const auto address = value.substr(1, end - 1);
        if (address.find_first_not_of("0123456789abcdefABCDEF:.") != std::string_view::npos) return false;
        port = value.substr(end + 1);
    } else {
        const auto colon = std::min(value.find(':'), value.size());
        const auto name = value.substr(0, colon);
        if (name.empty() || name.size() > 253 || !all_are(in_host, name)) return false;
        port = value.substr(colon);
    }
    if (port.empty() || port == ":") return true;
    const auto number = port.starts_with(':') ? content_length(port.substr(1)) : std::nullopt;
    return number && *number <= 65535;
}

bool is_field(std::string_view line) {
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0) return false;
    return all_are(in_token, line.substr(0, colon)) && all_are(in_value, line.substr(colon + 1));
}

}  // namespace http
