#include "pages/clients/timeline.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <format>
#include <functional>
#include <limits>
#include <tuple>

#include "http/form.h"
#include "office/clients/comment.h"
#include "office/clients/feedback.h"
#include "office/clients/hold.h"
#include "office/clients/note.h"
#include "office/documents/document.h"
#include "office/messages/message.h"
#include "office/people/mentions.h"
#include "office/work/task.h"
#include "pages/clients/cards.h"
#include "pages/frame/view.h"
#include "pages/records/together.h"
#include "storage/bytes.h"
#include "storage/digest.h"

namespace pages {

using office::Client;
using office::Document;
using storage::Entry;
using storage::Id;
using storage::Read;

namespace {

constexpr std::size_t page_length = 30;
/// Entries of the history looked at for one page: most may be of what stands there by itself.
constexpr std::size_t most_told = 300;

/// A kind whose records stand there themselves.
struct Stream {
    const storage::Record_type& (*type)();
    std::string_view person;  ///< column of who made it
};

constexpr std::array streams{
    Stream{&storage::record_type<office::Note>, "author"},     Stream{&storage::record_type<office::Comment>, "author"},
    Stream{&storage::record_type<office::Feedback>, "author"}, Stream{&storage::record_type<office::Message>, "author"},
    Stream{&storage::record_type<Document>, "uploaded_by"},
};

bool has_stream(std::uint8_t kind) {
    return std::ranges::any_of(streams, [&](const Stream& stream) { return stream.type().kind.number == kind; });
}

/// What is asked for. Beside kinds with a stream "holds", "tasks" and "changes".
struct Asked {
    std::string_view kind;
    Id person = 0;
    std::size_t most = page_length;
    bool shows(const storage::Kind& of_stream) const { return kind.empty() || kind == of_stream.plural; }
    bool tells() const {
        return kind.empty() || kind == "changes" || kind == office::Hold::kind.plural ||
               kind == office::Task::kind.plural;
    }
    bool tells(const Entry& entry) const {
        if (has_stream(entry.kind) && entry.act == storage::Act::created) return false;  // it stands there
        const bool is_sending = entry.kind == office::Message::kind.number && entry.actor.user == 0;
        if (is_sending) return false;  // so does what became of it
        if (person != 0 && entry.actor.user != person) return false;
        if (kind.empty()) return true;
        const bool is_hold = entry.kind == office::Hold::kind.number, is_task = entry.kind == office::Task::kind.number;
        if (kind == "changes") return !is_hold && !is_task;
        return kind == office::Hold::kind.plural ? is_hold : is_task;
    }
};

/// The record that was shown last, by the order of the page, and the entry told last.
struct Place {
    std::int64_t moment = std::numeric_limits<std::int64_t>::max();
    std::uint64_t kind = 0, id = 0, entry = 0;
};

std::string written(const Place& place) {
    return std::format("{}.{}.{}.{}", place.moment, place.kind, place.id, place.entry);
}

/// What is none is the first page.
Place place_in(std::string_view text) {
    std::array<std::int64_t, 4> numbers{};
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), numbers[i]);
        const bool is_last = i + 1 == numbers.size();
        const auto left = static_cast<std::size_t>(text.data() + text.size() - end);
        if (error != std::errc{} || numbers[i] < 0 || (is_last ? left != 0 : left == 0 || *end != '.')) return {};
        text = text.substr(text.size() - left);
        if (!is_last) text.remove_prefix(1);
    }
    const auto whole = [&](std::size_t i) { return static_cast<std::uint64_t>(numbers[i]); };
    return {numbers[0], whole(1), whole(2), whole(3)};
}

/// One of the page: a record, or an event.
struct Timeline_item {
    storage::Moment at;
    const storage::Record_type* type = nullptr;  ///< null: an event
    storage::Raw raw;
    Event event;
    std::uint64_t entry = 0;
    /// Newest first.
    auto order() const { return std::tuple(-at.milliseconds, type == nullptr ? 0 : type->kind.number, ~raw.id); }
};

/// Where a stream goes on, as its index of creation says it (List::after).
std::string after(const Place& place, std::uint8_t kind) {
    if (place.moment == Place{}.moment) return {};
    Id id = std::numeric_limits<Id>::max();
    if (kind == place.kind) id = place.id;
    if (kind < place.kind) id = 0;
    std::string bytes;
    storage::put_number(bytes, storage::sign_flipped(place.moment));
    storage::put_number(bytes, id);
    return storage::hex(bytes);
}

