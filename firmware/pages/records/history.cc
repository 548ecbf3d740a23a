#include "pages/records/history.h"

#include <algorithm>
#include <charconv>
#include <format>
#include <ranges>
#include <set>

#include "office/exchange/import.h"
#include "office/people/erasure.h"
#include "office/people/undo.h"
#include "office/records/kind.h"
#include "pages/frame/view.h"
#include "pages/records/erasure.h"
#include "pages/records/fields.h"
#include "pages/records/kind.h"
#include "pages/records/rows.h"
#include "pages/records/undo.h"

namespace pages {

using storage::Act;
using storage::Entry;

namespace {

constexpr std::size_t page_length = 40;
/// Entries looked at for one page when only one kind is wanted.
constexpr std::size_t most_read = 2'000;

bool refers(const storage::Record_type& type, std::string_view fields, storage::Subject subject) {
    return std::ranges::any_of(type.references(fields), [&](const storage::Reference& reference) {
        return storage::Subject{reference.kind, reference.id} == subject;
    });
}

/// What an entry means for the record whose history this is: a contact that comes to a client was changed, and yet it
/// is the client that got a contact. In the order of Sentences::did.
enum class Meaning : std::uint8_t { created, changed, erased, joined, left };

Meaning meaning_of(const Entry& entry, storage::Subject subject, const storage::Record_type& type) {
    if (entry.act != Act::changed) return entry.act == Act::created ? Meaning::created : Meaning::erased;
    const bool before = refers(type, entry.before, subject);
    const bool after = refers(type, entry.after, subject);
    if (before == after || subject.kind == entry.kind) return Meaning::changed;
    return after ? Meaning::joined : Meaning::left;
}

std::string_view verb_of(Act act) {
    switch (act) {
    case Act::created: return "created";
    case Act::changed: return "changed";
    case Act::erased: return "deleted";
    }
    return "";
}

std::string_view icon_of(Act act) { return act == Act::created ? "plus" : act == Act::changed ? "pencil" : "trash"; }

/// How history tells of what has a name of its own; false for plain changes.
bool tell_verb(Event& event, const Entry& entry, const Language& language) {
    const auto& own = page_row(entry.kind).actions;
    const auto action = std::ranges::find(own, entry.doing.verb, &Action_page::action);
    if (action != own.end()) {
        event.did = language.say(action->did);
        event.icon = action->icon;
        return true;
    }
    if (entry.doing.verb != "import" && entry.doing.verb != "undo") return false;
    event.did = language.say(entry.doing.verb == "import" ? "imported" : "took back");
    event.icon = entry.doing.verb == "import" ? "database-import" : "arrow-back-up";
    return true;
}

/// What people call it: a custom field by its label, since its name is for programs.
std::string called(const Entry& entry, const storage::Record_type& type, const Language& language) {
    const std::string& fields = entry.after.empty() ? entry.before : entry.after;
    if (type.column("label") != nullptr && !fields.empty())
        for (const storage::Row& row : type.show(fields, {}))
            if (row.column->name == "label" && !row.text.empty()) return row.text;
    return name_or_number(language, type.kind, entry.name, entry.id);
}

/// What the entry says, seen from the record whose history this is.
void tell(Event& event, const Entry& entry, storage::Subject subject, Meaning meaning, const storage::Record_type& type,
          Shower& shower) {
    const Language& language = shower.language();
    const storage::Kind& kind = type.kind;
    event.did = language.say(verb_of(entry.act));
    event.icon = icon_of(entry.act);
    const bool named = tell_verb(event, entry, language);
    if (subject == storage::Subject{entry.kind, entry.id}) {
        if (entry.act == Act::created && !named) event.did = language.say("created this " + lower_first(kind.label));
        return;
    }
    const auto own = page_row(entry.kind).sentences;
    if (!own.empty() && !named) {
        event.did = language.say(own.front().did[static_cast<std::size_t>(meaning)]);
        event.icon = own.front().icon;
    }
    if (named || own.empty() || own.front().named) event.about = called(entry, type, language);
    if (!event.about.empty() && page_row(entry.kind).pages && !shower.name(entry.kind, entry.id).empty())
        event.about_url = url_of(kind, entry.id);
}

std::uint64_t number_of(std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() ? number : 0;
}

}  // namespace

Event event_of(const storage::Read& read, const Entry& entry, storage::Subject subject, Shower& shower) {
    Event event{.at = entry.at, .who = entry.actor.name};
    if (entry.actor.user == 0) event.who = shower.language().say(event.who.empty() ? "The box" : event.who);
    if (read.schema().find(entry.kind) == nullptr) {
        event.did = shower.language().say("changed something that this version of Clientbox does not know");
        event.icon = "info-circle";
        return event;
    }
    const storage::Record_type& type = read.schema().type(entry.kind);
    const Meaning meaning = meaning_of(entry, subject, type);
    tell(event, entry, subject, meaning, type, shower);
    if (meaning == Meaning::changed)
        event.changes = changes_of(type, read.definitions(type), entry.before, entry.after, shower);
    event.is_import = entry.doing.verb == "import";
    return event;
}

namespace {

/// What it was done to stands behind it.
void name_subject(Event& event, const Entry& entry, const storage::Record_type& type, const Language& language) {
    if (!event.about.empty()) return;
    event.about = called(entry, type, language);
    event.did += ':';
}

}  // namespace

Event told_of(const storage::Read& read, const Entry& entry, Shower& shower) {
    Event event = event_of(read, entry, {}, shower);
    if (const auto* type = read.schema().find(entry.kind)) name_subject(event, entry, *type, shower.language());
    return event;
}

void offer_undo(Event& event, const storage::Read& read, const http::Request& request, const Entry& entry,
                std::set<std::uint64_t>& operations) {
    if (!operations.insert(entry.operation).second || entry.operation == 0) return;
    if (!office::offers_undo(read, actor_of(request), entry, storage::Moment::now())) return;
    event.undo_url = undo_url(entry.operation);
    event.undo_asks = event.is_import || asks_to_undo(read, entry.operation);
}

std::vector<Change_text> changes_of(const storage::Record_type& type, const storage::Definitions& definitions,
                                    std::string_view before, std::string_view after, Shower& shower) {
    const auto old_rows = type.show(before, definitions);
    const auto new_rows = type.show(after, definitions);
    std::vector<Change_text> changes;
    for (std::size_t i = 0; i < old_rows.size() && i < new_rows.size(); ++i) {
        const storage::Column& column = *old_rows[i].column;
        if (column.derived || column.attributes.hidden || old_rows[i].text == new_rows[i].text) continue;
        if (column.control == storage::Control::rows) {
            std::ranges::move(changes_of_rows(old_rows[i], new_rows[i], shower), std::back_inserter(changes));
            continue;
        }
        changes.push_back({label_of(shower.language(), column), plain(shower.show(column, old_rows[i].text)),
                           plain(shower.show(column, new_rows[i].text))});
    }
    return changes;
}

History read_history(const storage::Read& read, storage::Subject subject, const http::Request& request,
                     Shower& shower) {
    History history;
    const storage::Record_type* only = read.schema().find(request.query.get("kind"));
    if (only != nullptr) history.kind = only->kind.plural;
    std::uint64_t before = number_of(request.query.get("before"));
    std::set<std::uint64_t> operations;  ///< of the page: each is taken back as a whole
    for (std::size_t seen = 0; seen < most_read;) {
        const auto entries = read.history(subject, before, page_length + 1);
        for (const Entry& entry : entries) {
            if (history.events.size() == page_length) {
                history.next_before = before;
                return history;
            }
            before = entry.number;
            if (only != nullptr && only->kind.number != entry.kind) continue;
            history.events.push_back(event_of(read, entry, subject, shower));
            offer_undo(history.events.back(), read, request, entry, operations);
        }
        if (entries.size() <= page_length) return history;
        seen += entries.size();
    }
    history.next_before = before;
    return history;
}

namespace {

/// How many more records an operation changed is counted up to that.
constexpr std::size_t most_counted = 1'000;

/// The entry that says what an operation was: of an action the first record that it is one of, of a deletion the record itself,
/// which comes behind all that went with it.
Entry telling_entry(const storage::Read& read, const Entry& first) {
    constexpr std::size_t most_looked_at = 20;
    const auto numbers = read.entries_of(first.number, most_counted);  // newest first
    if (first.doing.verb.empty() && numbers.size() > 1 && numbers.size() < most_counted)
        if (Entry last = read.entry(numbers.front()); last.act == Act::erased) return last;
    if (first.doing.verb.empty()) return first;
    for (const std::uint64_t number : numbers | std::views::reverse | std::views::take(most_looked_at)) {
        Entry entry = read.entry(number);
        if (std::ranges::contains(page_row(entry.kind).actions, entry.doing.verb, &Action_page::action)) return entry;
    }
    return first;
}

/// Looked through for the one of an operation.
constexpr std::size_t most_imports = 200;

}  // namespace

std::string imported_text(const storage::Read& read, const Language& language, std::uint64_t operation) {
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

namespace {

Event operation_event(const storage::Read& read, const http::Request& request, const Entry& first, Shower& shower) {
    const Language& language = shower.language();
    if (read.schema().find(first.kind) == nullptr) return event_of(read, first, {}, shower);
    const std::size_t entries = office::changes_of(read, first.number, most_counted + 1);
    const Entry telling = telling_entry(read, first);
    Event event = event_of(read, telling, {}, shower);
    name_subject(event, telling, read.schema().type(telling.kind), language);
    if (first.doing.verb == "import") {
        event.about = imported_text(read, language, first.operation);
        if (event.about.empty())
            event.about =
                language.say(entries, "1 record", "{} records", {count_up_to(language, entries, most_counted)});
        event.about_url.clear();
        event.changes.clear();
    } else if (entries > 1)
        event.about = language.say(entries - 1, "{2} and 1 more", "{2} and {1} more",
                                   {count_up_to(language, entries - 1, most_counted - 1), event.about});
    if (office::offers_undo(read, actor_of(request), first, storage::Moment::now())) {
        event.undo_url = undo_url(first.number);
        event.undo_asks = asks_to_undo(read, first.number);
    }
    if (office::offers_erasure(read, actor_of(request), first.number)) event.erase_url = erasure_url(first.number);
    return event;
}

/// Nothing that is shown, and nothing that can be taken back: a new password, which the page of events tells of.
bool says_nothing(const Entry& first, const Event& event) {
    return first.act == Act::changed && first.doing.verb.empty() && event.changes.empty() && event.undo_url.empty();
}

}  // namespace

History read_office_history(const storage::Read& read, const http::Request& request, Shower& shower) {
    History history;
    const auto operations = read.operations(number_of(request.query.get("before")), page_length + 1);
    for (const Entry& first : operations | std::views::take(page_length)) {
        const auto* type = read.schema().find(first.kind);
        if (type != nullptr && type->kind.internal) continue;  // what the box notes for itself
        if (type != nullptr && !may(request, office::rights_for(type->kind).see)) continue;
        Event event = operation_event(read, request, first, shower);
        if (!says_nothing(first, event)) history.events.push_back(std::move(event));
    }
    if (operations.size() > page_length) history.next_before = operations[page_length - 1].number;
    return history;
}

// ---- the page -------------------------------------------------------------------------------------------------------

namespace {

Data changes_data(const std::vector<Change_text>& changes) {
    Data data = list();
    for (const Change_text& change : changes) {
        Data one = object();
        one["change_field"] = text(change.field);
        one["change_before"] = text(change.before);
        one["change_after"] = text(change.after);
        append(data, std::move(one));
    }
    return data;
}

/// Without the colon that some languages lead to what it was done to with, where there is none.
std::string_view without_colon(std::string_view did) {
    if (did.ends_with(':')) did.remove_suffix(1);
    return did;
}

}  // namespace

Data event_data(const Language& language, const Event& event) {
    const Moment_text at = moment_text(language, event.at);
    Data data = object();
    data["entry_icon"] = text(event.icon);
    data["entry_who"] = text(event.who);
    data["entry_did"] = text(event.about.empty() ? without_colon(event.did) : event.did);
    data["entry_about"] = text(event.about);
    data["entry_about_url"] = text(event.about_url);
    data["entry_changes"] = changes_data(event.changes);
    data["entry_time"] = text(at.time);
    data["entry_iso"] = text(at.iso);
    data["entry_undo_url"] = text(event.undo_url);
    data["entry_undo_asks"] = event.undo_asks;
    data["entry_undo_label"] = text(language.say(event.is_import ? "Undo the whole import …" : "Undo …"));
    data["entry_erase_url"] = text(event.erase_url);
    return data;
}

namespace {

Data days_data(const Language& language, const std::vector<Event>& events) {
    Data days = list();
    Data entries = list();
    std::string label;
    const auto close_day = [&] {
        if (label.empty()) return;
        Data day = object();
        day["day_label"] = text(label);
        day["entries"] = std::exchange(entries, list());
        append(days, std::move(day));
    };
    for (const Event& event : events) {
        const Moment_text at = moment_text(language, event.at);
        if (at.day != label) close_day();
        label = at.day;
        append(entries, event_data(language, event));
    }
    close_day();
    return days;
}

}  // namespace

void set_events(Data& data, const Language& language, const std::vector<Event>& events) {
    data["days"] = days_data(language, events);
    data["has_history"] = !events.empty();
}

void set_history(Data& data, const Language& language, const History& history, const std::string& url,
                 const std::vector<const storage::Kind*>& kinds) {
    Data filters = list();
    const auto add = [&](const std::string& label, const std::string& target, bool on) {
        Data filter = object();
        filter["history_filter_label"] = text(label);
        filter["history_filter_url"] = text(target);
        filter["history_filter_on"] = on;
        append(filters, std::move(filter));
    };
    if (!kinds.empty()) add(language.say("Everything"), url, history.kind.empty());
    for (const storage::Kind* kind : kinds)
        add(language.say(kind->title), std::format("{}?kind={}", url, kind->plural), history.kind == kind->plural);
    data["history_filters"] = std::move(filters);
    set_events(data, language, history.events);
    const std::string kind = history.kind.empty() ? "" : "kind=" + history.kind + "&";
    data["history_next_url"] =
        history.next_before == 0 ? Data(false) : text(std::format("{}?{}before={}", url, kind, history.next_before));
}

}  // namespace pages
