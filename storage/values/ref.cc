#include "storage/values/ref.h"

#include <algorithm>
#include <charconv>
#include <format>

namespace storage {

std::string show_ids(const std::vector<Id>& ids) {
    std::string text;
    for (const Id id : ids) {
        if (!text.empty()) text += ',';
        text += std::to_string(id);
    }
    return text;
}

Parsed<Id> parse_id(std::string_view typed) {
    const std::string_view text = trimmed(typed);
    if (text.empty()) return 0;
    Id id = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
    if (error != std::errc{} || end != text.data() + text.size() || id == 0) return std::unexpected("is not a number");
    return id;
}

std::string show_any(Any_ref value) { return value ? std::format("{}:{}", value.kind, value.id) : std::string{}; }

Parsed<Any_ref> parse_any(std::string_view text) {
    text = trimmed(text);
    if (text.empty()) return Any_ref{};
    const auto colon = std::min(text.find(':'), text.size());
    const auto kind = parse_id(text.substr(0, colon));
    const auto id = parse_id(text.substr(std::min(colon + 1, text.size())));
    if (!kind || !id || *kind == 0 || *kind > 255 || *id == 0) return std::unexpected("is not a record");
    return Any_ref{static_cast<std::uint8_t>(*kind), *id};
}

Parsed<std::vector<Id>> parse_ids(std::string_view typed) {
    std::vector<Id> ids;
    for (std::size_t begin = 0; begin <= typed.size();) {
        const auto end = std::min(typed.find(',', begin), typed.size());
        const auto id = parse_id(typed.substr(begin, end - begin));
        if (!id) return std::unexpected(id.error());
        if (*id != 0 && std::ranges::find(ids, *id) == ids.end()) ids.push_back(*id);
        begin = end + 1;
    }
    return ids;
}

}  // namespace storage
