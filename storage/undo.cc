#include "storage/undo.h"

#include <algorithm>
#include <format>
#include <map>

namespace storage {

namespace {

using Runs = std::map<std::uint8_t, std::string, std::less<>>;

Runs runs_of(std::string_view fields) {
    Runs runs;
    for (Reader reader(fields); !reader.done();) {
        const std::uint8_t tag = reader.byte();
        runs[tag] = reader.text();
    }
    return runs;
}

/// What one operation did to one record, from its entries, newest first.
struct Story {
    Subject subject;
    std::vector<Entry> entries;

    const Entry& last() const { return entries.front(); }
    bool was_made() const { return entries.back().act == Act::created; }
    bool is_erased() const { return last().act == Act::erased; }
};

class Undoing {
  public:
    Undoing(Write& write, std::uint64_t operation, const std::function<bool(std::uint8_t)>& takes)
        : write_(write) {
        std::map<std::pair<std::uint8_t, Id>, std::size_t> places;
        for (const std::uint64_t number : entries_of(write.transaction(), operation)) {
            Entry entry = read_entry(write.transaction(), number);
            if (takes && !takes(entry.kind)) continue;
            const Subject subject{entry.kind, entry.id};
            const auto [place, is_new] = places.try_emplace({entry.kind, entry.id}, stories_.size());
            if (is_new) stories_.push_back({subject, {}});
            stories_[place->second].entries.push_back(std::move(entry));
        }
    }

    /// What was erased comes first, since others refer to it; what was made goes last, when nothing refers to it any more.
    Undone run() {
        for (const Story& story : stories_)
            if (story.is_erased() && !story.was_made()) attempt(story, [&] { revive(story); });
        for (const Subject subject : revived_) check_references(subject);
        for (const Story& story : stories_)
            if (!story.is_erased() && !story.was_made()) attempt(story, [&] { change_back(story); });
        for (const Story& story : stories_)
            if (!story.is_erased() && story.was_made()) attempt(story, [&] { take_away(story); });
        return std::move(undone_);
    }

  private:
    /// Because of what others did since it may not be possible.
    template <class Work> void attempt(const Story& story, Work&& work) {
        try {
            work();
        } catch (const Error& error) {
            if (error.fault() == Fault::corrupt || error.fault() == Fault::full) throw;
            leave(story);
        }
    }

    void leave(const Story& story) {
        const Record_type* type = write_.schema().find(story.subject.kind);
        std::optional<Raw> now;
        if (type != nullptr) now = write_.find(*type, story.subject.id);
        undone_.left_alone.push_back({.subject = story.subject,
                                      .name = story.last().name,
                                      .now = now ? now->fields : std::string{},
                                      .then = type == nullptr || story.was_made()
                                                  ? std::string{}
                                                  : before(*type, story, now ? now->fields : std::string_view{})});
    }

    /// The fields as they were before the operation. Numbers of rows do not come again, so that the next one stays.
    static std::string before(const Record_type& type, const Story& story, std::string_view now) {
        Runs runs = runs_of(now);
        const Runs kept = runs;
        for (const Entry& entry : story.entries) {
            for (const auto& [tag, payload] : runs_of(entry.after)) runs.erase(tag);
            for (auto& [tag, payload] : runs_of(entry.before)) runs[tag] = payload;
        }
        if (const auto next_line = kept.find(next_line_tag); next_line != kept.end())
            runs.insert_or_assign(next_line_tag, next_line->second);
        std::string fields;
        for (const auto& [tag, payload] : runs) put_run(fields, tag, payload);
        return type.recoded(fields);
    }

    /// The journal does not know them.
    static void refuse_secrets(const Record_type& type, const Story& story) {
        for (const Entry& entry : story.entries)
            for (const auto& [tag, payload] : runs_of(entry.before + entry.after))
                if (type.secret(tag)) throw Error(Fault::refused, "A password or token cannot be put back.");
    }

    void revive(const Story& story) {
        const Record_type& type = write_.schema().type(story.subject.kind);
        refuse_secrets(type, story);
        const Id id = story.subject.id;
        write_.revive(type, id, story.last().revision + 1, made_at(story), before(type, story, {}));
        revived_.push_back(story.subject);
        ++undone_.put_back;
    }

    Moment made_at(const Story& story) const {
        const auto numbers = entries_about(write_.transaction(), story.subject, 0, SIZE_MAX);
        for (const std::uint64_t number : numbers | std::views::reverse) {
            const Entry entry = read_entry(write_.transaction(), number);
            if (entry.act == Act::created && Subject{entry.kind, entry.id} == story.subject) return entry.at;
        }
        return story.entries.back().at;
    }

    void check_references(Subject subject) const {
        const Record_type& type = write_.schema().type(subject.kind);
        for (const Reference& reference : type.references(write_.get(type, subject.id).fields))
            if (!write_.has(reference.kind, reference.id))
                throw Error(Fault::refused,
                            "Something that belongs to it is not there any more, so it cannot come back.");
    }

    Raw untouched(const Record_type& type, const Story& story) const {
        Raw raw = write_.get(type, story.subject.id);
        if (raw.revision != story.last().revision) throw Error(Fault::stale, "It was changed since.");
        return raw;
    }

    void change_back(const Story& story) {
        const Record_type& type = write_.schema().type(story.subject.kind);
        refuse_secrets(type, story);
        const Raw raw = untouched(type, story);
        write_.update(type, raw.id, raw.revision, before(type, story, raw.fields));
        ++undone_.put_back;
    }

    void take_away(const Story& story) {
        const Record_type& type = write_.schema().type(story.subject.kind);
        untouched(type, story);
        if (!write_.dependents(story.subject.kind, story.subject.id).empty())
            throw Error(Fault::refused, "Something belongs to it since.");
        write_.erase(type, story.subject.id);
        ++undone_.put_back;
    }

    Write& write_;
    std::vector<Story> stories_;  ///< in the order of their last entries, newest first
    std::vector<Subject> revived_;
    Undone undone_;
};

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

Undone undo(Write& write, std::uint64_t operation, const std::function<bool(std::uint8_t)>& takes) {
    undoable(write, operation, write.now());
    write.doing("undo");
    return Undoing(write, operation, takes).run();
}

}  // namespace storage
