#include "http/form.h"

#include <algorithm>
#include <array>
#include <format>
#include <utility>

namespace http {
namespace {

using namespace std::string_view_literals;

int hex_digit(char digit) {
    if (digit >= '0' && digit <= '9') return digit - '0';
    if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
    return -1;
}

bool is_unreserved(char letter) {
    return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           std::string_view("-._~/").contains(letter);
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

/// Calls `each` for the pieces of `text` between separators.
template <class Each> void split(std::string_view text, char separator, Each each) {
    while (!text.empty()) {
        auto end = std::min(text.find(separator), text.size());
        each(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

/// As forms escape what would end a name (https://html.spec.whatwg.org, "multipart form data": %22, %0D and %0A, and nothing
/// else, so that "100%25.pdf" is called just so).
std::string form_unescaped(std::string_view text) {
    constexpr std::array escapes{std::pair{"%22"sv, '"'}, std::pair{"%0D"sv, '\r'}, std::pair{"%0A"sv, '\n'}};
    std::string plain;
    while (!text.empty()) {
        const auto* const at =
            std::ranges::find_if(escapes, [&](auto& escape) { return text.starts_with(escape.first); });
        const bool escaped = at != escapes.end();
        plain += escaped ? at->second : text.front();
        text.remove_prefix(escaped ? at->first.size() : 1);
    }
    return plain;
}

/// The value of `name` in `form-data; name="a"; filename="b;\"c"`. Old programs escape a quote as \".
std::optional<std::string> parameter(std::string_view header, std::string_view name) {
    auto at = header.find(';');
    while (at != std::string_view::npos) {
        auto rest = trimmed(header.substr(at + 1));
        auto equals = rest.find('=');
        if (equals == std::string_view::npos) return {};
        auto key = lower(trimmed(rest.substr(0, equals)));
        rest = trimmed(rest.substr(equals + 1));
        std::string value;
        if (rest.starts_with('"')) {
            std::size_t index = 1;
            for (; index < rest.size() && rest[index] != '"'; ++index) {
                bool escaped = rest[index] == '\\' && index + 1 < rest.size() && (rest[index + 1] == '"');
                value += rest[escaped ? ++index : index];
            }
            rest.remove_prefix(std::min(index + 1, rest.size()));
        } else {
            value = trimmed(rest.substr(0, rest.find(';')));
        }
        if (key == name) return value;
        at = rest.find(';');
        header = rest;
    }
    return {};
}

/// "C:\fakepath\a.png" or "../a.png" → "a.png".
std::string without_folders(std::string name) {
    if (auto slash = name.find_last_of("/\\"); slash != std::string::npos) name.erase(0, slash + 1);
    return name;
}

struct Part : Part_head {
    std::size_t begin = 0, length = 0;  // of its bytes in the body
};

std::optional<std::vector<Part>> cut(std::string_view body, const std::string& boundary) {
    const std::string delimiter = "\r\n--" + boundary;
    std::vector<Part> parts;
    std::size_t at = 0;
    if (body.starts_with(std::string_view(delimiter).substr(2)))
        at = delimiter.size() - 2;
    else if (auto first = body.find(delimiter); first != std::string_view::npos)
        at = first + delimiter.size();
    else
        return {};
    while (!body.substr(at).starts_with("--")) {
        if (parts.size() == most_parts || !body.substr(at).starts_with("\r\n")) return {};
        auto head_end = body.find("\r\n\r\n", at);
        if (head_end == std::string_view::npos || head_end - at > longest_part_head) return {};
        auto head = part_head(body.substr(at + 2, head_end - at < 2 ? 0 : head_end - at - 2));
        auto begin = head_end + 4;
        auto end = body.find(delimiter, begin - 2);  // an empty part: its end shares the blank line's CRLF
        if (!head || end == std::string_view::npos) return {};
        parts.push_back({std::move(*head), begin, end < begin ? 0 : end - begin});
        at = end + delimiter.size();
    }
    return parts;
}

}  // namespace

std::optional<Part_head> part_head(std::string_view lines) {
    Part_head part;
    bool named = false;
    while (!lines.empty()) {
        auto end = std::min(lines.find("\r\n"), lines.size());
        auto line = lines.substr(0, end);
        lines.remove_prefix(std::min(end + 2, lines.size()));
        auto colon = line.find(':');
        if (colon == std::string_view::npos) return {};
        auto name = lower(line.substr(0, colon));
        auto value = trimmed(line.substr(colon + 1));
        if (name == "content-type") part.type = value;
        if (name != "content-disposition") continue;
        auto field = parameter(value, "name");
        if (!field) return {};
        named = true;
        part.name = form_unescaped(*field);
        part.file_name = parameter(value, "filename").transform(form_unescaped).transform(without_folders);
    }
    return named ? std::optional(std::move(part)) : std::nullopt;
}

std::optional<std::string> boundary_of(std::string_view content_type) {
    auto boundary = parameter(content_type, "boundary");
    if (!boundary || boundary->empty() || boundary->size() > 70) return {};
    return boundary;
}

std::string percent_decoded(std::string_view text, bool plus_is_space) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 && hex_digit(text[i + 2]) >= 0) {
            decoded += static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
            i += 2;
        } else {
            decoded += plus_is_space && text[i] == '+' ? ' ' : text[i];
        }
    }
    return decoded;
}

std::string percent_encoded(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    for (char letter : text) {
        if (is_unreserved(letter)) {
            encoded += letter;
        } else {
            auto byte = static_cast<unsigned char>(letter);
            encoded += {'%', digits[byte >> 4U], digits[byte & 15U]};
        }
    }
    return encoded;
}

std::vector<std::string> path_segments(std::string_view path) {
    std::vector<std::string> segments;
    if (path.starts_with('/')) path.remove_prefix(1);
    for (;;) {
        auto slash = path.find('/');
        segments.push_back(percent_decoded(path.substr(0, slash)));
        if (slash == std::string_view::npos) return segments;
        path.remove_prefix(slash + 1);
    }
}

Pairs urlencoded(std::string_view text) {
    Pairs pairs;
    split(text, '&', [&](std::string_view piece) {
        if (piece.empty()) return;
        auto equals = std::min(piece.find('='), piece.size());
        pairs.add(percent_decoded(piece.substr(0, equals), true),
                  percent_decoded(piece.substr(std::min(equals + 1, piece.size())), true));
    });
    return pairs;
}

Pairs cookies(std::string_view header) {
    Pairs pairs;
    split(header, ';', [&](std::string_view piece) {
        auto equals = piece.find('=');
        if (equals == std::string_view::npos) return;
        pairs.add(std::string(trimmed(piece.substr(0, equals))), std::string(trimmed(piece.substr(equals + 1))));
    });
    return pairs;
}

bool multipart(std::string body, std::string_view content_type, Pairs& fields, std::vector<Upload>& uploads) {
    auto boundary = boundary_of(content_type);
    if (!boundary) return false;
    auto parts = cut(body, *boundary);
    if (!parts) return false;
    Part* largest = nullptr;
    std::size_t place = 0;
    for (auto& part : *parts) {
        if (!part.file_name) {
            fields.add(std::move(part.name), body.substr(part.begin, part.length));
            continue;
        }
        if (part.file_name->empty() && part.length == 0) continue;  // a file control that was left empty
        uploads.emplace_back(std::move(part.name), std::move(*part.file_name), std::move(part.type), "");
        if (largest && part.length <= largest->length) {
            uploads.back().bytes = body.substr(part.begin, part.length);
            continue;
        }
        if (largest) uploads[place].bytes = body.substr(largest->begin, largest->length);
        largest = &part;
        place = uploads.size() - 1;
    }
    if (!largest) return true;
    body.resize(largest->begin + largest->length);
    body.erase(0, largest->begin);
    uploads[place].bytes = std::move(body);
    return true;
}

storage::Error too_much(std::uint64_t allowed) {
    return {storage::Fault::too_large,
            std::format("What was sent is larger than the {} kB that are allowed here.", allowed >> 10)};
}

storage::Error too_many_fields() { return {storage::Fault::too_large, "The form has more fields than are allowed."}; }

std::string media_type(std::string_view content_type) {
    return lower(trimmed(content_type.substr(0, content_type.find(';'))));
}

std::string lower(std::string_view text) {
    std::string lowered(text);
    for (char& letter : lowered)
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    return lowered;
}

}  // namespace http
