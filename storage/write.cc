#include "storage/write.h"

#include <algorithm>
#include <format>
#include <ranges>
#include <set>

#include "storage/empties.h"
#include "storage/gate.h"
#include "storage/settings.h"
#include "storage/words.h"

namespace storage {

namespace {

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    for (const auto line : std::views::split(text, '\n'))
        if (!line.empty()) lines.emplace_back(std::string_view(line));
    return lines;
}

/// The runs of one record that the other lacks or has otherwise; of a secret only that there is one.
std::string changed_runs(const Record_type& type, std::string_view of, std::string_view against) {
    const auto runs = [](std::string_view bytes) {
        std::vector<std::pair<std::uint8_t, std::string_view>> found;
        for (Reader reader(bytes); !reader.done();) {
            const std::uint8_t tag = reader.byte();
            found.emplace_back(tag, reader.text());
        }
        return found;
    };
    const auto others = runs(against);
    std::string changed;
    for (const auto& run : runs(of))
        if (!std::ranges::contains(others, run))
            put_run(changed, run.first, type.secret(run.first) ? std::string_view{} : run.second);
    return changed;
}

/// The number is that of a record: the next one gets a higher one.
void give_out(Transaction& transaction, const Record_type& type, Id id) {
    const std::string next = keys::meta("next", type.kind.number);
    transaction.put(Tree::meta, next, seal_number(next, id + 1));
}

}  // namespace

Raw Write::create(const Record_type& type, std::string fields) {
    can_wait_ = can_wait_ || !type.kind.vital;
    fields = pass_gate(type, std::nullopt, std::move(fields));
    refuse_other_currency(*this, type, std::nullopt, fields);
    Facts facts = type.facts(fields);
    refuse_dangling(type, facts.references);
    refuse_clashes(type, 0, facts.entries);
    Raw raw{.revision = 1, .created = now_, .changed = now_, .fields = std::move(fields)};
    raw.id = next_id(type);
    give_out(transaction_, type, raw.id);
    put_new(type, raw, std::move(facts));
    return raw;
}

Raw Write::revive(const Record_type& type, Id id, std::uint64_t revision, Moment created, std::string fields) {
    if (has(type.kind.number, id)) throw Error(Fault::stale, std::format("{} {} is there.", type.kind.label, id));
    fields = pass_gate(type, std::nullopt, std::move(fields));
    Facts facts = type.facts(fields);
    refuse_clashes(type, id, facts.entries);
    Raw raw{.id = id, .revision = revision, .created = created, .changed = now_, .fields = std::move(fields)};
    const std::string name = facts.name;
    if (id >= next_id(type)) give_out(transaction_, type, id);
    put_new(type, raw, std::move(facts));
    rename_in_referrers(type, id, {}, name);  // of those that came back before it
    return raw;
}

void Write::put_new(const Record_type& type, const Raw& raw, Facts facts) {
    add_to_count(type, 1);
    put(type, raw);
    complete(type, raw.created, raw.fields, facts);
    reindex(type, raw.id, {}, std::move(facts.entries));
    reword(type, raw.id, facts.words);
    keep_figures(type, {{}, {}}, {raw.fields, facts.references});
    begin_figures(type, raw);
    journal(type, Act::created, raw, {{}, {}}, {raw.fields, facts.references}, facts.name);
}

void Write::doing(std::string_view verb, std::string_view reason) {
    if (doing_.verb.empty()) doing_ = {std::string(verb), std::string(reason)};
}

