#include "exchange/own_id.h"

#include <charconv>
#include <format>

namespace exchange {

std::string own_id(const storage::Raw& raw) { return std::format("{}-{:x}", raw.id, raw.created.milliseconds); }

std::optional<office::Known_as> known_as(std::string_view id) {
    const auto sign = id.find('-');
    const auto number = storage::parse_id(id.substr(0, sign));
    if (!number || *number == 0 || sign == std::string_view::npos) return std::nullopt;
    const std::string_view age = id.substr(sign + 1);
    office::Known_as known{.id = *number, .created = {}};
    const auto read = std::from_chars(age.begin(), age.end(), known.created.milliseconds, 16);
    if (read.ec != std::errc{} || read.ptr != age.end() || known.created.milliseconds <= 0) return std::nullopt;
    return known;
}

std::optional<storage::Id> own_record(const storage::Read& read, const storage::Record_type& type,
                                      std::string_view id) {
    const auto known = known_as(id);
    if (!known) return std::nullopt;
    const auto raw = read.find(type, known->id);
    return raw && own_id(*raw) == id ? std::optional(known->id) : std::nullopt;
}

}  // namespace exchange
