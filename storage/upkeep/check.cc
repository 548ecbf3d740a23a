#include "storage/upkeep/check.h"

#include <algorithm>
#include <format>
#include <map>
#include <optional>

#include "storage/disk/lmdb_pages.h"
#include "storage/empties.h"
#include "storage/upkeep/manifest.h"
#include "storage/words.h"

namespace storage {

namespace {

constexpr std::size_t most_problems = 1'000;

class Check {
  public:
    Check(const Read& read, const std::function<void(double)>& progress)
        : read_(read)
        , transaction_(read.transaction())
        , progress_(progress) {}

    void pages(const std::filesystem::path& file) {
        for (std::string& problem : verify_pages(file, [&](double done) { report(done * pages_share); }))
            complain(std::move(problem));
    }

    void contents() {
        records();
        indexes();
        words();
        journal();
        meta();
    }

    Findings findings;

  private:
    static constexpr double pages_share = 0.2;
    static constexpr double records_share = 0.7;

    void complain(std::string what) {
        ++findings.problem_count;
        if (findings.problems.size() < most_problems) findings.problems.push_back(std::move(what));
    }

    void report(double done) const {
        if (progress_) progress_(done);
    }

    /// Runs `look`; damage that it meets becomes a problem of `what`.
    template <class Look> void guarded(const std::string& what, Look&& look) {
        try {
            look();
        } catch (const Error& error) {
            complain(std::format("{}: {}", what, error.cause().empty() ? error.what() : error.cause()));
        }
    }

    static std::string named(const Record_type& type, Id id) { return std::format("{} {}", type.kind.label, id); }

    const Record_type* type_of(std::uint8_t kind) const {
        const auto types = read_.schema().types();
        const auto at = std::ranges::find(types, kind, [](const Record_type* type) { return type->kind.number; });
        return at == types.end() ? nullptr : *at;
    }

    /// Every record, and from it all that must be in the other trees.
    void records() {
        std::uint64_t all = 0;
        for (const Record_type* type : read_.schema().types()) all += count_of(*type);
        std::array<std::uint64_t, 256> counts{};
        Cursor cursor = transaction_.cursor(Tree::records);
        for (bool more = cursor.seek(std::string_view("\0", 1)); more; more = cursor.next()) {
            const std::string_view key = cursor.key();
            const auto kind = static_cast<std::uint8_t>(key.front());
            const Record_type* type = type_of(kind);
            ++findings.records;
            if (key.size() == 9 && type == nullptr && read_.schema().foreign_kind(kind) != nullptr) {
                guarded("A record", [&] { unseal(kind, keys::id_of(key), cursor.value()); });
                ++kept_[kind];
                continue;
            }
            if (key.size() != 9 || type == nullptr) {
                complain(std::format("A record has an unknown kind {} or a damaged key.", kind));
                continue;
            }
            ++counts[kind];
            const Id id = keys::id_of(key);
            guarded(named(*type, id), [&] { record(*type, unseal(kind, id, cursor.value())); });
            if (all > 0 && findings.records % 1024 == 0)
                report(pages_share +
                       records_share * std::min(1.0, static_cast<double>(findings.records) / static_cast<double>(all)));
        }
        for (const auto& [kind, count] : kept_)
            findings.kept.push_back({read_.schema().foreign_kind(kind)->title, count});
        for (const Record_type* type : read_.schema().types())
            if (counts[type->kind.number] != count_of(*type))
                complain(std::format("{}: {} are there, but {} are counted.", type->kind.title,
                                     counts[type->kind.number], count_of(*type)));
    }

    std::uint64_t count_of(const Record_type& type) {
        std::uint64_t count = 0;
        guarded(std::format("{}: their number", type.kind.title), [&] { count = read_.count(type); });
        return count;
    }

    void record(const Record_type& type, const Raw& raw) {
        if (raw.id == 0 || raw.id >= read_.next_id(type))
            complain(std::format("{}: its number was not given out yet.", named(type, raw.id)));
        record_references(type, raw);
        record_entries(type, raw);
        record_words(type, raw);
        record_figures(type, raw);
    }

