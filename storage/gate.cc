#include "storage/gate.h"

#include <algorithm>
#include <vector>

#include "storage/values/card_number.h"

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

bool is_blank(char c) { return c == '\n' || c == '\r' || c == '\t'; }

/// Told without the columns: as many digits as a number of a card has, with no letter and no end of a text between, or a word for
/// its code.
bool may_hold_card(std::string_view fields) {
    constexpr int fewest_digits = 14;
    int digits = 0;
    for (const char c : fields) {
        const auto letter = static_cast<char>(c | 0x20);
        if (c >= '0' && c <= '9') {
            if (++digits == fewest_digits) return true;
        } else if ((letter >= 'a' && letter <= 'z') || (static_cast<unsigned char>(c) < 0x20 && !is_blank(c))) {
            digits = 0;
        }
    }
    return has_security_code(fields);
}

bool is_written(const Column& column) {
    switch (column.control) {
    case Control::text:
    case Control::textarea:
    case Control::email:
    case Control::url: return true;
    default: return false;
    }
}

std::string_view why_not_kept(const Row& row) {
    if (row.column->control == Control::tel) return never_kept_as_phone(row.text);
    if (row.column->control == Control::file) return never_kept(parse_file(row.text).value_or(File{}).name);
    return is_written(*row.column) ? never_kept(row.text) : std::string_view{};
}

/// Custom values are judged by what they hold alone, since their fields are not known here.
std::string_view why_not_kept(const Record_type& type, std::string_view fields) {
    if (type.custom_tag == 0) return {};
    for (const Custom_value& value : Value<Custom>::decode(payload_of(fields, type.custom_tag)).values)
        if (const auto why = never_kept(show_custom(value, {})); !why.empty()) return why;
    return {};
}

/// What is nobody's to keep, by field; derived values say it again.
Errors refused_texts(const Record_type& type, std::string_view fields) {
    Errors errors;
    if (!may_hold_card(fields)) return errors;
    const auto judge = [&](const Row& row) {
        if (const auto why = why_not_kept(row); !row.column->derived && !why.empty())
            errors.emplace(row.column->name, std::string(why));
    };
    for (const Row& row : type.show(fields, {})) {
        judge(row);
        for (const Row::Line& line : row.lines) std::ranges::for_each(line.cells, judge);
    }
    if (const auto why = why_not_kept(type, fields); !why.empty()) errors.emplace("custom", std::string(why));
    return errors;
}

/// What was there before stays until somebody changes it.
void refuse_cards(const Record_type& type, std::optional<std::string_view> before, std::string_view after) {
    Errors errors = refused_texts(type, after);
    if (errors.empty()) return;
    if (before)
        for (const auto& [field, why] : refused_texts(type, *before)) errors.erase(field);
    if (!errors.empty()) throw Error(std::move(errors));
}

}  // namespace

std::string pass_gate(const Record_type& type, std::optional<std::string_view> before, std::string after) {
    if (before && type.frozen != nullptr && type.frozen(*before)) refuse_frozen_change(type, *before, after);
    if (type.objections != nullptr)
        if (Errors errors = type.objections(before, after); !errors.empty()) throw Error(std::move(errors));
    refuse_cards(type, before, after);
    if (!before || next_line_of(*before) <= next_line_of(after)) return after;
    return with_next_line(after, next_line_of(*before));
}

void pass_gate_to_erase(const Record_type& type, std::string_view before) {
    if (type.frozen != nullptr && type.frozen(before))
        throw Error(Fault::refused, "This is final and can no longer be deleted.");
}

}  // namespace storage
