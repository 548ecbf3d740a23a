#include "storage/gate.h"

#include <algorithm>
#include <vector>

namespace storage {

namespace {

using Runs = std::vector<std::pair<std::uint8_t, std::string>>;

Runs runs_of(std::string_view fields) {
    Runs runs;
    for (Reader reader(fields); !reader.done();) {
        const std::uint8_t tag = reader.byte();
        runs.emplace_back(tag, reader.text());
    }
    return runs;
}

/// Every run of the one is among the other's, or may change after the freeze.
bool is_kept(const Record_type& type, const Runs& one, const Runs& other) {
    return std::ranges::all_of(one, [&](const auto& run) {
        return run.first == next_line_tag || std::ranges::contains(type.after_freeze, run.first) ||
               std::ranges::contains(other, run);
    });
}

void refuse_frozen_change(const Record_type& type, std::string_view before, std::string_view after) {
    const Runs was = runs_of(type.recoded(before));  // as this program writes it, whichever wrote it
    const Runs now = runs_of(type.recoded(after));
    if (!is_kept(type, was, now) || !is_kept(type, now, was))
        throw Error(Fault::refused, "This is final and can no longer be changed.");
}

std::size_t next_line_of(std::string_view fields) {
    const std::string_view next = payload_of(fields, next_line_tag);
    return next.empty() ? 1 : Reader(next).length();
}

/// Numbers of rows do not come again, even when older fields are put back.
std::string with_next_line(std::string_view fields, std::size_t next) {
    std::string number;
    put_length(number, next);
    std::string raised;
    put_run(raised, next_line_tag, number);
    for (const auto& [tag, payload] : runs_of(fields))
        if (tag != next_line_tag) put_run(raised, tag, payload);
    return raised;
}

}  // namespace

std::string pass_gate(const Record_type& type, std::optional<std::string_view> before, std::string after) {
    if (before && type.frozen != nullptr && type.frozen(*before)) refuse_frozen_change(type, *before, after);
    if (type.objections != nullptr)
        if (Errors errors = type.objections(before, after); !errors.empty()) throw Error(std::move(errors));
    if (!before || next_line_of(*before) <= next_line_of(after)) return after;
    return with_next_line(after, next_line_of(*before));
}

void pass_gate_to_erase(const Record_type& type, std::string_view before) {
    if (type.frozen != nullptr && type.frozen(before))
        throw Error(Fault::refused, "This is final and can no longer be deleted.");
}

}  // namespace storage
