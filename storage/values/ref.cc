#include "storage/values/ref.h"

#include <algorithm>
#include <charconv>

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
