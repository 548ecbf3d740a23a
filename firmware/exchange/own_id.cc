#include "exchange/own_id.h"

#include <format>

namespace exchange {

std::string own_id(const storage::Raw& raw) { return std::format("{}-{:x}", raw.id, raw.created.milliseconds); }

std::optional<storage::Id> own_record(const storage::Read& read, const storage::Record_type& type,
                                      std::string_view id) {
    const auto number = storage::parse_id(id.substr(0, id.find('-')));
    if (!number || *number == 0) return std::nullopt;
    const auto raw = read.find(type, *number);
    return raw && own_id(*raw) == id ? std::optional(*number) : std::nullopt;
}

}  // namespace exchange
