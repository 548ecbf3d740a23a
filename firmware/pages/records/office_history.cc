// What was done in the office, each operation as one event; and one operation, each change by itself.
#include <algorithm>
#include <format>
#include <ranges>

#include "office/exchange/import.h"
#include "office/people/erasure.h"
#include "office/people/undo.h"
#include "office/records/kind.h"
#include "pages/frame/view.h"
#include "pages/records/erasure.h"
#include "pages/records/kind.h"
#include "pages/records/together.h"
#include "pages/records/undo.h"

namespace pages {

using storage::Act;
using storage::Entry;
using storage::Read;

namespace {

bool may_see_kind(const http::Request& request, const Read& read, const Entry& entry) {
    const auto* type = read.schema().find(entry.kind);
    return type == nullptr || may(request, office::rights_for(type->kind).see);
}

constexpr std::size_t page_length = 40;
/// Of operations with more changes not each is looked at.
constexpr std::size_t few = 100;
/// Looked through for the one of an operation.
constexpr std::size_t most_imports = 200;

bool is_internal(const Read& read, const Entry& entry) {
    const auto* type = read.schema().find(entry.kind);
    return type != nullptr && type->kind.internal;
}

/// The entry that says what an operation was: of an action the first record that it is one of, of a deletion the record itself,
/// which comes behind all that went with it.
Entry telling_entry(const Read& read, const Entry& first, const std::vector<std::uint64_t>& newest_first) {
    constexpr std::size_t most_looked_at = 20;
    const bool may_be_deletion = first.doing.verb.empty() || first.doing.verb == "delete";
    if (may_be_deletion && newest_first.size() > 1 && newest_first.size() < most_counted)
        if (Entry last = read.entry(newest_first.front()); last.act == Act::erased) return last;
    if (first.doing.verb.empty()) return first;
    for (const std::uint64_t number : newest_first | std::views::reverse | std::views::take(most_looked_at)) {
        Entry entry = read.entry(number);
        if (std::ranges::contains(page_row(entry.kind).actions, entry.doing.verb, &Action_page::action)) return entry;
    }
    return first;
}

Together together_of(const Read& read, const Entry& first) {
    const auto numbers = read.entries_of(first.number, most_counted);  // newest first
    Together together{.telling = telling_entry(read, first, numbers), .newest = numbers.front()};
    for (const std::uint64_t number : numbers) {
        if (together.parts.size() == most_parts && numbers.size() > few) break;
        Entry entry = read.entry(number);
        if (is_internal(read, entry) || !read.sees(entry)) continue;
        ++together.count;
        if (together.parts.size() < most_parts) together.parts.push_back(std::move(entry));
    }
    if (numbers.size() > few) together.count = office::changes_of(read, first.number, most_counted + 1);
    return together;
}

Event operation_event(const Read& read, const http::Request& request, const Entry& first, Shower& shower) {
    if (read.schema().find(first.kind) == nullptr) return event_of(read, first, {}, shower);
    Event event = event_of(read, together_of(read, first), {}, shower);
    if (office::offers_undo(read, actor_of(request), first, storage::Moment::now())) {
        event.undo_url = undo_url(first.number);
        event.undo_asks = asks_to_undo(read, first.number);
    }
    if (office::offers_erasure(read, actor_of(request), first.number)) event.erase_url = erasure_url(first.number);
    return event;
}

/// Also one that is taken back.
bool is_merge(const Entry& entry) { return entry.doing.verb == "merge" || entry.doing.verb == "undo"; }

/// Nothing that is shown, and nothing that can be taken back: a new password, which the page of events tells of.
bool says_nothing(const Entry& first, const Event& event) {
    return first.act == Act::changed && first.doing.verb.empty() && event.changes.empty() && event.undo_url.empty();
}

std::uint64_t before_in(const http::Request& request) {
    return storage::parse_id(request.query.get("before")).value_or(0);
}

}  // namespace

std::string imported_text(const Read& read, const Language& language, std::uint64_t operation) {
    const storage::List latest{.tag = storage::index_tag::created, .descending = true, .limit = most_imports};
    for (const storage::Id id : read.select(storage::record_type<office::Import>(), latest).ids) {
        const auto import = read.get<office::Import>(id);
        const auto* type = read.schema().find(import.of_kind);
        if (static_cast<std::uint64_t>(import.operation) != operation || type == nullptr) continue;
        const auto count = static_cast<std::uint64_t>(import.made + import.updated);
        return language.say("{} from {2}", {counted(language, type->kind, count), import.file_name});
    }
    return {};
}

History read_office_history(const Read& read, const http::Request& request, Shower& shower) {
    History history;
    const auto operations = read.operations(before_in(request), page_length + 1);
    for (const Entry& first : operations | std::views::take(page_length)) {
        if (!is_merge(first) && (is_internal(read, first) || !may_see_kind(request, read, first)))
            continue;  // what the box notes for itself, or is for others
        Event event = operation_event(read, request, first, shower);
        if (!says_nothing(first, event)) history.events.push_back(std::move(event));
    }
    if (operations.size() > page_length) history.next_before = operations[page_length - 1].number;
    return history;
}

History read_operation(const Read& read, const http::Request& request, std::uint64_t operation, Shower& shower) {
    History history;
    const std::uint64_t before = before_in(request);
    std::uint64_t below = 0;
    for (const std::uint64_t number : read.entries_of(operation)) {
        if (before != 0 && number >= before) continue;
        const Entry entry = read.entry(number);
        if (is_internal(read, entry) || !read.sees(entry) || !may_see_kind(request, read, entry)) continue;
        if (history.events.size() == page_length) {
            history.next_before = below;
            return history;
        }
        history.events.push_back(told_of(read, entry, shower));
        below = number;
    }
    if (history.events.empty()) throw storage::Error(storage::Fault::not_found, "There is no such page.");
    return history;
}

}  // namespace pages
