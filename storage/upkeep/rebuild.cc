#include "storage/upkeep/rebuild.h"

#include <algorithm>

#include "storage/empties.h"

namespace storage {

namespace {

/// Entries erased, or records looked at, in one transaction.
constexpr std::size_t erased_at_once = 20'000;
constexpr std::size_t records_at_once = 2'000;

/// One transaction of the work. It reads its own changes.
class Slice : public Read {
  public:
    Slice(const Schema& schema, Transaction transaction)
        : Read(schema, std::move(transaction)) {}

    /// Erases entries that begin so; false when some are left.
    bool clear(Tree tree, const std::string& prefix) {
        std::vector<std::string> found;
        {
            Cursor cursor = transaction_.cursor(tree);
            for (bool more = cursor.seek(prefix);
                 more && cursor.key().starts_with(prefix) && found.size() < erased_at_once; more = cursor.next())
                found.emplace_back(cursor.key());
        }
        for (const std::string& key : found) transaction_.erase(tree, key);
        return found.size() < erased_at_once;
    }

    /// Counts the figures of owners from `id` on; returns as fill() does.
    Id count(const Record_type& figures, Id id) {
        const std::vector<Raw> owners = records_from(schema().type(figures.figures->owner), id);
        for (const Raw& owner : owners) {
            const Raw raw{owner.id, 1, owner.created, owner.created, recounted(figures, owner.id)};
            transaction_.put(Tree::records, keys::record(figures.kind.number, raw.id), seal(figures.kind.number, raw));
        }
        if (owners.size() == records_at_once) return owners.back().id + 1;
        recount(figures);
        return 0;
    }

    /// From `id` on; returns the id to go on with, 0 when it was the last.
    Id fill(const Rebuild& rebuild, Id id) {
        const std::vector<Raw> some = records_from(*rebuild.type, id);
        for (const Raw& raw : some) add(rebuild, raw);
        std::ranges::sort(index_keys_);
        std::ranges::sort(word_keys_);
        for (const std::string& key : index_keys_) transaction_.put(Tree::indexes, key, {});
        for (const std::string& key : word_keys_) transaction_.put(Tree::words, key, {});
        return some.size() < records_at_once ? 0 : some.back().id + 1;
    }

    void recount(const Record_type& type) {
        std::uint64_t count = 0;
        Id next = highest_ever(type) + 1;
        for (Id id = 1; id != 0;) {
            const std::vector<Raw> some = records_from(type, id);
            count += some.size();
            if (!some.empty()) next = std::max(next, some.back().id + 1);
            for (const Raw& raw : some) set_activity(type, raw.id);
            id = some.size() < records_at_once ? 0 : some.back().id + 1;
        }
        for (const auto& [name, number] : {std::pair{"count", count}, std::pair{"next", next}}) {
            const std::string key = keys::meta(name, type.kind.number);
            transaction_.put(Tree::meta, key, seal_number(key, number));
        }
    }

    void commit() { transaction_.commit(); }

  private:
    std::vector<Raw> records_from(const Record_type& type, Id id) const {
        const std::string prefix(1, static_cast<char>(type.kind.number));
        std::vector<Raw> some;
        Cursor cursor = transaction_.cursor(Tree::records);
        for (bool more = cursor.seek(keys::record(type.kind.number, id));
             more && cursor.key().starts_with(prefix) && some.size() < records_at_once; more = cursor.next())
            some.push_back(unseal(type.kind.number, keys::id_of(cursor.key()), cursor.value()));
        return some;
    }

    void add(const Rebuild& rebuild, const Raw& raw) {
        const std::uint8_t kind = rebuild.type->kind.number;
        if (!rebuild.indexes.empty())
            for (const Index_entry& entry : stored_entries(*rebuild.type, entries(*rebuild.type, raw)))
                if (std::ranges::contains(rebuild.indexes, entry.tag))
                    index_keys_.push_back(keys::index(kind, entry.tag, entry.key, raw.id));
        if (!rebuild.words) return;
        std::string lines;
        for (const std::string& word : words(*rebuild.type, raw.fields)) {
            word_keys_.push_back(keys::word(kind, word, raw.id));
            lines += word + '\n';
        }
        if (!lines.empty()) transaction_.put(Tree::words, keys::words_of_record(kind, raw.id), lines);
    }

