// One change of the store: what one closure given to Store::write sees. It reads its own changes.
//
// Every change keeps indexes, search words, references, counters and the journal in step. A closure that throws leaves
// nothing behind. Search words are written when the closure ends, so Read::search inside it misses its own changes.
#pragma once

#include <string>
#include <vector>

#include "storage/read.h"
#include "storage/word_changes.h"

namespace storage {

class Write : public Read {
  public:
    Write(const Schema& schema, Transaction transaction, const Actor& actor, Moment now)
        : Read(schema, std::move(transaction))
        , actor_(&actor)
        , now_(now) {}

    /// Stores a new record and sets its id, revision and moments, and the numbers of its rows. Throws Error{invalid} naming
    /// the fields whose values another record has, that refer to what is not there, or that the kind's rules object to
    /// (gate.h).
    template <Declared Record> void create(Record& record) {
        number_rows(record);
        adopt(record, create(record_type<Record>(), encode_fields(record)));
    }
    /// Stores a changed one. Throws Error{stale} when `record.revision` is not the stored one, Error{refused} when it is
    /// frozen.
    template <Declared Record> void update(Record& record) {
        number_rows(record);
        adopt(record, update(record_type<Record>(), record.id, record.revision, encode_fields(record)));
    }
    template <Declared Record> void save(Record& record) { record.id == 0 ? create(record) : update(record); }
    template <Declared Record> void erase(Ref<Record> ref) { erase(record_type<Record>(), ref.id); }

    Raw create(const Record_type& type, std::string fields);
    Raw update(const Record_type& type, Id id, std::uint64_t revision, std::string fields);
    /// Does with what refers to it as declared (Gone). Throws Error{refused} when something holds it.
    void erase(const Record_type& type, Id id);
    /// Turns every reference to (kind, from) into one to `to`, in all kinds.
    void redirect(std::uint8_t kind, Id from, Id to);
    /// Adds one and returns the new value: 1, 2, 3 … without gaps, since it is undone with the transaction.
    std::uint64_t count_up(std::string_view name);

    /// What create and update do first: throws Error{invalid} when a record other than `id` has one of the unique values.
    void refuse_clashes(const Record_type& type, Id id, const std::vector<Index_entry>& entries) const;

    /// Says what the changes that follow are, for the journal. The first to say it is heard: what calls other verbs is what was
    /// done.
    void doing(std::string_view verb, std::string_view reason = {});
    /// Goes on with an operation of an earlier transaction.
    void go_on_with(std::uint64_t operation) { operation_ = operation; }
    /// Number of this operation; 0 before anything was changed.
    std::uint64_t operation() const { return operation_; }

    /// Erases personal details of a record from the journal for good (journal.h). What is left of them in the file goes when it is
    /// written anew (Store::renew), which is due from now on.
    void redact(Subject subject);
    /// The file was written anew behind so many redactions.
    void renewed(std::uint64_t redactions_before);

    /// Puts an erased record back under its number. Throws as create() does, but for what it refers to, which may come later.
    Raw revive(const Record_type& type, Id id, std::uint64_t revision, Moment created, std::string fields);

    /// Whether a record was made or changed that can wait until the disk has room again (Kind::vital).
    bool can_wait() const { return can_wait_; }

    const Actor& actor() const { return *actor_; }
    Moment now() const { return now_; }
    /// Writes what was put off, and commits. The store calls it.
    void finish();

  private:
    template <Declared Record> static void adopt(Record& record, const Raw& raw) {
        record.id = raw.id;
        record.revision = raw.revision;
        record.created = raw.created;
        record.changed = raw.changed;
    }
    void refuse_dangling(const Record_type& type, const std::vector<Reference>& references) const;
    void put(const Record_type& type, const Raw& raw);
    void reindex(const Record_type& type, Id id, std::vector<Index_entry> before, std::vector<Index_entry> after);
    void reword(const Record_type& type, Id id, std::vector<std::string> after);
    /// Records that refer to a renamed one are sorted and found by its new name.
    void rename_in_referrers(const Record_type& type, Id id, const std::string& before, const std::string& after);
    struct Going {
        const Record_type* type;
        Id id;
        auto operator<=>(const Going&) const = default;
    };
    /// The record and all that go with it, those that refer behind those they refer to. Throws Error{refused}.
    std::vector<Going> going_with(const Record_type& type, Id id) const;
    void refuse_foreign_holders(const Going& gone) const;
    void clear_references(const Going& gone, const std::vector<Going>& sorted);
    void take_out(const Record_type& type, const Raw& raw);
    /// One side of a change; empty where the record is not there.
    struct Side {
        std::string_view fields;
        const std::vector<Reference>& references;
    };
    void journal(const Record_type& type, Act act, const Raw& raw, const Side& before, const Side& after,
                 const std::string& name);
    void put_new(const Record_type& type, const Raw& raw, Facts facts);
    // figures.cc
    void begin_figures(const Record_type& type, const Raw& raw);
    void end_figures(const Record_type& type, Id id);
    /// Of those for whom a changed record counts, or did.
    void keep_figures(const Record_type& type, const Side& before, const Side& after);
    void change_figures(const Record_type& figures, Id owner, std::string_view less, std::string_view more);
    void move_activity(Subject subject, std::uint64_t from, std::uint64_t to);
    void add_to_count(const Record_type& type, std::int64_t change);

    const Actor* actor_;
    Moment now_;
    Doing doing_;
    std::uint64_t operation_ = 0;
    bool can_wait_ = false;
    Word_changes word_changes_;
};

}  // namespace storage
