// What the URL of a list asks for: one language for pages, API and exports.
//
//   ?q=oak                         words that the records have
//   &status=active&status=lead     one of these values; a reference also by name, one to a user as "me"
//   &tags=1&tags=2&tags.mode=all   all of them; "none": none of them
//   &due=this_week                 days, also relative ones: see days.h
//   &budget.from=100&due.to=today  from one value to another, both within
//   &due.before=today&due.after=…  the same without them; of days that are a span, all of it
//   &company.empty=yes             without a value; "no": with one
//   &sort=-due                     by an indexed field, a custom one, "created" or "activity"; "-": the last one first
//   &sort=-figures.open_total      figures (storage/figures.h) are asked for and sorted by as fields are
//   &limit=20&after=…              how many at most; "next" of the page before
//
// What is empty is not asked for. What cannot be has an error under the name of its parameter, and finds nothing.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "office/records/value_span.h"
#include "storage/read.h"
#include "storage/values/date_style.h"

namespace office {

/// A page of the API holds no more records.
inline constexpr std::size_t largest_limit = 500;

/// Every record has a moment of creation, though no field: lists can be asked for it and sorted by it.
const storage::Column& created_column();

bool can_sort(const storage::Column& column);

/// Who asks, and when.
struct Asker {
    std::uint8_t kind = 0;  ///< of the record that "me" means
    storage::Id id = 0;
    storage::Date today = {};
    storage::Style style = {.decimal = '.'};  ///< of numbers and days, which people type
};

using Parameter = std::pair<std::string, std::string>;

/// One condition: what the URL says of the values, the range or the emptiness of one field.
struct Asked {
    enum About : std::uint8_t { values, range, emptiness };
    const storage::Column* column;
    About about;
    std::vector<Parameter> typed;  ///< at least one
    storage::Filter filter = {};   ///< what cannot be finds nothing
    storage::Errors errors = {};   ///< by parameter

    /// The values of one of its parameters: "" for the field's own name, "mode", "from" …
    std::vector<std::string_view> all(std::string_view what) const;
    std::string_view first(std::string_view what) const;
};

struct Question {
    std::string sort;  ///< as the URL names it, or the usual one
    storage::List list;
    std::vector<Asked> asked;
    storage::Errors errors;  ///< of parameters that are no conditions, by parameter

    bool filtered() const { return !asked.empty() || !list.words.empty(); }
    /// Of conditions, by parameter.
    storage::Errors wrong_conditions() const;
};

/// Sorted by `usual_sort` when the URL says nothing that is possible. Points into `type` and `definitions`.
Question question_of(const storage::Read& read, const storage::Record_type& type,
                     const storage::Definitions& definitions, std::span<const Parameter> url, const Asker& asker,
                     std::string_view usual_sort);

}  // namespace office
