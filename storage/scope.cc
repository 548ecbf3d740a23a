// A Read with a scope: what somebody does not see is not there.
#include <algorithm>

#include "storage/read.h"

namespace storage {

namespace {

/// What a record with these keys in the filter's index answers to it.
bool passes(const Filter& filter, const std::vector<std::string>& keys) {
    const auto wanted = [&](const std::string& key) { return std::ranges::contains(keys, key); };
    const auto between = [&](const std::string& key) {
        return key >= filter.from && (!filter.to || key <= *filter.to);
    };
    switch (filter.mode) {
    case Filter::any: return std::ranges::any_of(filter.keys, wanted);
    case Filter::all: return std::ranges::all_of(filter.keys, wanted);
    case Filter::none: return std::ranges::none_of(filter.keys, wanted);
    case Filter::between: return std::ranges::any_of(keys, between);
    case Filter::not_between: return std::ranges::none_of(keys, between);
    }
    return false;
}

/// The column that an index is over; null for moments of the record itself and for custom fields.
const Column* column_under(const Record_type& type, Tag_path tag) {
    const bool by_name = tag >= index_tag::by_name && tag < index_tag::first_derived;
    return type.column_of(by_name ? tag - index_tag::by_name : tag);
}

/// The widest audience of the columns that stand in one run of a record; custom fields are the office's.
Audience audience_of(const Record_type& type, std::uint8_t tag) {
    Audience widest = Audience::office;
    type.each_valued_column([&](const Column& column) {
        if (outermost(column.tag) == tag) widest = std::max(widest, column.attributes.audience);
    });
    return widest;
}

std::vector<Id> common(const std::vector<Id>& one, const std::vector<Id>& other) {
    std::vector<Id> both;
    std::ranges::set_intersection(one, other, std::back_inserter(both));
    return both;
}

}  // namespace

bool Read::shows(const Column& column) const {
    return scope_ == nullptr || column.attributes.audience >= scope_->audience;
}

const Visible& Read::visible(const Record_type& type) const {
    const auto known = visible_.find(type.kind.number);
    if (known != visible_.end()) return known->second;
    Visible seen = scope_->sees ? scope_->sees(whole(), type) : Visible{};
    return visible_.emplace(type.kind.number, std::move(seen)).first->second;
}

bool Read::sees(const Record_type& type, Id id, std::string_view fields) const {
    const Visible& seen = visible(type);
    if (seen.everything) return true;
    if (seen.among && !std::ranges::binary_search(*seen.among, id)) return false;
    return std::ranges::all_of(
        seen.filters, [&](const Filter& filter) { return passes(filter, type.index_keys(fields, filter.tag)); });
}

/// Without the runs of fields that are for fewer people.
std::string Read::shown_fields(const Record_type& type, std::string_view fields) const {
    if (scope_ == nullptr || scope_->audience == Audience::office) return std::string(fields);
    std::string shown;
    for (Reader reader(fields); !reader.done();) {
        const std::uint8_t tag = reader.byte();
        const std::string_view payload = reader.text();
        if (audience_of(type, tag) >= scope_->audience) put_run(shown, tag, payload);
    }
    return shown;
}

void Read::keep_seen(std::uint8_t kind, std::vector<Id>& ids) const {
    if (scope_ != nullptr) std::erase_if(ids, [&](Id id) { return !has(kind, id); });
}

/// Words, and values of fields that are not shown, would tell what is in them by what is found.
std::optional<List> Read::narrowed(const Record_type& type, List list) const {
    const Visible& seen = visible(type);
    if (scope_->audience != Audience::office) {
        const auto hidden = [&](Tag_path tag) {
            const Column* column = column_under(type, tag);
            return column == nullptr || !shows(*column);
        };
        if (!list.words.empty() || std::ranges::any_of(list.filters, hidden, &Filter::tag)) return std::nullopt;
        if (hidden(list.tag)) list.tag = index_tag::created;
    }
    if (seen.everything) return list;
    list.filters.insert(list.filters.end(), seen.filters.begin(), seen.filters.end());
    if (seen.among) list.among = list.among ? common(*list.among, *seen.among) : *seen.among;
    return list;
}

bool Read::sees(const Entry& entry) const {
    if (scope_ == nullptr) return true;
    const Record_type* type = schema_->find(entry.kind);
    if (type == nullptr || visible(*type).everything) return true;
    // As it is now; of an erased one, as it was.
    if (const auto now = whole().find(*type, entry.id)) return sees(*type, entry.id, now->fields);
    return sees(*type, entry.id, entry.act == Act::created ? entry.after : entry.before);
}

/// Without what is for fewer people.
Entry Read::shown(Entry entry) const {
    if (const Record_type* type = schema_->find(entry.kind)) {
        entry.before = shown_fields(*type, entry.before);
        entry.after = shown_fields(*type, entry.after);
    }
    return entry;
}

std::vector<Entry> Read::history(Subject subject, std::uint64_t before, std::size_t limit) const {
    std::vector<Entry> entries;
    if (scope_ != nullptr && !has(subject.kind, subject.id)) return entries;
    for (bool more = true; more;) {
        const std::size_t wanted = limit - entries.size();
        const auto numbers = entries_about(transaction_, subject, before, wanted);
        for (const std::uint64_t number : numbers) {
            Entry entry = read_entry(transaction_, before = number);
            if (sees(entry)) entries.push_back(shown(std::move(entry)));
        }
        more = numbers.size() == wanted && entries.size() < limit;
    }
    return entries;
}

std::vector<Entry> Read::operations(std::uint64_t before, std::size_t limit) const {
    std::vector<Entry> entries;
    for (bool more = true; more;) {
        const std::size_t wanted = limit - entries.size();
        const auto numbers = storage::operations(transaction_, before, wanted);
        for (const std::uint64_t number : numbers) {
            Entry entry = read_entry(transaction_, before = number);
            if (sees(entry)) entries.push_back(shown(std::move(entry)));
        }
        more = numbers.size() == wanted && entries.size() < limit;
    }
    return entries;
}

std::vector<std::uint64_t> Read::entries_of(std::uint64_t operation, std::size_t limit) const {
    return storage::entries_of(transaction_, operation, limit);
}

}  // namespace storage
