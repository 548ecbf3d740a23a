#include "office/records/value_span.h"

#include <algorithm>
#include <optional>
#include <ranges>

#include "office/records/plain.h"
#include "storage/words.h"

namespace office {

using storage::Column;
using storage::Control;
using storage::Filter;
using storage::Parsed;

namespace {

/// Behind every text and number that begins as it does.
const std::string& behind() {
    static const std::string bytes(16, '\xFF');
    return bytes;
}

std::string field_of(const Column& column) {
    std::string key;
    if (column.custom != 0) storage::put_number(key, column.custom);
    return key;
}

/// The last key before another, which does not end with a zero byte unless it is a number.
std::string just_before(std::string key) {
    for (char& byte : key | std::views::reverse)
        if (byte-- != '\0') break;
    return key += behind();
}

std::string moment_key(std::int64_t milliseconds) {
    std::string key;
    storage::put_number(key, storage::sign_flipped(milliseconds));
    return key;
}

Value_span moments(const Column& column, const Days& days) {
    const storage::Date next{days.last.days + 1};
    const std::string told(column.optional ? 1 : 0, '\1');
    return {told + moment_key(begin_of(days.first).milliseconds), told + moment_key(begin_of(next).milliseconds - 1)};
}

Parsed<Value_span> span_of_days(const Column& column, std::string_view typed, const Today& today) {
    const auto days = parse_days(typed, today);
    if (column.control == Control::moment) {
        if (days) return moments(column, *days);
        return storage::index_key(column, typed, {}).transform([](const std::string& key) {
            return Value_span{key, key};
        });
    }
    return days.and_then([&](const Days& known) -> Parsed<Value_span> {
        const auto key = [&](storage::Date day) { return *storage::index_key(column, storage::show_date(day), {}); };
        return Value_span{key(known.first), key(known.last)};
    });
}

/// What the key of a record without a value in an index is, where that is one.
std::optional<std::string> empty_key(const Column& column) {
    if (column.custom != 0 || column.many() || column.in_rows || column.attributes.index == storage::Index::unique)
        return std::nullopt;
    return column.key("", {}).value_or(std::string{});
}

bool is_text(const Column& column) {
    switch (column.control) {
    case Control::text:
    case Control::email:
    case Control::tel:
    case Control::url: return true;
    default: return false;
    }
}

}  // namespace

bool can_filter(const Column& column) { return column.indexed() && !column.attributes.hidden; }

bool is_day(const Column& column) { return column.control == Control::date || column.control == Control::moment; }

bool is_measure(const Column& column) {
    return is_number(column) || column.control == Control::duration || column.control == Control::time;
}

bool can_range(const Column& column) {
    return can_filter(column) && (is_day(column) || is_text(column) || is_measure(column));
}

bool can_be_empty(const Column& column) {
    if (!can_filter(column)) return false;
    if (column.custom != 0 || column.many() || column.optional) return true;
    return column.control == Control::picker || column.control == Control::select || column.control == Control::stars ||
           column.control == Control::time || is_day(column) || is_text(column);
}

void Value_span::narrow(std::string_view part, const Value_span& other) {
    const auto not_behind = [&](std::string key) {
        last = last.empty() ? std::move(key) : std::min(last, std::move(key));
    };
    if (part == "from") first = std::max(first, other.first);
    if (part == "after") first = std::max(first, other.last + '\0');
    if (part == "to") not_behind(other.last);
    if (part == "before") not_behind(just_before(other.first));
}

Value_span all_values(const Column& column) {
    const std::string field = field_of(column);
    if (column.custom != 0) return {field, field + behind()};
    const auto empty = empty_key(column);
    return {empty && can_be_empty(column) ? *empty + '\0' : "", ""};
}

Parsed<Value_span> span_of(const Column& column, std::string_view typed, const Today& today,
                           const storage::Currency& currency) {
    if (is_day(column)) return span_of_days(column, typed, today);
    if (is_text(column)) {
        const std::string begin = field_of(column) + storage::folded(typed);
        return Value_span{begin, begin + behind()};
    }
    return storage::index_key(column, typed, currency).transform([](const std::string& key) {
        return Value_span{key, key};
    });
}

Filter emptiness(const Column& column, bool empty) {
    if (const auto key = empty_key(column))
        return {.mode = empty ? Filter::any : Filter::none, .tag = column.tag, .keys = {*key}};
    Value_span all = all_values(column);
    Filter filter{
        .mode = empty ? Filter::not_between : Filter::between, .tag = column.tag, .keys = {}, .from = all.first};
    if (!all.last.empty()) filter.to = all.last;
    return filter;
}

}  // namespace office
