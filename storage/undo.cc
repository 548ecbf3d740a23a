#include "storage/undo.h"

#include <algorithm>
#include <format>
#include <map>
#include <ranges>
#include <set>

namespace storage {

namespace {

using Story = Undoing::Story;

/// A field by its tag, a custom one by its id as well.
using Place = std::pair<std::uint8_t, Id>;
using Runs = std::map<Place, std::string>;

Runs runs_of(const Record_type& type, std::string_view fields) {
    Runs runs;
    for (Reader reader(fields); !reader.done();) {
        const std::uint8_t tag = reader.byte();
        const std::string_view payload = reader.text();
        if (tag != type.custom_tag || tag == 0)
            runs.emplace(Place{tag, 0}, payload);
        else
            for (const Custom_value& value : Value<Custom>::decode(payload).values)
                Value<Custom>::encode(runs[{tag, value.field}], {{value}});
    }
    return runs;
}

std::string fields_of(const Record_type& type, const Runs& runs) {
    std::string fields;
    std::string custom;
    for (const auto& [place, payload] : runs)
        if (place.second == 0)
            put_run(fields, place.first, payload);
        else
            custom += payload;
    if (!custom.empty()) put_run(fields, type.custom_tag, custom);
    return type.recoded(fields);
}

/// What one entry says that differs.
struct Difference {
    Difference(const Record_type& type, const Entry& entry)
        : before(runs_of(type, entry.before))
        , after(runs_of(type, entry.after)) {
        std::erase_if(before, [&](const auto& run) {
            const auto same = after.find(run.first);
            return same != after.end() && same->second == run.second && after.erase(run.first) == 1;
        });
    }
    Runs before, after;
};

/// What an operation did to one record, from its entries, newest first.
struct Change {
    Change(const Read& read, const Story& story)
        : subject(story.subject) {
        for (const std::uint64_t number : story.entries) entries.push_back(read_entry(read.transaction(), number));
    }
    Subject subject;
    std::vector<Entry> entries;
    const Entry& last() const { return entries.front(); }

    /// The fields `now`, but those that the operation changed as they were before it.
    std::string undone(const Record_type& type, std::string_view now) const {
        Runs runs = runs_of(type, now);
        for (const Entry& entry : entries) {
            const Difference made(type, entry);
            turn(runs, made.after, made.before);
        }
        return fields_of(type, runs);
    }

    /// The same as it left them.
    std::string left(const Record_type& type, std::string_view now) const {
        Runs runs = runs_of(type, now);
        for (const Entry& entry : entries | std::views::reverse) {
            const Difference made(type, entry);
            turn(runs, made.before, made.after);
        }
        return fields_of(type, runs);
    }

  private:
    /// Numbers of rows do not come again, so that the next one stays.
    static void turn(Runs& runs, const Runs& from, const Runs& to) {
        const auto next_line = runs.extract({next_line_tag, 0});
        for (const auto& [place, payload] : from) runs.erase(place);
        for (const auto& [place, payload] : to) runs[place] = payload;
        if (!next_line.empty()) runs.insert_or_assign(next_line.key(), next_line.mapped());
    }
};

/// The journal does not know them.
void refuse_secrets(const Record_type& type, const Change& change) {
    for (const Entry& entry : change.entries) {
        if (entry.redacted) throw Error(Fault::refused, "Personal details were erased from it.");
        for (const std::string* fields : {&entry.before, &entry.after})
            for (const auto& [place, payload] : runs_of(type, *fields))
                if (type.secret(place.first)) throw Error(Fault::refused, "A password or token cannot be put back.");
    }
}

Left_alone left_alone(const Read& read, const Change& change, bool was_made) {
    const Record_type* type = read.schema().find(change.subject.kind);
    std::optional<Raw> now;
    if (type != nullptr) now = read.find(*type, change.subject.id);
    std::string fields = now ? now->fields : std::string{};
    std::string then = type == nullptr || was_made ? std::string{} : change.undone(*type, fields);
    return {.subject = change.subject, .name = change.last().name, .now = std::move(fields), .then = std::move(then)};
}

constexpr std::string_view belongs_to_nothing = "What it belongs to is not there any more.";

/// Some steps, in one transaction.
class Steps {
  public:
    Steps(Write& write, Undone& undone)
        : write_(write)
        , undone_(undone) {}

