#include "office/records/merger.h"

#include <algorithm>
#include <ranges>

namespace office {

using storage::Read;

std::optional<Merger> merger_of(const Read& read, storage::Subject gone) {
    if (read.has(gone.kind, gone.id)) return std::nullopt;
    std::optional<Merger> found;  // of several the last: those before were taken back
    for (const storage::Id id : read.where<&Merger::gone>(static_cast<std::int64_t>(gone.id)))
        if (auto merger = read.get<Merger>(id); merger.into.kind == gone.kind) found = std::move(merger);
    return found;
}

std::optional<storage::Entry> how_it_went(const Read& read, storage::Subject gone) {
    constexpr std::size_t most_behind = 100;  // entries of others, about this one too
    for (const auto number : storage::entries_about(read.transaction(), gone, 0, most_behind))
        if (storage::Entry entry = read.entry(number); storage::Subject{entry.kind, entry.id} == gone)
            return entry.act == storage::Act::erased ? std::optional(std::move(entry)) : std::nullopt;
    return std::nullopt;
}

std::optional<Led_on> led_on(const Read& read, std::string_view path) {
    std::optional<Led_on> led;
    std::string now;
    const storage::Record_type* type = nullptr;  // that the part before names
    for (const auto each : std::views::split(path.substr(std::min<std::size_t>(1, path.size())), '/')) {
        std::string part{std::string_view(each)};
        const auto id = type == nullptr ? storage::Parsed<storage::Id>{0} : storage::parse_id(part);
        const auto merger = id && *id != 0 ? merger_of(read, {type->kind.number, *id}) : std::nullopt;
        if (merger) {
            part = std::to_string(merger->into.id);
            if (!led) led = Led_on{.path = {}, .merger = *merger};
        }
        now += "/" + part;
        type = read.schema().find(part);
    }
    if (led) led->path = std::move(now);
    return led;
}

}  // namespace office