Raw Write::update(const Record_type& type, Id id, std::uint64_t revision, std::string fields) {
    can_wait_ = can_wait_ || !type.kind.vital;
    Raw raw = get(type, id);
    if (raw.revision != revision)
        throw Error(Fault::stale, std::format("This {} was changed in the meantime.", folded(type.kind.label)));
    if (raw.fields == fields) return raw;
    fields = pass_gate(type, raw.fields, std::move(fields));
    refuse_other_currency(*this, type, raw.fields, fields);
    Facts after = type.facts(fields);
    refuse_dangling(type, after.references);
    refuse_clashes(type, id, after.entries);
    const std::string fields_before = std::exchange(raw.fields, std::move(fields));
    Facts before = type.facts(fields_before);
    complete(type, raw.created, fields_before, before);
    ++raw.revision;
    raw.changed = now_;
    put(type, raw);
    complete(type, raw.created, raw.fields, after);
    reindex(type, id, std::move(before.entries), std::move(after.entries));
    reword(type, id, after.words);
    rename_in_referrers(type, id, before.name, after.name);
    keep_figures(type, {fields_before, before.references}, {raw.fields, after.references});
    journal(type, Act::changed, raw, {fields_before, before.references}, {raw.fields, after.references}, after.name);
    return raw;
}

void Write::erase(const Record_type& type, Id id) {
    const std::vector<Going> going = going_with(type, id);
    for (const auto& [each, its_id] : going) pass_gate_to_erase(*each, get(*each, its_id).fields);
    std::vector<Going> sorted = going;
    std::ranges::sort(sorted);
    for (const Going& gone : going) clear_references(gone, sorted);
    // Index entries hold names of other records, so they go while all of these are still there.
    for (const auto& [each, its_id] : going) reindex(*each, its_id, entries(*each, get(*each, its_id)), {});
    for (const auto& [each, its_id] : going | std::views::reverse) take_out(*each, get(*each, its_id));
}

std::vector<Write::Going> Write::going_with(const Record_type& type, Id id) const {
    get(type, id);
    std::vector<Going> going{{&type, id}};
    std::set<Going> known{going.front()};
    const auto each_referrer = [&](std::size_t i, const auto& visit) {
        const std::uint8_t kind = going[i].type->kind.number;
        for (const auto& [referrer, column] : schema().referrers(kind))
            visit(*referrer, *column,
                  ids_with(referrer->kind.number, column->tag, key_of_reference(*column, kind, going[i].id)));
    };
    for (std::size_t i = 0; i < going.size(); ++i)
        each_referrer(i, [&](const Record_type& referrer, const Column& column, const std::vector<Id>& ids) {
            if (column.attributes.gone != Gone::cascade) return;
            for (const Id other : ids)
                if (known.insert({&referrer, other}).second) going.push_back({&referrer, other});
        });
    for (const Going& gone : going) refuse_foreign_holders(gone);
    for (std::size_t i = 0; i < going.size(); ++i)
        each_referrer(i, [&](const Record_type& referrer, const Column& column, const std::vector<Id>& ids) {
            if (column.attributes.gone != Gone::refuse) return;
            const auto held = std::ranges::count_if(ids, [&](Id other) { return !known.contains({&referrer, other}); });
            if (held > 0)
                throw Error(Fault::refused, std::format("{} still belong to it: {}.", referrer.kind.title, held));
        });
    return going;
}

/// Whatever another version of the program would do with what refers to it: this one cannot, so it stays.
void Write::refuse_foreign_holders(const Going& gone) const {
    const std::uint8_t kind = gone.type->kind.number;
    for (const auto& reference : schema().foreign_references()) {
        if (reference.target != kind && reference.target != 0) continue;
        std::string ordered;
        if (reference.target == 0) ordered += static_cast<char>(kind);
        put_number(ordered, gone.id);
        for (const Id holder : ids_with(reference.kind, reference.path, ordered))
            if (has(reference.kind, holder))
                throw Error(
                    Fault::refused,
                    std::format("{} {} refers to it, in a way that this version of Clientbox does not know. Update "
                                "Clientbox first.",
                                reference.label, holder));
    }
}

/// In records that stay.
void Write::clear_references(const Going& gone, const std::vector<Going>& sorted) {
    const std::uint8_t kind = gone.type->kind.number;
    for (const auto& [referrer, column] : schema().referrers(kind)) {
        if (column->attributes.gone != Gone::clear) continue;
        for (const Id other : ids_with(referrer->kind.number, column->tag, key_of_reference(*column, kind, gone.id))) {
            if (std::ranges::binary_search(sorted, Going{referrer, other})) continue;
            const Raw raw = get(*referrer, other);
            update(*referrer, other, raw.revision, referrer->redirected(raw.fields, kind, gone.id, 0));
        }
    }
}