    void set_activity(const Record_type& type, Id id) {
        const std::uint64_t last = last_entry_about(transaction_, {type.kind.number, id});
        if (last == 0) return;
        std::string ordered;
        put_number(ordered, last);
        transaction_.put(Tree::indexes, keys::index(type.kind.number, index_tag::activity, ordered, id), {});
    }

    /// The highest number that the journal or a record knows of: it does not come again.
    Id highest_ever(const Record_type& type) const {
        Id highest = 0;
        try {
            highest = next_id(type) - 1;
        } catch (const Error&) {
            highest = 0;  // the counter itself is damaged
        }
        return std::max(highest, last_subject_of(transaction_, type.kind.number));
    }

    std::vector<std::string> index_keys_, word_keys_;
};

class Work {
  public:
    Work(Engine& engine, const Schema& schema, const std::function<void(double)>& progress)
        : engine_(engine)
        , schema_(schema)
        , progress_(progress) {}

    void run(const std::vector<Rebuild>& rebuilds) {
        for (const Rebuild& rebuild : rebuilds) all_ += most_records(*rebuild.type);
        for (const Rebuild& rebuild : rebuilds) {
            if (rebuild.counts()) count(*rebuild.type);
            clear(rebuild);
            fill(rebuild);
        }
    }

  private:
    /// For the progress alone: a counter may be damaged.
    std::uint64_t most_records(const Record_type& type) const {
        try {
            return Read(schema_, engine_.read()).count(type);
        } catch (const Error&) {
            return 0;
        }
    }

    bool is_there(Tree tree, const std::string& prefix) const {
        const Transaction transaction = engine_.read();
        Cursor cursor = transaction.cursor(tree);
        return cursor.seek(prefix) && cursor.key().starts_with(prefix);
    }

    void count(const Record_type& figures) {
        clear(Tree::records, std::string(1, static_cast<char>(figures.kind.number)));
        for (Id id = 1; id != 0;) {
            Slice slice(schema_, engine_.write());
            id = slice.count(figures, id);
            slice.commit();
        }
    }

    void clear(const Rebuild& rebuild) {
        const std::uint8_t kind = rebuild.type->kind.number;
        for (const Tag_path path : rebuild.indexes) clear(Tree::indexes, keys::index(kind, path));
        if (rebuild.words) clear(Tree::words, std::string(1, static_cast<char>(kind)));
    }

    void clear(Tree tree, const std::string& prefix) {
        for (bool done = !is_there(tree, prefix); !done;) {
            Slice slice(schema_, engine_.write());
            done = slice.clear(tree, prefix);
            slice.commit();
        }
    }

    void fill(const Rebuild& rebuild) {
        const bool any = is_there(Tree::records, std::string(1, static_cast<char>(rebuild.type->kind.number)));
        for (Id id = any ? 1 : 0; id != 0;) {
            Slice slice(schema_, engine_.write());
            id = slice.fill(rebuild, id);
            slice.commit();
            done_ += records_at_once;
            if (progress_) progress_(done_ < all_ ? static_cast<double>(done_) / static_cast<double>(all_) : 1);
        }
    }

    Engine& engine_;
    const Schema& schema_;
    const std::function<void(double)>& progress_;
    std::uint64_t all_ = 0, done_ = 0;
};

}  // namespace

void rebuild(Engine& engine, const Schema& schema, const std::vector<Rebuild>& rebuilds,
             const std::function<void(double)>& progress) {
    Work(engine, schema, progress).run(rebuilds);
}

void recount(Engine& engine, const Schema& schema) {
    for (const Record_type* type : schema.types()) {
        for (bool done = false; !done;) {
            Slice slice(schema, engine.write());
            done = slice.clear(Tree::indexes, keys::index(type->kind.number, index_tag::activity));
            slice.commit();
        }
        Slice slice(schema, engine.write());
        slice.recount(*type);
        slice.commit();
    }
}

}  // namespace storage
