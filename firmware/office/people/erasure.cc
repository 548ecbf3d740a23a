#include "office/people/erasure.h"

#include <algorithm>
#include <format>

#include "office/people/erased_file.h"
#include "office/people/events.h"
#include "office/people/naming_views.h"
#include "office/people/undo.h"
#include "office/people/viewer.h"
#include "office/records/action.h"
#include "office/records/merger.h"

namespace office {

using storage::Entry;
using storage::Read;

namespace {

constexpr std::size_t most_judged = 100;

bool is_gone(const Read& read, const Entry& entry) {
    return entry.act == storage::Act::erased && !entry.redacted && is_undone(read, entry.kind) &&
           !read.schema().type(entry.kind).kind.internal && !read.has(entry.kind, entry.id);
}

bool may_erase(const Read& read, const storage::Actor& actor) {
    return viewer_of(read, actor).may(Right::delete_clients);
}

/// How records went that were merged into one that went with it: the history tells of them under their own numbers.
std::vector<Entry> merged_into(const Read& read, std::uint64_t operation) {
    std::vector<Entry> merged;
    for (const std::uint64_t number : read.entries_of(operation)) {
        const Entry entry = read.entry(number);
        if (entry.kind != Merger::kind.number || entry.act != storage::Act::erased || entry.redacted) continue;
        const storage::Subject gone = merged_away(storage::decode_fields<Merger>(entry.before));
        if (read.has(gone.kind, gone.id)) continue;
        if (auto how = how_it_went(read, gone); how && is_gone(read, *how)) merged.push_back(std::move(*how));
    }
    return merged;
}

/// "client 7, note 3", as many as an event takes.
std::string numbers_of(const Read& read, const std::vector<Entry>& erased) {
    std::string numbers;
    for (const Entry& entry : erased)
        numbers +=
            std::format("{}{} {}", numbers.empty() ? "" : ", ", read.schema().type(entry.kind).kind.name, entry.id);
    return numbers;
}

}  // namespace

std::vector<Entry> gone_by(const Read& read, std::uint64_t operation, std::size_t limit) {
    std::vector<Entry> gone;
    for (const std::uint64_t number : read.entries_of(operation, limit))
        if (Entry entry = read.entry(number); is_gone(read, entry)) gone.push_back(std::move(entry));
    return gone;
}

std::string why_not_erase_for_good(const Read& read, const storage::Actor& actor, std::uint64_t operation) {
    if (!may_erase(read, actor)) return "Only who may delete clients erases them for good.";
    const std::vector<Entry> gone = gone_by(read, operation, most_acted_on + 1);
    if (gone.empty()) return "Nothing was deleted here that is still to be erased.";
    if (gone.size() > most_acted_on) return "These are too many at once.";
    const storage::Scope scope = scope_of(viewer_of(read, actor));
    const Read seen = read.seen_with(&scope);
    if (!std::ranges::all_of(gone, [&](const Entry& entry) { return seen.sees(entry); }))
        return "Only who may delete clients erases them for good.";
    return {};
}

bool offers_erasure(const Read& read, const storage::Actor& actor, std::uint64_t operation) {
    return operation != 0 && may_erase(read, actor) && !gone_by(read, operation, most_judged).empty();
}

std::size_t erase_for_good(storage::Write& write, std::uint64_t operation, std::string_view address) {
    if (const std::string why = why_not_erase_for_good(write, write.actor(), operation); !why.empty())
        throw storage::Error(storage::Fault::refused, why);
    write.doing("erase_for_good");
    std::vector<Entry> erased = gone_by(write, operation);
    const std::size_t deleted = erased.size();
    std::ranges::move(merged_into(write, operation), std::back_inserter(erased));
    for (const Entry& entry : erased) note_files(write, entry);
    for (const Entry& entry : erased) write.redact({entry.kind, entry.id});
    erase_views_naming(write, erased);
    record(write, {.what = Happening::erased_for_good,
                   .user = {write.actor().user},
                   .who = write.actor().name,
                   .address = std::string(address),
                   .detail = numbers_of(write, erased)});
    return deleted;
}

}  // namespace office