    void take(const Story& story) {
        const Change change(write_, story);
        if (write_.schema().find(story.subject.kind) == nullptr)
            return leave(change, story.was_made, {{"", "This program does not know it."}});
        if (story.is_erased)
            attempt(change, false, [&] { return revive(change); });
        else if (story.was_made)
            attempt(change, true, [&] { return take_away(change); });
        else
            attempt(change, false, [&] { return change_back(change); });
        if (!story.belongs_to_next) end_revived();
    }

    void expect(Subject subject) { expected_.insert({subject.kind, subject.id}); }

  private:
    /// Because of what others did since it may not be possible. `work` says whether there was something to do.
    template <class Work> void attempt(const Change& change, bool was_made, Work&& work) {
        try {
            ++(work() ? undone_.put_back : undone_.passed_over);
        } catch (const Error& error) {
            if (error.fault() == Fault::corrupt || error.fault() == Fault::full) throw;
            leave(change, was_made, error.fields().empty() ? Errors{{"", error.what()}} : error.fields());
        }
    }

    void leave(const Change& change, bool was_made, Errors why) {
        undone_.left_alone.push_back(left_alone(write_, change, was_made));
        undone_.left_alone.back().why = std::move(why);
    }

    const Record_type& type_of(const Change& change) const { return write_.schema().type(change.subject.kind); }

    bool revive(const Change& change) {
        const Record_type& type = type_of(change);
        refuse_secrets(type, change);
        const Id id = change.subject.id;
        std::string fields = change.undone(type, {});
        if (const auto now = write_.find(type, id); now && type.recoded(now->fields) == fields) return false;
        expected_.erase({change.subject.kind, id});
        for (const Reference& reference : type.references(fields))
            if (!write_.has(reference.kind, reference.id) && !expected_.contains({reference.kind, reference.id}))
                throw Error(Fault::refused, std::string(belongs_to_nothing));
        write_.revive(type, id, change.last().revision + 1, made_at(change), std::move(fields));
        revived_.push_back(change);
        return true;
    }

    Moment made_at(const Change& change) const {
        for (const std::uint64_t number :
             entries_about(write_.transaction(), change.subject, 0, SIZE_MAX) | std::views::reverse) {
            const Entry entry = read_entry(write_.transaction(), number);
            if (entry.act == Act::created && Subject{entry.kind, entry.id} == change.subject) return entry.at;
        }
        return change.entries.back().at;
    }

    /// Of those that refer to each other one may have been refused: the others go again.
    void end_revived() {
        expected_.clear();
        for (bool changed = true; std::exchange(changed, false);)
            for (const Change& change : revived_) {
                const Record_type& type = type_of(change);
                const auto now = write_.find(type, change.subject.id);
                if (!now || std::ranges::all_of(type.references(now->fields), [&](const Reference& reference) {
                        return write_.has(reference.kind, reference.id);
                    }))
                    continue;
                write_.erase(type, change.subject.id);
                changed = true;
            }
        for (const Change& change : std::exchange(revived_, {}))
            if (!write_.has(change.subject.kind, change.subject.id)) {
                --undone_.put_back;
                leave(change, false, {{"", std::string(belongs_to_nothing)}});
            }
    }

    bool change_back(const Change& change) {
        const Record_type& type = type_of(change);
        refuse_secrets(type, change);
        const Raw raw = write_.get(type, change.subject.id);
        const std::string now = type.recoded(raw.fields);
        std::string then = change.undone(type, raw.fields);
        if (then == now) return false;
        if (change.left(type, raw.fields) != now) throw Error(Fault::stale, "It was changed since.");
        write_.update(type, raw.id, raw.revision, std::move(then));
        return true;
    }