void Write::take_out(const Record_type& type, const Raw& raw) {
    reword(type, raw.id, {});
    transaction_.erase(Tree::records, keys::record(type.kind.number, raw.id));
    add_to_count(type, -1);
    const Subject self{type.kind.number, raw.id};
    move_activity(self, last_entry_about(transaction_, self), 0);
    const Facts facts = type.facts(raw.fields);
    keep_figures(type, {raw.fields, facts.references}, {{}, {}});
    end_figures(type, raw.id);
    journal(type, Act::erased, raw, {raw.fields, facts.references}, {{}, {}}, facts.name);
}

void Write::redirect(std::uint8_t kind, Id from, Id to) {
    for (const auto& [type, column] : schema().referrers(kind))
        for (const Id id : ids_with(type->kind.number, column->tag, key_of_reference(*column, kind, from))) {
            const Raw raw = get(*type, id);
            update(*type, id, raw.revision, type->redirected(raw.fields, kind, from, to));
        }
}

void Write::redact(Subject subject) {
    storage::redact(transaction_, subject);
    transaction_.put(Tree::meta, keys::renewal, seal_number(keys::renewal, redactions() + 1));
}

void Write::renewed(std::uint64_t redactions_before) {
    if (redactions() == redactions_before) transaction_.erase(Tree::meta, keys::renewal);
}

std::uint64_t Write::count_up(std::string_view name) {
    const std::uint64_t next = counter(name) + 1;
    const std::string key = keys::counter(name);
    transaction_.put(Tree::meta, key, seal_number(key, next));
    return next;
}

void Write::finish() {
    word_changes_.make(transaction_);
    transaction_.commit();
}

void Write::refuse_clashes(const Record_type& type, Id id, const std::vector<Index_entry>& wanted) const {
    Errors errors;
    std::map<std::string, Clash> clashes;
    for (const Index_entry& entry : wanted) {
        if (!entry.unique) continue;
        for (const Id other : ids_with(type.kind.number, entry.tag, entry.key, 2)) {
            if (other == id) continue;
            const Column* column = type.column_of(entry.tag);
            errors.emplace(column->name, std::format("belongs to {} already", name(type.kind.number, other)));
            clashes.emplace(column->name, Clash{type.kind.number, other});
        }
    }
    if (!errors.empty()) throw Error(std::move(errors), std::move(clashes));
}

void Write::refuse_dangling(const Record_type& type, const std::vector<Reference>& references) const {
    Errors errors;
    for (const Reference& reference : references) {
        if (has(reference.kind, reference.id)) continue;
        const Column* column = type.column_of(reference.tag);
        errors.emplace(column->name, "is not there any more");
    }
    if (!errors.empty()) throw Error(std::move(errors));
}

void Write::put(const Record_type& type, const Raw& raw) {
    transaction_.put(Tree::records, keys::record(type.kind.number, raw.id), seal(type.kind.number, raw));
}

void Write::reindex(const Record_type& type, Id id, std::vector<Index_entry> before, std::vector<Index_entry> after) {
    before = stored_entries(type, std::move(before));
    after = stored_entries(type, std::move(after));
    std::vector<Index_entry> gone;
    std::vector<Index_entry> come;
    std::ranges::set_difference(before, after, std::back_inserter(gone));
    std::ranges::set_difference(after, before, std::back_inserter(come));
    for (const Index_entry& entry : gone)
        transaction_.erase(Tree::indexes, keys::index(type.kind.number, entry.tag, entry.key, id));
    for (const Index_entry& entry : come)
        transaction_.put(Tree::indexes, keys::index(type.kind.number, entry.tag, entry.key, id), {});
}

