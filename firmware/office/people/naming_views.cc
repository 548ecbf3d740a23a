#include "office/people/naming_views.h"

#include <algorithm>
#include <set>

#include "office/people/saved_view.h"
#include "storage/words.h"

namespace office {

using storage::Column;
using storage::Control;
using storage::Entry;
using storage::Record_type;
using storage::Write;

namespace {

/// Shorter words name nobody.
constexpr std::size_t shortest = 3;

void add_words(std::set<std::string>& words, std::string_view text) {
    for (std::string& word : storage::words_of(text))
        if (word.size() >= shortest) words.insert(std::move(word));
}

/// By which people know them: a city or a description is of many.
std::set<std::string> names_of(const Record_type& type, const Entry& gone) {
    std::set<std::string> names;
    add_words(names, gone.name);
    for (const storage::Row& row : type.show(gone.before, {})) {
        const Column& column = *row.column;
        const bool reaches = column.control == Control::email || column.control == Control::tel;
        if (column.attributes.personal && reaches) add_words(names, row.text);
    }
    return names;
}

/// Words that nothing of their kind has any more.
std::set<std::string> names_of_nobody_else(const Write& write, const std::vector<Entry>& gone) {
    std::set<std::string> names;
    for (const Entry& entry : gone) {
        const Record_type& type = write.schema().type(entry.kind);
        for (const std::string& name : names_of(type, entry))
            if (write.search(type, name, 1).empty()) names.insert(name);
    }
    return names;
}

bool names_one(const std::set<std::string>& names, std::string_view text) {
    return std::ranges::any_of(storage::words_of(text), [&](const std::string& word) { return names.contains(word); });
}

}  // namespace

void erase_views_naming(Write& write, const std::vector<Entry>& gone) {
    const auto& type = storage::record_type<Saved_view>();
    if (write.count(type) == 0) return;
    const auto names = names_of_nobody_else(write, gone);
    for (const storage::Id id : write.select(type, {.tag = storage::index_tag::created, .limit = SIZE_MAX}).ids) {
        const auto view = write.get<Saved_view>(id);
        const bool in_filters = std::ranges::any_of(
            view.filters, [&](const View_filter& filter) { return names_one(names, filter.value); });
        if (!in_filters && !names_one(names, view.name)) continue;
        write.erase(type, id);
        write.redact({Saved_view::kind.number, id});
    }
}

}  // namespace office
