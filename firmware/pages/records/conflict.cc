// Two people edited one record. What the record was when the second one opened it follows from the journal: fields that only
// one of them changed are his; when both changed one, the second sees both versions and chooses, field by field.
#include <algorithm>
#include <set>

#include "office/records/plain.h"
#include "office/records/save.h"
#include "pages/frame/view.h"
#include "pages/records/form.h"
#include "pages/records/rows.h"
#include "pages/records/shown.h"
#include "pages/records/undo.h"
#include "storage/words.h"

namespace pages {

using storage::Column;

namespace {

/// "choice.NAME" = "theirs" of the page below: what the other one saved stays.
void drop_theirs(storage::Typed& typed, const http::Pairs& form) {
    std::erase_if(typed, [&](const auto& one) { return form.get("choice." + one.first) == "theirs"; });
}

struct Both {
    const Column* column;
    std::string name;                    ///< in the form: "phone", "lines.3.price"
    std::string mine, theirs;            ///< as typed
    std::string mine_text, theirs_text;  ///< as shown
    bool pick_mine = true;
    bool both_changed = false;
};

struct Conflict {
    storage::Definitions definitions;
    std::string name, who;
    storage::Moment when;
    std::uint64_t revision = 0;
    bool is_known = true;  ///< what was changed meanwhile; and not rows of a table that is in the form
    std::vector<Both> differing;
    storage::Typed same;

