#include "pages/records/together.h"

#include <algorithm>
#include <format>
#include <map>
#include <ranges>
#include <set>
#include <span>

#include "office/records/merger.h"
#include "pages/frame/view.h"
#include "pages/records/kind.h"

namespace pages {

using office::Merger;
using storage::Act;
using storage::Entry;
using storage::Read;
using storage::Subject;

namespace {

/// What the box notes for itself is told by what it was noted along with.
bool is_note_of_box(const Read& read, const Entry& entry) {
    const auto* type = read.schema().find(entry.kind);
    return type != nullptr && type->kind.internal;
}

bool is_undo(const Entry& entry) { return entry.doing.verb == "undo"; }

}  // namespace

bool Gathering::continues(const Entry& entry) const {
    return !all_.empty() && entry.operation != 0 && all_.back().telling.operation == entry.operation;
}

/// An action was done to one of the kinds that have it; what came or went says more than what was changed with it.
unsigned Gathering::telling(const Entry& entry) const {
    if (is_note_of_box(read_, entry)) return 0;
    if (std::ranges::contains(page_row(entry.kind).actions, entry.doing.verb, &Action_page::action)) return 3;
    return entry.act != Act::changed || subject_ == Subject{entry.kind, entry.id} ? 2 : 1;
}

void Gathering::add(Entry entry) {
    if (!continues(entry)) all_.push_back({.telling = entry, .newest = entry.number});
    Together& together = all_.back();
    // A deletion comes behind all that went with it; else the first says what was done.
    const bool deletion = together.telling.act == Act::erased && !is_undo(entry);
    const unsigned now = telling(entry), before = telling(together.telling);
    if (now > before || (now == before && !deletion)) together.telling = entry;
    if (is_note_of_box(read_, entry)) return;
    ++together.count;
    if (together.parts.size() < most_parts) together.parts.push_back(std::move(entry));
}

std::vector<Event> Gathering::events(Shower& shower) const {
    std::vector<Event> events;
    for (const Together& together : all_) events.push_back(event_of(read_, together, subject_, shower));
    return events;
}

void offer_undo(std::vector<Event>& events, const Read& read, const http::Request& request,
                const Gathering& gathering) {
    std::set<std::uint64_t> operations;  // each is taken back as a whole
    for (std::size_t i = 0; i < events.size(); ++i)
        offer_undo(events[i], read, request, gathering.all().at(i).telling, operations);
}

namespace {

// ---- a merge

/// Entries looked at for what moved.
constexpr std::size_t most_looked_at = 1'000;
/// Entries behind the one by which a merge is remembered, or was.
constexpr std::size_t most_behind = 200;

struct Merge {
    Merger merger;
    bool undone;
    std::string gone;   ///< "Oak, Ann (31)"
    std::string moved;  ///< "3 notes, 2 contacts"; "" when nothing did
};

std::optional<Entry> note_of(const Read& read, std::span<const std::uint64_t> newest_first) {
    for (const std::uint64_t number : newest_first | std::views::take(most_behind))
        if (Entry entry = read.entry(number); entry.kind == Merger::kind.number && entry.act != Act::changed)
            return entry;
    return std::nullopt;
}

bool refers(const storage::Record_type& type, std::string_view fields, Subject subject) {
    return std::ranges::any_of(type.references(fields), [&](const storage::Reference& reference) {
        return Subject{reference.kind, reference.id} == subject;
    });
}

std::string moved_text(const Read& read, const Language& language, std::span<const std::uint64_t> numbers,
                       Subject gone) {
    std::map<const storage::Record_type*, std::set<storage::Id>> moved;
    for (const std::uint64_t number : numbers | std::views::take(most_looked_at)) {
        const Entry entry = read.entry(number);
        const auto* type = read.schema().find(entry.kind);
        if (type == nullptr || type->kind.internal || entry.act != Act::changed || !read.sees(entry)) continue;
        if (refers(*type, entry.before, gone) && !refers(*type, entry.after, gone)) moved[type].insert(entry.id);
    }
    std::string text;
    for (const auto& [type, ids] : moved)
        text += (text.empty() ? "" : ", ") + counted(language, type->kind, ids.size());
    return text;
}

std::string name_then(const Read& read, const Language& language, std::span<const std::uint64_t> numbers,
                      Subject gone) {
    std::string name;
    for (const std::uint64_t number : numbers | std::views::take(most_looked_at))
        if (const Entry entry = read.entry(number); Subject{entry.kind, entry.id} == gone) {
            name = entry.name;
            break;
        }
    const std::string called = name_or_number(language, read.schema().type(gone.kind).kind, name, gone.id);
    return name.empty() ? called : std::format("{} ({})", called, gone.id);
}

std::optional<Merge> merge_of(const Read& read, const Language& language, const Entry& telling) {
    if (telling.operation == 0 || (telling.doing.verb != "merge" && !is_undo(telling))) return std::nullopt;
    const auto numbers = read.entries_of(telling.operation);
    const auto note = note_of(read, numbers);
    if (!note || note->redacted || !read.sees(*note)) return std::nullopt;
    const bool undone = note->act == Act::erased;
    Merge merge{.merger = storage::decode_fields<Merger>(undone ? note->before : note->after),
                .undone = undone,
                .gone = {},
                .moved = {}};
    const Subject gone = merged_away(merge.merger);
    if (read.schema().find(gone.kind) == nullptr) return std::nullopt;
    merge.gone = name_then(read, language, numbers, gone);
    if (!undone) merge.moved = moved_text(read, language, numbers, gone);
    return merge;
}

std::string merged_text(const Language& language, const Merge& merge, bool of_kept) {
    if (of_kept && merge.undone) return language.say("took back the merge with {}", {merge.gone});
    if (of_kept && merge.moved.empty()) return language.say("merged this with {}", {merge.gone});
    if (of_kept) return language.say("merged this with {}: {2} moved", {merge.gone, merge.moved});
    if (merge.undone) return language.say("took back the merge of {} into", {merge.gone});
    if (merge.moved.empty()) return language.say("merged {} into", {merge.gone});
    return language.say("merged {}, with {2}, into", {merge.gone, merge.moved});
}

/// False when it was no merge, or one that others tell of.
bool tell_merge(Event& event, const Read& read, const Entry& telling, Subject subject, Shower& shower) {
    const auto merge = merge_of(read, shower.language(), telling);
    if (!merge) return false;
    const Subject kept{merge->merger.into.kind, merge->merger.into.id};
    if (subject != Subject{} && subject != kept) return false;
    event.did = merged_text(shower.language(), *merge, subject == kept);
    event.icon = merge->undone ? "arrow-back-up" : "arrow-merge";
    event.changes.clear();
    event.about.clear();
    event.about_url.clear();
    if (subject == kept) return true;
    const auto& kind = read.schema().type(kept.kind).kind;
    const std::string name = shower.name(kept.kind, kept.id);
    event.about = name_or_number(shower.language(), kind, name, kept.id);
    if (page_row(kept.kind).pages && !name.empty()) event.about_url = url_of(kind, kept.id);
    return true;
}

// ---- anything

void tell_import(Event& event, const Read& read, const Together& together, const Language& language) {
    event.about = imported_text(read, language, together.telling.operation);
    if (event.about.empty())
        event.about = language.say(together.count, "1 record", "{} records",
                                   {count_up_to(language, together.count, most_counted)});
    event.about_url.clear();
    event.changes.clear();
}

}  // namespace

Event event_of(const Read& read, const Together& together, Subject subject, Shower& shower) {
    const bool of_office = subject == Subject{};
    const auto told = [&](const Entry& entry) {
        return of_office ? told_of(read, entry, shower) : event_of(read, entry, subject, shower);
    };
    const Language& language = shower.language();
    Event event = told(together.telling);
    if (together.count > 1) {
        for (const Entry& part : together.parts) event.parts.push_back(told(part));
        event.part_count = together.count;
        if (together.parts.size() < together.count)
            event.parts_url = std::format("/history/{}", together.telling.operation);
    }
    if (tell_merge(event, read, together.telling, subject, shower) || !of_office) return event;
    if (event.is_import)
        tell_import(event, read, together, language);
    else if (together.count > 1)
        event.about = language.say(together.count - 1, "{2} and 1 more", "{2} and {1} more",
                                   {count_up_to(language, together.count - 1, most_counted - 1), event.about});
    return event;
}

}  // namespace pages