    /// What leaves no trace in the journal and goes along holds nothing.
    static bool holds(const Read::Dependents& dependents) {
        return dependents.type->kind.journaled || dependents.column->attributes.gone != Gone::cascade;
    }

    bool take_away(const Change& change) {
        const Record_type& type = type_of(change);
        const auto raw = write_.find(type, change.subject.id);
        if (!raw) return false;
        const bool is_as_made = raw->revision == change.last().revision || raw->fields == change.left(type, {});
        if (!is_as_made) throw Error(Fault::stale, "It was changed since.");
        if (std::ranges::any_of(write_.dependents(change.subject.kind, change.subject.id), holds))
            throw Error(Fault::refused, "Something belongs to it since.");
        write_.erase(type, change.subject.id);
        return true;
    }

    Write& write_;
    Undone& undone_;
    std::vector<Change> revived_;                          ///< since the last that belonged to no next one
    std::set<std::pair<std::uint8_t, Id>> expected_ = {};  ///< come back within the same transaction
};

/// In the order of their last entries, newest first.
std::vector<Story> stories_of(const Read& read, std::uint64_t operation, const Takes& takes) {
    std::vector<Story> stories;
    std::map<std::pair<std::uint8_t, Id>, std::size_t> places;
    for (const std::uint64_t number : entries_of(read.transaction(), operation)) {
        const Entry entry = read_entry(read.transaction(), number);
        if (takes && !takes(entry.kind)) continue;
        const auto [place, is_new] = places.try_emplace({entry.kind, entry.id}, stories.size());
        if (is_new)
            stories.push_back(
                {.subject = {entry.kind, entry.id}, .entries = {}, .is_erased = entry.act == Act::erased});
        Story& story = stories[place->second];
        story.entries.push_back(number);
        story.was_made = entry.act == Act::created;
    }
    return stories;
}

}  // namespace

Entry undoable(const Read& read, std::uint64_t operation, Moment now) {
    const auto numbers = entries_of(read.transaction(), operation);
    if (numbers.empty()) throw Error(Fault::not_found, "There is nothing of that kind to take back.");
    for (const std::uint64_t number : numbers)
        if (read_entry(read.transaction(), number).redacted)
            throw Error(Fault::refused, "Personal details were erased from it, so it cannot be taken back.");
    Entry first = read_entry(read.transaction(), numbers.back());
    const std::chrono::milliseconds age{now.milliseconds - first.at.milliseconds};
    if (age > undo_within) throw Error(Fault::refused, "It is more than 30 days ago, so it cannot be taken back.");
    return first;
}

Undone undo(Write& write, std::uint64_t operation, const Takes& takes) {
    undoable(write, operation, write.now());
    Undone undone;
    const Undoing undoing(write, operation, takes);
    undoing.run(write, 0, std::chrono::steady_clock::time_point::max(), undone);
    return undone;
}

namespace {

/// With more of them, what was erased comes first.
constexpr std::size_t most_compared = 100'000;

/// Whether it becomes what refers to one of those that were erased.
bool needs_one_of(const Read& read, const Story& story, const std::vector<Story>& erased) {
    const Record_type* type = read.schema().find(story.subject.kind);
    const auto raw = type == nullptr ? std::optional<Raw>{} : read.find(*type, story.subject.id);
    if (!raw) return true;
    return std::ranges::any_of(
        type->references(Change(read, story).undone(*type, raw->fields)), [&](const Reference& reference) {
            return std::ranges::contains(erased, Subject{reference.kind, reference.id}, &Story::subject);
        });
}

}  // namespace

/// What was changed and needs nothing that was erased comes first: it may hold a value that must be free for that. What was erased
/// comes before what refers to it; what was made goes last, when nothing refers to it any more.
Undoing::Undoing(const Read& read, std::uint64_t operation, const Takes& takes) {
    std::vector<Story> stories = stories_of(read, operation, takes);
    std::vector<Story> erased;
    std::vector<Story> made;
    std::vector<Story> changed;
    for (Story& story : stories) {
        if (story.was_made && story.is_erased) continue;
        (story.is_erased ? erased : story.was_made ? made : changed).push_back(std::move(story));
    }
    const bool few = erased.size() * changed.size() <= most_compared;
    const auto later = std::ranges::stable_partition(
        changed, [&](const Story& story) { return few && !erased.empty() && !needs_one_of(read, story, erased); });
    steps_.assign(std::move_iterator(changed.begin()), std::move_iterator(later.begin()));
    add_erased(read, std::move(erased));
    std::ranges::move(later, std::back_inserter(steps_));
    std::ranges::move(made, std::back_inserter(steps_));
}

/// What one refers to comes before it. Those that refer to each other in a circle cannot all, and are in one transaction.
void Undoing::add_erased(const Read& read, std::vector<Story> erased) {
    std::map<std::pair<std::uint8_t, Id>, std::size_t> waiting;
    for (std::size_t i = 0; i < erased.size(); ++i)
        waiting.emplace(std::pair(erased[i].subject.kind, erased[i].subject.id), i);
    const auto referred = [&](const Story& story) {
        std::vector<std::size_t> found;
        const Record_type* type = read.schema().find(story.subject.kind);
        if (type == nullptr) return found;
        for (const Reference& reference : type->references(Change(read, story).undone(*type, {})))
            if (const auto at = waiting.extract({reference.kind, reference.id}); !at.empty())
                found.push_back(at.mapped());
        return found;
    };
    for (std::size_t i = 0; i < erased.size(); ++i) {
        if (waiting.erase({erased[i].subject.kind, erased[i].subject.id}) == 0) continue;
        const std::size_t begin = steps_.size();
        std::vector<std::pair<std::size_t, bool>> open{{i, false}};
        while (!open.empty()) {
            const auto [at, is_open] = open.back();
            if (is_open) {
                open.pop_back();
                steps_.push_back(std::move(erased[at]));
                continue;
            }
            open.back().second = true;
            for (const std::size_t other : referred(erased[at])) open.emplace_back(other, false);
        }
        for (std::size_t step = begin; step + 1 < steps_.size(); ++step) steps_[step].belongs_to_next = true;
    }
}

std::size_t Undoing::run(Write& write, std::size_t from, std::chrono::steady_clock::time_point end,
                         Undone& undone) const {
    write.doing("undo");
    Steps steps(write, undone);
    for (bool late = false; from < steps_.size() && !late;) {
        const auto group = std::find_if(steps_.begin() + static_cast<std::ptrdiff_t>(from), steps_.end(),
                                        [](const Story& story) { return !story.belongs_to_next; });
        const auto next = static_cast<std::size_t>(group - steps_.begin()) + 1;
        for (std::size_t step = from; step < next; ++step)
            if (steps_[step].is_erased) steps.expect(steps_[step].subject);
        for (; from < next; ++from) steps.take(steps_[from]);
        late = std::chrono::steady_clock::now() >= end;
    }
    return from;
}

Left_alone left_alone(const Read& read, std::uint64_t operation, Subject subject) {
    Story story{.subject = subject, .entries = {}};
    for (const std::uint64_t number : entries_about(read.transaction(), subject, 0, SIZE_MAX)) {
        const Entry entry = read_entry(read.transaction(), number);
        if (entry.operation != operation || Subject{entry.kind, entry.id} != subject) continue;
        story.entries.push_back(number);
        story.was_made = entry.act == Act::created;
    }
    if (story.entries.empty()) throw Error(Fault::not_found, "There is nothing of that kind to take back.");
    return left_alone(read, Change(read, story), story.was_made);
}

}  // namespace storage
