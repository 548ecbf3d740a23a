#include "box/settings_file.h"

#include <algorithm>
#include <ranges>

#include "storage/value.h"

namespace box {

namespace {

using storage::trimmed;

bool is_name(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](unsigned char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-' || c == '_' || c == '.';
    });
}

/// A quotation mark that begins is also closed.
bool is_closed(std::string_view value) { return std::ranges::count(value, '"') % 2 == 0; }

bool is_section(std::string_view line) {
    const auto end = line.find(']');
    if (!line.starts_with('[') || end == std::string_view::npos) return false;
    const auto rest = trimmed(line.substr(end + 1));
    return is_name(trimmed(line.substr(1, end - 1))) && (rest.empty() || rest.starts_with('#'));
}

bool is_setting(std::string_view line) {
    const auto equals = line.find('=');
    if (equals == std::string_view::npos) return false;
    const auto value = trimmed(line.substr(equals + 1));
    return is_name(trimmed(line.substr(0, equals))) && !value.empty() && is_closed(value);
}

/// "names = [", whose values stand on the next lines.
bool opens_list(std::string_view line) {
    return trimmed(line.substr(std::min(line.find('='), line.size() - 1) + 1)).starts_with('[') && !line.contains(']');
}

}  // namespace

std::optional<std::size_t> broken_line(std::string_view text) {
    std::size_t number = 0;
    std::size_t list = 0;  // the line on which a list was opened; 0: none is open
    for (const auto each : std::views::split(text, '\n')) {
        ++number;
        const auto line = trimmed(std::string_view(each));
        if (list != 0) {
            if (!is_closed(line)) return number;
            if (line.contains(']')) list = 0;
            continue;
        }
        if (line.empty() || line.starts_with('#') || is_section(line)) continue;
        if (!is_setting(line)) return number;
        if (opens_list(line)) list = number;
    }
    return list == 0 ? std::nullopt : std::optional(list);
}

}  // namespace box