    void record_figures(const Record_type& type, const Raw& raw) {
        for (const Record_type* figures : read_.schema().figures_of(type.kind.number))
            if (!read_.has(figures->kind.number, raw.id))
                complain(std::format("{}: has no {}.", named(type, raw.id), figures->kind.title));
        if (!type.figures) return;
        const Record_type& owner = read_.schema().type(type.figures->owner);
        if (!read_.has(owner.kind.number, raw.id))
            complain(std::format("{}: their {} is not there.", named(type, raw.id), owner.kind.label));
        const std::string counted = read_.recounted(type, raw.id);
        if (counted != raw.fields) differing_figures(type, raw, counted);
    }

    void differing_figures(const Record_type& type, const Raw& raw, std::string_view counted) {
        const Rows kept = type.show(raw.fields, {});
        const Rows anew = type.show(counted, {});
        for (std::size_t i = 0; i < kept.size(); ++i)
            if (kept[i].text != anew[i].text)
                complain(std::format("{}: {} is \"{}\", but counted anew it is \"{}\".", named(type, raw.id),
                                     kept[i].column->name, kept[i].text, anew[i].text));
    }

    void record_references(const Record_type& type, const Raw& raw) {
        for (const Reference& reference : type.references(raw.fields))
            if (!read_.has(reference.kind, reference.id)) {
                const Record_type* target = type_of(reference.kind);
                complain(std::format("{}: refers to {} {}, which is not there.", named(type, raw.id),
                                     target == nullptr ? "kind" : target->kind.label, reference.id));
            }
    }

    std::vector<Index_entry> wanted_entries(const Record_type& type, const Raw& raw) const {
        auto entries = stored_entries(type, read_.entries(type, raw));
        for (std::string& last : read_.index_keys(type, raw, index_tag::activity))
            entries.push_back({index_tag::activity, std::move(last), false});
        return entries;
    }

    static std::string named(Tag_path index) {
        return index == index_tag::empties ? "the index of empty fields" : std::format("the index {}", index);
    }

    void record_entries(const Record_type& type, const Raw& raw) {
        for (const Index_entry& entry : wanted_entries(type, raw)) {
            ++entries_wanted_;
            if (!transaction_.get(Tree::indexes, keys::index(type.kind.number, entry.tag, entry.key, raw.id)))
                complain(std::format("{}: is missing in {}.", named(type, raw.id), named(entry.tag)));
            if (entry.unique && read_.ids_with(type.kind.number, entry.tag, entry.key, 2).size() > 1)
                complain(std::format("{}: another has the same value in the unique index {}.", named(type, raw.id),
                                     entry.tag));
        }
    }

    void record_words(const Record_type& type, const Raw& raw) {
        const auto words = read_.words(type, raw.fields);
        std::string lines;
        for (const std::string& word : words) {
            ++words_wanted_;
            lines += word + '\n';
            if (!transaction_.get(Tree::words, keys::word(type.kind.number, word, raw.id)))
                complain(std::format("{}: cannot be found by the word \"{}\".", named(type, raw.id), word));
        }
        const auto stored = transaction_.get(Tree::words, keys::words_of_record(type.kind.number, raw.id));
        if (stored) ++lists_wanted_;
        if (stored.value_or("") != lines)
            complain(std::format("{}: its list of words is not what the record says.", named(type, raw.id)));
    }

    /// All that records want is there; when there is more, it is searched for.
    void indexes() {
        Cursor cursor = transaction_.cursor(Tree::indexes);
        for (bool more = cursor.seek(std::string_view("\0", 1)); more; more = cursor.next()) {
            if (is_foreign(cursor.key())) continue;
            ++findings.index_entries;
            if (!cursor.value().empty()) complain("An index entry has a value, which it must not have.");
        }
        if (findings.index_entries == entries_wanted_) return;
        for (bool more = cursor.seek(std::string_view("\0", 1)); more; more = cursor.next())
            if (!is_foreign(cursor.key())) guarded("An index entry", [&] { index_entry(cursor.key()); });
        if (findings.problem_count == 0) complain("The indexes have entries that belong to no record.");
    }

