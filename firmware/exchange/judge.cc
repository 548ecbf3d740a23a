#include "exchange/judge.h"

#include <algorithm>
#include <array>
#include <format>
#include <functional>
#include <utility>

#include "exchange/come_back.h"
#include "office/records/save.h"
#include "storage/types/filling.h"
#include "storage/words.h"

namespace exchange {

namespace {

using storage::Column;
using storage::Id;
using storage::Typed;

/// Keys whose rows are remembered, and of these whole; with more, which only a file made for it has, a dry run knows less than the run.
constexpr std::size_t most_remembered = 100'000;
constexpr std::size_t most_remembered_whole = 20'000;

/// "Ann" and "Anna", "J." and "John" may be one person.
bool may_be_the_same(std::string_view one, std::string_view other) {
    std::string a = storage::folded(one);
    std::string b = storage::folded(other);
    for (std::string* name : {&a, &b}) std::erase(*name, '.');
    return a.empty() || b.empty() || a.starts_with(b) || b.starts_with(a);
}

/// Cut where a word ends, at a whole character.
std::string cut_at(std::string& text, std::size_t size) {
    if (text.size() <= size) return std::exchange(text, {});
    std::size_t at = text.find_last_of(" \n", size);
    if (at == std::string::npos || at < size / 2)
        for (at = size; (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;) --at;
    std::string part = text.substr(0, at);
    text.erase(0, at);
    return part;
}

}  // namespace

void Judgement::fail(std::string why) {
    verdict.action = Row_action::error;
    verdict.why = std::move(why);
}

Judge::Judge(const storage::Read& read, const Task& task, const Known_file& file, File_memory& memory)
    : read_(read)
    , task_(task)
    , kind_(office::kind_row(task.type.kind.number))
    , file_(file)
    , reader_(file.reader())
    , keys_(file.keys())
    , definitions_(read.definitions(task.type))
    , names_(read, task.type.columns)
    , begun_(office::begun(read, task.type))
    , came_back_(is_whole(task.type) && task.update_existing ? last_return(read, task.type) : storage::Moment{})
    , memory_(memory) {}

Judgement Judge::judge(Known_row& row) const {
    Judgement judgement;
    judgement.verdict = {.row = row.number, .action = Row_action::create, .name = {}, .why = {}};
    judgement.read = std::move(row.read);
    judgement.keys = std::move(row.keys);
    come_back(judgement);
    auto before = existing(judgement);
    if (before && is_another_person(judgement.read, *before)) {
        take_taken_address(judgement, *before);
        before = existing(judgement);
    }
    if (before) {
        const bool changes = task_.update_existing && before->by != "The same";
        judgement.verdict.action = changes ? Row_action::update : Row_action::skip;
        judgement.verdict.why = already(*before);
        judgement.id = before->id;
        judgement.revision = before->revision;
        judgement.fields = std::move(before->fields);
        judgement.is_new = false;
        if (!changes) judgement.verdict.name = keys_.name_of(judgement.read.typed);
    }
    if (judgement.is_new) judgement.fields = begun_;
    if (!judgement.as_it_was) leave_what_verbs_set(judgement);
    if (!judgement.as_it_was && judgement.stores() && !office::is_typed(kind_.type->kind))
        judgement.fail(std::string(only_comes_back));
    if (const std::string ragged = file_.table().ragged(row.cells); !ragged.empty()) judgement.fail(ragged);
    return judgement;
}

/// By its number alone: what else tells who a row is may be that of several records of an office.
void Judge::come_back(Judgement& judgement) const {
    if (!is_whole(task_.type)) return;
    const auto known = known_as(judgement.read.own_id);
    if (!known) return;
    const auto stored = own_record(read_, task_.type, judgement.read.own_id);
    const bool completes =
        stored && task_.update_existing && office::is_typed(kind_.type->kind) && known->created < came_back_;
    if (!completes && (stored || !is_into_none(task_.mapping))) return;
    judgement.as_it_was = known;
    judgement.keys.resize(1);
}

/// In a row of any file.
void Judge::leave_what_verbs_set(Judgement& judgement) const {
    for (const Column& column : kind_.type->columns) {
        if (column.typed() || judgement.read.value(column.name).empty()) continue;
        judgement.read.typed.erase(column.name);
        judgement.read.told.push_back({column.name, "is not set by a file"});
    }
}

const storage::Record_type& Judge::type_of(const Judgement& judgement) const {
    return judgement.as_it_was ? task_.type : *kind_.type;
}

/// Somebody else has it, so this row goes on without.
void Judge::take_taken_address(Judgement& judgement, const Existing& owner) const {
    judgement.read.keep_as_text(keys_.unique()->name, reader_.title_of(keys_.unique()->name),
                                owner.row == 0 ? "is that of another client" : std::format("as in row {}", owner.row),
                                reader_.text_column() != nullptr);
    judgement.keys = keys_.of(judgement.read);
}

std::optional<Judge::Existing> Judge::existing(const Judgement& judgement) const {
    for (const std::string& key : judgement.keys) {
        const bool others_tell = key != judgement.keys.front();
        if (key.front() == told_by::what_it_says && others_tell) continue;
        if (auto found = with_key(key, judgement.read)) return found;
    }
    return std::nullopt;
}

std::optional<Judge::Existing> Judge::with_key(const std::string& key, const Row_read& row) const {
    auto found = seen_with(key, stored_with(key, row));
    if (!found) return found;
    if (key.front() == told_by::reference && contradicts(row, found->fields)) return std::nullopt;
    switch (key.front()) {
    case told_by::own_id: found->by = "Id"; break;
    case told_by::unique: found->by = keys_.unique()->label; break;
    case told_by::reference: found->by = keys_.reference()->label; break;
    default: found->by = "The same"; break;
    }
    return found;
}

/// In a dry run what rows above make is not stored.
std::optional<Judge::Existing> Judge::seen_with(const std::string& key, std::optional<Id> stored) const {
    const auto seen = memory_.seen.find(key);
    if (!stored) return seen == memory_.seen.end() ? std::optional<Existing>{} : seen->second;
    storage::Raw raw = read_.get(task_.type, *stored);
    Existing found{.id = raw.id, .revision = raw.revision, .fields = std::move(raw.fields)};
    if (seen == memory_.seen.end()) return found;
    found.row = seen->second.row;
    if (!seen->second.fields.empty()) found.fields = seen->second.fields;
    return found;
}

std::optional<Id> Judge::stored_with(const std::string& key, const Row_read& row) const {
    const std::uint8_t kind = task_.type.kind.number;
    if (key.front() == told_by::own_id) return own_record(read_, task_.type, row.own_id);
    if (key.front() == told_by::what_it_says) {
        constexpr std::size_t most = 20;
        const storage::Tag_path tag = task_.type.column("name")->tag;
        for (const Id id : read_.ids_beginning(kind, tag, storage::ordered_alike(keys_.name_of(row.typed)), most)) {
            const storage::Raw raw = read_.get(task_.type, id);
            Row_read stored;
            for (const storage::Row& value : task_.type.show(raw.fields, {}))
                stored.typed[value.column->name] = value.text;
            if (keys_.plain(stored) == key) return id;
        }
        return std::nullopt;
    }
    const Column& column = key.front() == told_by::unique ? *keys_.unique() : *keys_.reference();
    const auto ids = read_.ids_with(kind, column.tag, key.substr(1), 2);
    if (ids.size() != 1) return std::nullopt;  // two of one reference: it tells nothing
    return ids.front();
}

std::string Judge::value_of(std::string_view fields, std::string_view column) const {
    const Column* const asked = task_.type.column(column);
    if (asked == nullptr) return {};
    const auto rows = task_.type.show_columns(task_.type, fields, std::array{asked}, definitions_.currency);
    return rows.empty() ? std::string{} : rows.front().text;
}

/// A couple with one address: the second person is not lost, and takes nothing from the first. To change the one that is here already is
/// what somebody chose.
bool Judge::is_another_person(const Row_read& row, const Existing& before) const {
    if (!has_person_names(task_.type) || keys_.unique() == nullptr || before.by != keys_.unique()->label) return false;
    if (task_.update_existing && before.row == 0) return false;
    return !may_be_the_same(row.value("first_name"), value_of(before.fields, "first_name"));
}

/// Of a reference: another program's may be the same by chance.
bool Judge::contradicts(const Row_read& row, std::string_view fields) const {
    if (keys_.unique() == nullptr) return false;
    const std::string unique = value_of(fields, keys_.unique()->name);
    const std::string_view own = row.value(keys_.unique()->name);
    const bool other_address =
        !unique.empty() && !own.empty() && storage::identity_of(own) != storage::identity_of(unique);
    const std::string name = storage::identity_of(keys_.name_of(row.typed));
    return other_address && !name.empty() && name != storage::identity_of(task_.type.name(fields));
}

/// A value that a verb alone sets or leaves: a new record goes without it, another one stays as it is.
void Judge::leave_to_verbs(Judgement& judgement) const {
    const auto by_verb = [](const Column& column, std::string_view value) {
        const auto option = std::ranges::find(column.options, value, &storage::Column_option::key);
        return option != column.options.end() && option->by_verb;
    };
    for (const Column& column : type_of(judgement).columns) {
        if (std::ranges::none_of(column.options, &storage::Column_option::by_verb)) continue;
        const std::string read(judgement.read.value(column.name));
        if (read.empty()) continue;
        const std::string stored = judgement.is_new ? std::string{} : value_of(judgement.fields, column.name);
        if (read == stored || (!by_verb(column, read) && !by_verb(column, stored))) continue;
        if (judgement.is_new) {
            judgement.read.keep_as_text(column.name, reader_.title_of(column.name), "is not set by a file",
                                        reader_.text_column() != nullptr);
        } else {
            judgement.read.typed.erase(column.name);
            judgement.read.told.push_back({column.name, "stays as it is"});
        }
    }
}

/// What others than whoever imports decide about stays as it is.
void Judge::leave_guarded(Judgement& judgement) const {
    if (judgement.is_new || task_.changes_guarded) return;
    for (const std::string_view field : kind_.guarded.fields) {
        const std::string_view read = judgement.read.value(field);
        if (read.empty() || read == value_of(judgement.fields, field)) continue;
        judgement.read.typed.erase(std::string(field));
        judgement.read.told.push_back({std::string(field), "stays as it is"});
    }
}

/// The text of a new record, or what is added to that of an old one.
Typed Judge::typed_of(Judgement& judgement) const {
    leave_to_verbs(judgement);
    leave_guarded(judgement);
    Typed typed = judgement.read.typed;
    const Column* const column = reader_.text_column();
    if (column == nullptr) return typed;
    std::string text(judgement.read.value(column->name));
    if (!judgement.read.text.empty()) {
        if (text.empty() && !judgement.is_new) text = value_of(judgement.fields, column->name);
        if (!text.contains(judgement.read.text)) text += (text.empty() ? "" : "\n") + judgement.read.text;
    }
    fit_text(judgement, text);
    if (!text.empty()) typed[column->name] = std::move(text);
    return typed;
}

/// What is too long for it goes into notes of a new client, and is cut off otherwise.
void Judge::fit_text(Judgement& judgement, std::string& text) const {
    const Column& column = *reader_.text_column();
    judgement.notes.clear();
    if (!storage::declared::is_longer(text, column.longest)) return;
    std::string rest = std::move(text);
    text = cut_at(rest, column.longest);
    const bool noted = kind_.incoming.add_note != nullptr && judgement.is_new;
    while (noted && !rest.empty()) judgement.notes.push_back(cut_at(rest, column.longest));
    const Told told{column.name, std::format("has more than {} characters ({})", column.longest,
                                             noted ? "the rest is in notes" : "the rest is cut off")};
    if (std::ranges::none_of(judgement.read.told, [&](const Told& each) { return each.what == told.what; }))
        judgement.read.told.push_back(told);
}

/// But for companies and tags that are yet to be made, `fields` are then as they would be stored.
void Judge::rehearse(Judgement& judgement) {
    for (;;) {
        storage::Errors errors;
        Typed typed = typed_of(judgement);
        names_.resolve(typed, errors);
        const std::string begun = judgement.incomplete ? kind_.incoming.incomplete(read_) : judgement.fields;
        const storage::Record_type& type = type_of(judgement);
        std::string fields = type.fill(type, begun, typed, judgement.is_new, definitions_, errors);
        judgement.verdict.name = type.name(fields);
        if (errors.empty()) {
            judgement.fields = std::move(fields);
            judgement.verdict.why = told_of(judgement);
            return;
        }
        if (!settle(judgement, errors)) return judgement.fail(sentence(errors));
    }
}

bool Judge::settle(Judgement& judgement, const storage::Errors& errors) const {
    const bool has_text = reader_.text_column() != nullptr;
    bool settled = false;
    for (const auto& [field, message] : errors) {
        if (!judgement.read.typed.contains(field) || (has_text && field == reader_.text_column()->name)) continue;
        const Column* column = kind_.type->column(field);
        const bool is_typed =
            column == nullptr || column->typed();  // what verbs set may come with the export once more
        judgement.read.keep_as_text(field, reader_.title_of(field), message, has_text && is_typed);
        settled = true;
    }
    if (settled || !judgement.is_new || judgement.incomplete || !tells_which(judgement.read)) return settled;
    judgement.incomplete = true;
    judgement.read.told.push_back({{}, "Details are incomplete"});
    return true;
}

bool Judge::tells_which(const Row_read& row) const {
    return std::ranges::any_of(kind_.incoming.telling,
                               [&](std::string_view field) { return !row.value(field).empty(); });
}

void Judge::name_as_saved(Judgement& judgement, storage::Raw& saved) const {
    judgement.id = saved.id;
    judgement.revision = saved.revision;
    judgement.fields = std::move(saved.fields);
    judgement.verdict.why = told_of(judgement);
    if (!judgement.verdict.why.empty()) judgement.verdict.name = task_.type.name(judgement.fields);
}

void Judge::remember(const Judgement& judgement) {
    const bool whole = memory_.seen.size() < most_remembered_whole;
    for (const std::string& key : judgement.keys)
        if (file_.is_repeated(key) && (memory_.seen.size() < most_remembered || memory_.seen.contains(key)))
            memory_.seen[key] = {.id = judgement.id,
                                 .revision = judgement.revision,
                                 .fields = whole ? judgement.fields : std::string{},
                                 .row = judgement.verdict.row};
}

std::string Judge::already(const Existing& existing) const {
    return existing.row == 0 ? std::format("{} is here already", existing.by)
                             : std::format("{} as in row {}", existing.by, existing.row);
}

/// Why it is an update, and what was read otherwise than it stands there.
std::string Judge::told_of(const Judgement& judgement) const {
    std::string all = judgement.verdict.why;
    for (const Told& told : judgement.read.told) {
        if (!all.empty()) all += "; ";
        const Column* column = storage::Record_type::column(task_.type, definitions_, told.field);
        all += column == nullptr ? told.what : column->label + ' ' + told.what;
    }
    return all;
}

std::string Judge::sentence(const storage::Errors& errors) const {
    std::string sentence;
    for (const auto& [field, message] : errors) {
        if (!sentence.empty()) sentence += "; ";
        const Column* column = storage::Record_type::column(task_.type, definitions_, field);
        sentence += column == nullptr ? message : column->label + ' ' + message;
    }
    return sentence;
}

}  // namespace exchange
