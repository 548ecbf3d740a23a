// Values from one to another, as keys of their index: what ranges and days of a list are made of.
#pragma once

#include <string>
#include <string_view>

#include "office/records/days.h"
#include "storage/read.h"

namespace office {

// What a field can be asked for.
bool can_filter(const storage::Column& column);
/// Days, moments, measures and texts.
bool can_range(const storage::Column& column);
/// Days and moments.
bool is_day(const storage::Column& column);
/// Numbers, amounts, durations and times of day.
bool is_measure(const storage::Column& column);
/// Whether there are records without a value: an amount or number of the record type itself, unless it is
/// optional, is 0 then, which is one.
bool can_be_empty(const storage::Column& column);

/// Both ends are within. An empty `last` is open.
struct Value_span {
    std::string first, last;

    bool is_one() const { return first == last; }
    /// "from", "after", "to" or "before" another.
    void narrow(std::string_view part, const Value_span& other);
};

/// All values that are one: days that are not known are in no range.
Value_span all_values(const storage::Column& column);
/// What one text means: a day may be many, a text is the beginning of others. Numbers as programs write them.
storage::Parsed<Value_span> span_of(const storage::Column& column, std::string_view typed, const Today& today,
                                    const storage::Currency& currency);

/// The records without a value, or those with one.
storage::Filter emptiness(const storage::Column& column, bool empty);

}  // namespace office