    void index_entry(std::string_view key) {
        const auto kind = static_cast<std::uint8_t>(key.front());
        const Record_type* type = type_of(kind);
        if (type == nullptr || key.size() < 10) {
            complain(std::format("An index entry has an unknown kind {} or a damaged key.", kind));
            return;
        }
        const Id id = keys::id_of(key);
        const Tag_path tag = type->index_in(key.substr(1));
        const std::size_t begin = 1 + depth(tag);
        if (key.size() < begin + 8) corrupt("an index key is too short");
        const std::string_view ordered = key.substr(begin, key.size() - 8 - begin);
        const auto raw = read_.find(*type, id);
        const auto belongs = [&](const Index_entry& entry) { return entry.tag == tag && entry.key == ordered; };
        if (!raw || std::ranges::none_of(wanted_entries(*type, *raw), belongs))
            complain(std::format("{}: has an entry in {} that does not belong there.", named(*type, id), named(tag)));
    }

    /// Entries of kinds and fields that only another version of the program knows are its own.
    bool is_foreign(std::string_view key) const {
        const auto kind = static_cast<std::uint8_t>(key.front());
        if (read_.schema().foreign_kind(kind) != nullptr) return true;
        return std::ranges::any_of(read_.schema().foreign_indexes(), [&](const auto& index) {
            return key.starts_with(keys::index(index.kind, index.path));
        });
    }

    void words() {
        const auto each = [&](const auto& visit) {
            Cursor cursor = transaction_.cursor(Tree::words);
            for (bool more = cursor.seek(std::string_view("\0", 1)); more; more = cursor.next())
                visit(cursor.key(), cursor.value());
        };
        std::uint64_t lists = 0;
        each([&](std::string_view key, std::string_view value) {
            if (read_.schema().foreign_kind(static_cast<std::uint8_t>(key.front())) != nullptr) return;
            const bool list = key.size() == 10 && key[1] == '\0';
            ++(list ? lists : findings.words);
            if (!list && !value.empty()) complain("A search word has a value, which it must not have.");
        });
        if (findings.words == words_wanted_ && lists == lists_wanted_) return;
        each([&](std::string_view key, std::string_view) { guarded("A search word", [&] { word(key); }); });
        if (findings.problem_count == 0) complain("There are search words that belong to no record.");
    }

    void word(std::string_view key) {
        const auto kind = static_cast<std::uint8_t>(key.front());
        if (read_.schema().foreign_kind(kind) != nullptr) return;
        const Record_type* type = type_of(kind);
        if (type == nullptr || key.size() < 10) {
            complain(std::format("A search word has an unknown kind {} or a damaged key.", kind));
            return;
        }
        const Id id = keys::id_of(key);
        const auto raw = read_.find(*type, id);
        const std::string_view word = key.size() == 10 ? std::string_view{} : key.substr(1, key.size() - 10);
        if (!raw || (!word.empty() && !std::ranges::contains(read_.words(*type, raw->fields), word)))
            complain(std::format("{}: is found by the word \"{}\", which it does not have.", named(*type, id), word));
    }

    void journal() {
        for (std::string& problem : verify_journal(transaction_)) complain(std::move(problem));
        Cursor cursor = transaction_.cursor(Tree::journal);
        for (bool more = cursor.seek("e"); more && cursor.key().starts_with('e'); more = cursor.next())
            ++findings.journal_entries;
        report(1);
    }

    /// Numbers below the highest ones in use would come again.
    void meta() {
        Cursor cursor = transaction_.cursor(Tree::meta);
        for (bool more = cursor.seek(std::string_view("\0", 1)); more; more = cursor.next())
            if (cursor.key() == keys::manifest)
                guarded("The store's declarations", [&] { stored_manifest(transaction_); });
            else
                guarded("A counter", [&] { unseal_number(cursor.key(), cursor.value()); });
    }

    const Read& read_;
    const Transaction& transaction_;
    const std::function<void(double)>& progress_;
    std::uint64_t entries_wanted_ = 0, words_wanted_ = 0, lists_wanted_ = 0;
    std::map<std::uint8_t, std::uint64_t> kept_;
};

}  // namespace

std::vector<std::string> check_pages(const Store& store) {
    const Transaction as_it_is = store.snapshot();
    return verify_pages(store.file());
}

Findings check(const Store& store, const std::function<void(double)>& progress) {
    // The snapshot keeps the pages from being used again while they are looked at.
    const Read read(store.schema(), store.snapshot());
    Check check(read, progress);
    check.pages(store.file());
    if (check.findings.sound()) check.contents();
    return std::move(check.findings);
}

}  // namespace storage