void Write::reword(const Record_type& type, Id id, std::vector<std::string> after) {
    const std::uint8_t kind = type.kind.number;
    const std::string record = keys::words_of_record(kind, id);
    const auto stored = transaction_.get(Tree::words, record);
    const std::vector<std::string> before = lines_of(stored.value_or(""));
    if (before == after) return;
    for (const std::string& word : before)
        if (!std::ranges::binary_search(after, word)) word_changes_.erase(keys::word(kind, word, id));
    std::string lines;
    for (const std::string& word : after) {
        if (!std::ranges::binary_search(before, word)) word_changes_.put(keys::word(kind, word, id));
        lines += word + '\n';
    }
    if (after.empty())
        transaction_.erase(Tree::words, record);
    else
        transaction_.put(Tree::words, record, lines);
}

void Write::rename_in_referrers(const Record_type& type, Id id, const std::string& before, const std::string& after) {
    if (before == after) return;
    const std::uint8_t kind = type.kind.number;
    std::set<Going> holders;
    for (const auto& [referrer, column] : schema().referrers(kind))
        if (column->attributes.by_name || column->attributes.search)
            for (const Id other : ids_with(referrer->kind.number, column->tag, key_of_reference(*column, kind, id)))
                holders.insert({referrer, other});
    for (const auto& [referrer, other] : holders) {
        const Raw raw = get(*referrer, other);
        std::vector<Index_entry> now = entries(*referrer, raw);
        std::vector<Index_entry> then = now;
        bool searched = false;
        for (const Reference& reference : referrer->references(raw.fields)) {
            if (reference.kind != kind || reference.id != id) continue;
            const Tag_path tag = index_tag::by_name + reference.tag;
            std::ranges::replace(then, Index_entry{tag, ordered_text(after), false},
                                 Index_entry{tag, ordered_text(before), false});
            searched = searched || reference.attributes->search;
        }
        reindex(*referrer, other, std::move(then), std::move(now));
        if (searched) reword(*referrer, other, words(*referrer, raw.fields));
    }
}

void Write::journal(const Record_type& type, Act act, const Raw& raw, const Side& before, const Side& after,
                    const std::string& name) {
    if (!type.kind.journaled) return;
    const Subject self{type.kind.number, raw.id};
    std::vector<Subject> subjects{self};
    // What moves from one parent to another shows in the history of both.
    for (const Side* side : {&before, &after})
        for (const Reference& reference : side->references) {
            const Subject parent{reference.kind, reference.id};
            if (reference.attributes->parent && !std::ranges::contains(subjects, parent) && has(parent.kind, parent.id))
                subjects.push_back(parent);
        }
    std::vector<std::uint64_t> activity;
    for (const Subject subject : subjects)
        activity.push_back(act == Act::created && subject == self ? 0 : last_entry_about(transaction_, subject));
    const std::uint64_t number = add_entry(transaction_,
                                           {.at = now_,
                                            .actor = *actor_,
                                            .act = act,
                                            .kind = type.kind.number,
                                            .id = raw.id,
                                            .operation = operation_,
                                            .revision = raw.revision,
                                            .doing = doing_,
                                            .before = changed_runs(type, before.fields, after.fields),
                                            .after = changed_runs(type, after.fields, before.fields),
                                            .name = name},
                                           subjects);
    if (operation_ == 0) operation_ = number;
    for (std::size_t i = 0; i < subjects.size(); ++i)
        if (act != Act::erased || subjects[i] != self) move_activity(subjects[i], activity[i], number);
}

void Write::move_activity(Subject subject, std::uint64_t from, std::uint64_t to) {
    const auto key = [&](std::uint64_t number) {
        std::string ordered;
        put_number(ordered, number);
        return keys::index(subject.kind, index_tag::activity, ordered, subject.id);
    };
    if (from != 0) transaction_.erase(Tree::indexes, key(from));
    if (to != 0) transaction_.put(Tree::indexes, key(to), {});
}

void Write::add_to_count(const Record_type& type, std::int64_t change) {
    const std::string key = keys::meta("count", type.kind.number);
    transaction_.put(Tree::meta, key, seal_number(key, number_at(key) + static_cast<std::uint64_t>(change)));
}

}  // namespace storage