    bool asks() const { return !is_known || std::ranges::any_of(differing, &Both::both_changed); }
};

/// The same in any order: tags and choices are sets.
bool equal(const Column& column, const std::string& one, const std::string& other) {
    if (one == other) return true;
    if (column.refers_to == 0 && !column.many()) return false;
    const auto parts = [](const std::string& text) {
        std::multiset<std::string> set;
        for (std::size_t begin = 0; begin <= text.size();) {
            const auto end = std::min(text.find(',', begin), text.size());
            set.insert(storage::identity_of(std::string_view(text).substr(begin, end - begin)));
            begin = end + 1;
        }
        return set;
    };
    return parts(one) == parts(other);
}

/// What was typed, as it would be stored: "1,5" and "1.50" are no difference. References stay names.
storage::Typed settled(const storage::Record_type& type, const storage::Raw& raw,
                       const storage::Definitions& definitions, const storage::Typed& typed,
                       const storage::Style& style) {
    storage::Typed plain = typed;
    type.each_valued_column([&](const Column& column) {
        if (!column.refers()) return;
        for (const std::string& name : storage::typed_names(column, typed)) plain.erase(name);
    });
    storage::Errors errors;
    office::resolve_plain(type, definitions, style, plain, errors);
    const std::string fields = type.fill(type, raw.fields, plain, false, definitions, errors);
    storage::Typed result = typed;
    for (Cell& cell : cells_of(type.show(fields, definitions)))
        if (cell.column->control != storage::Control::rows && plain.contains(cell.name) && !errors.contains(cell.name))
            result[cell.name] = std::move(cell.text);
    return result;
}

/// Entries about the record itself since the version that was opened, newest first.
std::vector<storage::Entry> changes_since(const storage::Read& read, storage::Subject subject, std::uint64_t count) {
    std::vector<storage::Entry> changes;
    std::uint64_t before = 0;
    while (changes.size() < count) {
        const auto entries = read.history(subject, before, 50);
        for (const storage::Entry& entry : entries) {
            before = entry.number;
            if (subject == storage::Subject{entry.kind, entry.id} && changes.size() < count) changes.push_back(entry);
        }
        if (entries.size() < 50) break;
    }
    return changes;
}

std::string names_of(const storage::Read& read, const Cell& cell) {
    return office::names_of(read, storage::Row{cell.column, cell.text});
}

/// Columns that the other one changed, with what they held before.
storage::Typed bases(const storage::Read& read, const storage::Record_type& type,
                     const storage::Definitions& definitions, const std::vector<storage::Entry>& changes) {
    storage::Typed bases;
    for (const storage::Entry& entry : changes) {  // older ones overwrite
        const auto before = type.show(entry.before, definitions);
        const auto after = type.show(entry.after, definitions);
        storage::Typed now;
        for (Cell& cell : cells_of(after)) now[cell.name] = std::move(cell.text);
        for (const Cell& cell : cells_of(before))
            if (const auto at = now.find(cell.name); at == now.end() || at->second != cell.text)
                bases[cell.name] = names_of(read, cell);
    }
    return bases;
}

/// Whether rows of tables were changed, added, moved or taken out.
bool changed_rows(const storage::Record_type& type, const storage::Definitions& definitions,
                  const std::vector<storage::Entry>& changes) {
    const auto rows = [&](const std::string& fields) {
        std::vector<std::pair<std::string, std::string>> cells;
        for (Cell& cell : cells_of(type.show(fields, definitions)))
            if (cell.column->in_rows) cells.emplace_back(std::move(cell.name), std::move(cell.text));
        return cells;
    };
    return std::ranges::any_of(changes,
                               [&](const storage::Entry& entry) { return rows(entry.before) != rows(entry.after); });
}

std::string shown_text(Shower& shower, const Column& column, const std::string& typed) {
    if (column.refers()) return typed;
    return plain(shower.show(column, typed));
}

/// Cells that were typed, to be sent again: the rows of new ones are nobody else's.
storage::Typed cells_only_typed(const storage::Record_type& type, const storage::Typed& typed) {
    storage::Typed cells;
    type.each_valued_column([&](const Column& column) {
        if (!column.in_rows) return;
        for (const std::string& name : storage::typed_names(column, typed)) cells[name] = typed.at(name);
    });
    return cells;
}

Conflict compare(const storage::Read& read, const Language& language, const storage::Record_type& type, storage::Id id,
                 std::uint64_t opened, const storage::Typed& typed) {
    const storage::Raw raw = read.get(type, id);
    Conflict conflict{.definitions = read.definitions(type, raw.fields),
                      .name = name_or_number(language, type.kind, type.name(raw.fields), id),
                      .who = {},
                      .when = raw.changed,
                      .revision = raw.revision};
    const std::uint64_t versions = raw.revision > opened ? raw.revision - opened : 0;
    const auto changes = changes_since(read, {type.kind.number, id}, versions);
    if (!changes.empty()) conflict.who = changes.front().actor.name;
    if (conflict.who.empty()) conflict.who = language.say("The box");
    const auto base = bases(read, type, conflict.definitions, changes);
    const auto mine = settled(type, raw, conflict.definitions, typed, language.style());
    Shower shower(read, language);
    conflict.same = cells_only_typed(type, typed);
    conflict.is_known = versions != 0 && changes.size() == versions &&
                        (conflict.same.empty() || !changed_rows(type, conflict.definitions, changes));
    for (const Cell& cell : cells_of(type.show(raw.fields, conflict.definitions))) {
        const Column& column = *cell.column;
        const auto own = mine.find(cell.name);
        if (own == mine.end()) continue;
        const std::string theirs = names_of(read, cell);
        if (equal(column, own->second, theirs)) {
            conflict.same[cell.name] = typed.at(cell.name);
            continue;
        }
        conflict.same.erase(cell.name);
        const auto was = base.find(cell.name);
        const bool theirs_is_new = was != base.end();
        const bool mine_is_new = !theirs_is_new || !equal(column, was->second, own->second);
        conflict.differing.push_back({&column, cell.name, typed.at(cell.name), theirs,
                                      shown_text(shower, column, own->second), shown_text(shower, column, theirs),
                                      mine_is_new, mine_is_new && theirs_is_new});
    }
    return conflict;
}

Data same_data(const storage::Typed& same) {
    Data data = list();
    for (const auto& [name, value] : same) {
        Data one = object();
        one["same_name"] = text(name);
        one["same_value"] = text(value);
        append(data, std::move(one));
    }
    return data;
}

/// Only what both changed is asked; what one of them changed goes along as it is to be.
std::vector<Both> asked_about(Conflict& conflict) {
    if (!conflict.is_known) return conflict.differing;
    std::vector<Both> asked;
    for (const Both& both : conflict.differing)
        if (both.both_changed)
            asked.push_back(both);
        else if (both.pick_mine)
            conflict.same[both.name] = both.mine;
    return asked;
}

Data differing_data(const Language& language, const std::vector<Both>& differing) {
    Data data = list();
    for (const Both& both : differing) {
        Data one = object();
        one["conflict_field_id"] = text(field_id(both.name));
        one["conflict_field_label"] = text(label_of(language, *both.column, both.name));
        one["conflict_field_name"] = text("choice." + both.name);
        one["mine_text"] = text(both.mine_text);
        one["theirs_text"] = text(both.theirs_text);
        one["mine_value"] = text(both.mine);
        one["mine_name"] = text(both.name);
        one["pick_mine"] = both.pick_mine;
        append(data, std::move(one));
    }
    return data;
}

}  // namespace

std::string save_change(const Records& records, const http::Request& request, storage::Id id, storage::Typed typed) {
    const Language& language = Language::of(request);
    std::uint64_t revision = revision_of(request.form);
    drop_theirs(typed, request.form);
    for (;;) try {
            return change(records.site, request, [&](storage::Write& write) {
                save_chosen(write.seen_with(request.scope()), records.type, typed, request.form, [&] {
                    return office::save(write, records.type, id, revision, typed, office::References::names,
                                        language.style());
                });
            });
        } catch (const storage::Error& error) {
            if (error.fault() != storage::Fault::stale) throw;
            const Conflict conflict = records.site.store.read(request.scope(), [&](const storage::Read& read) {
                return compare(read, language, records.type, id, revision, typed);
            });
            if (conflict.asks()) throw;
            for (const Both& both : conflict.differing)
                if (!both.pick_mine) typed.erase(both.name);
            revision = conflict.revision;
        }
}

http::Response conflict_page(const Records& records, const http::Request& request, storage::Id id,
                             const storage::Typed& typed, const std::string& action) {
    const Language& language = Language::of(request);
    Conflict conflict = records.site.store.read(request.scope(), [&](const storage::Read& read) {
        return compare(read, language, records.type, id, revision_of(request.form), typed);
    });
    const std::string url = url_of(records.type.kind, id);
    if (conflict.differing.empty()) return done(request, url, language.say("Saved"));  // both wanted the same
    const auto asked = asked_about(conflict);
    Data data = object();
    data["title"] = text(language.say("Someone else saved first"));
    data["conflict_name"] = text(conflict.name);
    data["conflict_url"] = text(url);
    data["conflict_who"] = text(conflict.who);
    data["conflict_when"] = text(moment_text(language, conflict.when).relative);
    data["conflict_action"] = text(action);
    data["revision"] = text(std::to_string(conflict.revision));
    data["same_fields"] = same_data(conflict.same);
    data["conflict_fields"] = differing_data(language, asked);
    return page(records.site, request, "records/conflict", std::move(data), 409);
}

}  // namespace pages