void add_records(std::vector<Timeline_item>& items, const Read& read, const Stream& stream, Id client,
                 const Asked& asked, const Place& place) {
    const storage::Record_type& type = stream.type();
    const auto refers = [&](std::string_view column, Id id) {
        const storage::Column* found = type.column(column);
        return storage::Filter{.tag = found->tag, .keys = {storage::key_of_reference(*found, found->refers_to, id)}};
    };
    storage::List wanted{.tag = storage::index_tag::created,
                         .descending = true,
                         .filters = {refers("client", client)},
                         .after = after(place, type.kind.number),
                         .limit = asked.most + 1};
    if (asked.person != 0) wanted.filters.push_back(refers(stream.person, asked.person));
    for (storage::Raw& raw : read.get_many(type, read.select(type, wanted).ids))
        items.push_back({.at = raw.created, .type = &type, .raw = std::move(raw), .event = {}});
}

/// Entries, and how far they were looked at.
struct Told {
    std::uint64_t looked_to = 0;  ///< 0: to the end
    storage::Moment at;           ///< of that one
};

/// A page of them, and one more.
Told gather(Gathering& gathering, const Read& read, storage::Subject subject, const Asked& asked,
            std::uint64_t before) {
    Told told{.looked_to = before, .at = {}};
    for (std::size_t seen = 0; seen < most_told;) {
        const auto entries = read.history(subject, told.looked_to, asked.most + 1);
        for (const Entry& entry : entries) {
            told = {entry.number, entry.at};
            if (asked.tells(entry)) gathering.add(entry);
            if (gathering.size() > asked.most) return told;
        }
        if (entries.size() <= asked.most) return {};
        seen += entries.size();
    }
    return told;
}

Told add_events(std::vector<Timeline_item>& items, const Read& read, const http::Request& request, Id client,
                const Asked& asked, std::uint64_t before, Shower& shower) {
    const storage::Subject subject{Client::kind.number, client};
    Gathering gathering(read, subject);
    const Told told = gather(gathering, read, subject, asked, before);
    std::vector<Event> events = gathering.events(shower);
    offer_undo(events, read, request, gathering);
    for (std::size_t i = 0; i < events.size(); ++i)
        items.push_back(
            {.at = events[i].at, .raw = {}, .event = std::move(events[i]), .entry = gathering.all()[i].newest});
    return told;
}

Data file_data(const Read& read, const Language& language, const storage::Raw& raw) {
    const auto document = Read::typed<Document>(raw);
    const Moment_text at = moment_text(language, raw.created);
    const bool is_picture = pictures::is_picture(document.file.type);
    const std::string by = read.name(office::User::kind.number, document.uploaded_by.id);
    Data data = object();
    data["file_name"] = text(document.name);
    data["file_url"] = text(url_of(Document::kind, raw.id));
    data["file_size"] = text(size_text(language, document.file.size));
    data["file_by"] = text(by.empty() ? language.say("The box") : by);
    data["file_time"] = text(at.time);
    data["file_iso"] = text(at.iso);
    data["file_picture_url"] =
        is_picture ? text(preview_url(Document::kind, raw.id, pictures::Extent::small)) : Data(false);
    return data;
}

Data item_data(const Read& read, const http::Request& request, Id client, const Timeline_item& item) {
    const Language& language = Language::of(request);
    Data data = object();
    data["item_card"] = false;
    data["item_file"] = false;
    data["item_event"] = false;
    if (item.type == nullptr) {
        data["item_event"] = event_data(language, item.event);
    } else if (is_written(item.type->kind.number)) {
        const std::string url =
            std::format("{}/{}/{}", url_of(Client::kind, client), item.type->kind.plural, item.raw.id);
        data["item_card"] = card_data(read, request, *item.type, item.raw, url);
    } else {
        data["item_file"] = file_data(read, language, item.raw);
    }
    return data;
}

Data days_data(const Read& read, const http::Request& request, Id client, const std::vector<Timeline_item>& items) {
    Data days = list();
    Data of_day = list();
    std::string label;
    const auto close_day = [&] {
        if (label.empty()) return;
        Data day = object();
        day["day_label"] = text(label);
        day["day_items"] = std::exchange(of_day, list());
        append(days, std::move(day));
    };
    for (const Timeline_item& item : items) {
        const Moment_text at = moment_text(Language::of(request), item.at);
        if (at.day != label) close_day();
        label = at.day;
        append(of_day, item_data(read, request, client, item));
    }
    close_day();
    return days;
}

/// A file on a note stands there with its note, unless files are asked for.
bool stands_with_another(const Timeline_item& item, const Asked& asked) {
    return item.type != nullptr && item.type->kind.number == Document::kind.number && asked.kind.empty() &&
           is_written(Read::typed<Document>(item.raw).about.kind);
}

bool is_pinned(const Timeline_item& item) {
    return item.type != nullptr && item.type->kind.number == office::Note::kind.number &&
           Read::typed<office::Note>(item.raw).pinned;
}

/// Takes what is behind the page off the items, which are in their order; where that begins.
Place cut(std::vector<Timeline_item>& items, Place place, const Told& told) {
    std::size_t count = 0;
    const auto is_within = [&](const Timeline_item& item) { return told.looked_to == 0 || item.at >= told.at; };
    while (count < items.size() && count < page_length && is_within(items[count])) ++count;
    bool events_left = false;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const Timeline_item& item = items[i];
        if (i < count && item.type != nullptr)
            place = {item.at.milliseconds, item.type->kind.number, item.raw.id, place.entry};
        if (i < count || item.type != nullptr) continue;
        place.entry = events_left ? std::max(place.entry, item.entry + 1) : item.entry + 1;
        events_left = true;
    }
    if (!events_left) place.entry = told.looked_to == 0 ? 1 : told.looked_to;
    items.resize(count);
    return place;
}

}  // namespace

Timeline read_timeline(const Read& read, const http::Request& request, Id client, Shower& shower) {
    const Asked asked{.kind = request.query.get("kind"),
                      .person = storage::parse_id(request.query.get("person")).value_or(0)};
    const Place place = place_in(request.query.get("before"));
    std::vector<Timeline_item> items;
    for (const Stream& stream : streams)
        if (asked.shows(stream.type().kind)) add_records(items, read, stream, client, asked, place);
    Told told;
    if (asked.tells() && place.entry != 1) told = add_events(items, read, request, client, asked, place.entry, shower);
    std::ranges::sort(items, {}, &Timeline_item::order);
    const std::size_t all = items.size();
    const Place next = cut(items, place, told);
    Timeline timeline;
    if (items.size() < all || told.looked_to != 0) timeline.next = written(next);
    std::erase_if(items, [&](const Timeline_item& item) { return stands_with_another(item, asked); });
    timeline.days = days_data(read, request, client, items);
    timeline.any = !items.empty();
    for (const office::Person& person : office::people_to_name(read))
        timeline.people.push_back({person.user.id, person.name});
    return timeline;
}

Data latest_activity(const Read& read, const http::Request& request, Id client, std::size_t most, Shower& shower) {
    // Files of notes stand with their notes, and pinned notes elsewhere.
    const Asked asked{.kind = {}, .most = 2 * most};
    std::vector<Timeline_item> items;
    for (const Stream& stream : streams) add_records(items, read, stream, client, asked, {});
    add_events(items, read, request, client, asked, 0, shower);
    std::ranges::sort(items, {}, &Timeline_item::order);
    std::erase_if(items,
                  [&](const Timeline_item& item) { return stands_with_another(item, asked) || is_pinned(item); });
    if (items.size() > most) items.resize(most);
    return days_data(read, request, client, items);
}

// ---- the page -------------------------------------------------------------------------------------------------------

namespace {

std::string url_with(const std::string& url, std::string_view kind, std::string_view person, std::string_view before) {
    std::string query;
    const auto add = [&](std::string_view name, std::string_view value) {
        if (!value.empty())
            query += std::format("{}{}={}", query.empty() ? '?' : '&', name, http::percent_encoded(value));
    };
    add("kind", kind);
    add("person", person);
    add("before", before);
    return url + query;
}

void set_kinds(Data& data, const http::Request& request, const std::string& url) {
    const Language& language = Language::of(request);
    const std::string_view person = request.query.get("person");
    data["timeline_kinds"] = list();
    const auto add = [&](std::string_view kind, std::string_view label) {
        Data one = object();
        one["timeline_kind_label"] = text(language.say(label));
        one["timeline_kind_url"] = text(url_with(url, kind, person, {}));
        one["timeline_kind_on"] = request.query.get("kind") == kind;
        append(data["timeline_kinds"], std::move(one));
    };
    add("", "Everything");
    for (const Stream& stream : streams) add(stream.type().kind.plural, stream.type().kind.title);
    add(office::Task::kind.plural, office::Task::kind.title);
    add(office::Hold::kind.plural, office::Hold::kind.title);
    add("changes", "Changes");
}

void set_people(Data& data, const http::Request& request, const std::vector<Timeline_person>& people) {
    const std::string_view chosen = request.query.get("person");
    data["timeline_people"] = list();
    for (const Timeline_person& person : people) {
        Data one = object();
        one["timeline_person"] = text(std::to_string(person.id));
        one["timeline_person_name"] = text(person.name);
        one["timeline_person_on"] = chosen == std::to_string(person.id);
        append(data["timeline_people"], std::move(one));
    }
}

}  // namespace

void set_timeline(Data& data, const http::Request& request, Timeline timeline, const std::string& url) {
    const std::string_view kind = request.query.get("kind"), person = request.query.get("person");
    data["timeline_url"] = text(url);
    data["timeline_kind"] = storage::is_text(kind) ? text(kind) : Data(false);
    set_kinds(data, request, url);
    set_people(data, request, timeline.people);
    data["timeline_days"] = std::move(timeline.days);
    data["has_timeline"] = timeline.any;
    data["timeline_next_url"] = timeline.next.empty() ? Data(false) : text(url_with(url, kind, person, timeline.next));
}

}  // namespace pages
