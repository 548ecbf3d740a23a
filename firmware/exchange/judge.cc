#include "exchange/judge.h"

#include <algorithm>
#include <array>
#include <format>
#include <functional>
#include <utility>

#include "storage/words.h"

namespace exchange {

namespace {

using storage::Column;
using storage::Id;
using storage::Typed;

// The first character of a key says what tells.
constexpr char by_own_id = 'i';
constexpr char by_unique = 'u';
constexpr char by_reference = 'r';
constexpr char by_what_it_says = 'n';

std::uint64_t hash_of(const std::string& key) { return std::hash<std::string>{}(key); }

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

Judge::Judge(const storage::Read& read, const Task& task, const Table& table, File_memory& memory)
    : read_(read)
    , task_(task)
    , kind_(office::kind_row(task.type.kind.number))
    , table_(table)
    , definitions_(read.definitions(task.type))
    , names_(read, task.type.columns)
    , reader_(task.type, definitions_, task.mapping, table)
    , memory_(memory) {
    for (const Column& column : task.type.columns) {
        if (column.typed() && column.attributes.index == storage::Index::unique) unique_ = &column;
        if (column.name == "reference" && column.indexed()) reference_ = &column;
    }
    if (memory_.is_read) return;
    memory_.evidence = reader_.look_through();
    memory_.repeated = repeated_keys();
    memory_.is_read = true;
}

std::vector<std::uint64_t> Judge::repeated_keys() const {
    std::vector<std::uint64_t> seen;
    table_.each([&](std::size_t, const Cells& cells) {
        for (const std::string& key : keys_of(reader_.read(cells, memory_.evidence))) seen.push_back(hash_of(key));
        return true;
    });
    std::ranges::sort(seen);
    std::vector<std::uint64_t> repeated;
    for (std::size_t i = 1; i < seen.size(); ++i)
        if (seen[i] == seen[i - 1] && (repeated.empty() || repeated.back() != seen[i])) repeated.push_back(seen[i]);
    return repeated;
}

bool Judge::is_repeated(const std::string& key) const {
    return std::ranges::binary_search(memory_.repeated, hash_of(key));
}

/// The surest first: the id of a record that was exported here, what is unique, its reference; and what it says, for a row that
/// has none of these.
std::vector<std::string> Judge::keys_of(const Row_read& row) const {
    std::vector<std::string> keys;
    if (!row.own_id.empty()) keys.push_back(by_own_id + row.own_id);
    const auto add = [&](char by, const Column* column) {
        const std::string_view value = column == nullptr ? std::string_view{} : row.value(column->name);
        if (value.empty()) return;
        if (const auto key = storage::index_key(*column, value, definitions_.currency)) keys.push_back(by + *key);
    };
    add(by_unique, unique_);
    add(by_reference, reference_);
    if (std::string key = plain_key(row); !key.empty()) keys.push_back(std::move(key));
    return keys;
}

/// Name, number and city of a client.
std::string Judge::plain_key(const Row_read& row) const {
    if (!has_person_names(task_.type)) return {};
    const std::string name = storage::identity_of(name_of(row.typed));
    if (name.empty() ||
        row.value("first_name").size() + row.value("last_name").size() + row.value("organisation").size() == 0)
        return {};
    return std::format("{}{}\n{}\n{}", by_what_it_says, name, storage::phone_digits(row.value("phone")),
                       storage::identity_of(row.value("billing_address.city")));
}

Judgement Judge::judge(std::size_t row, const Cells& cells) const {
    Judgement judgement;
    judgement.verdict = {.row = row, .action = Row_action::create, .name = {}, .why = {}};
    judgement.read = reader_.read(cells, memory_.evidence);
    judgement.keys = keys_of(judgement.read);
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
        if (!changes) judgement.verdict.name = name_of(judgement.read.typed);
    }
    if (const std::string ragged = table_.ragged(cells); !ragged.empty()) judgement.fail(ragged);
    return judgement;
}

/// Somebody else has it, so this row goes on without.
void Judge::take_taken_address(Judgement& judgement, const Existing& owner) const {
    judgement.read.keep_as_text(unique_->name, reader_.title_of(unique_->name),
                                owner.row == 0 ? "is that of another client" : std::format("as in row {}", owner.row),
                                reader_.text_column() != nullptr);
    judgement.keys = keys_of(judgement.read);
}

std::optional<Judge::Existing> Judge::existing(const Judgement& judgement) const {
    for (const std::string& key : judgement.keys) {
        const bool others_tell = key != judgement.keys.front();
        if (key.front() == by_what_it_says && others_tell) continue;
        if (auto found = with_key(key, judgement.read)) return found;
    }
    return std::nullopt;
}

std::optional<Judge::Existing> Judge::with_key(const std::string& key, const Row_read& row) const {
    auto found = seen_with(key, stored_with(key, row));
    if (!found) return found;
    if (key.front() == by_reference && contradicts(row, found->fields)) return std::nullopt;
    switch (key.front()) {
    case by_own_id: found->by = "Id"; break;
    case by_unique: found->by = unique_->label; break;
    case by_reference: found->by = reference_->label; break;
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
    if (key.front() == by_own_id) return own_record(read_, task_.type, row.own_id);
    if (key.front() == by_what_it_says) {
        constexpr std::size_t most = 20;
        const storage::Tag_path tag = task_.type.column("name")->tag;
        for (const Id id : read_.ids_beginning(kind, tag, storage::ordered_alike(name_of(row.typed)), most)) {
            const storage::Raw raw = read_.get(task_.type, id);
            Row_read stored;
            for (const storage::Row& value : task_.type.show(raw.fields, {}))
                stored.typed[value.column->name] = value.text;
            if (plain_key(stored) == key) return id;
        }
        return std::nullopt;
    }
    const Column& column = key.front() == by_unique ? *unique_ : *reference_;
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
    if (!has_person_names(task_.type) || unique_ == nullptr || before.by != unique_->label) return false;
    if (task_.update_existing && before.row == 0) return false;
    return !may_be_the_same(row.value("first_name"), value_of(before.fields, "first_name"));
}

/// Of a reference: another program's may be the same by chance.
bool Judge::contradicts(const Row_read& row, std::string_view fields) const {
    if (unique_ == nullptr) return false;
    const std::string unique = value_of(fields, unique_->name);
    const std::string_view own = row.value(unique_->name);
    const bool other_address =
        !unique.empty() && !own.empty() && storage::identity_of(own) != storage::identity_of(unique);
    const std::string name = storage::identity_of(name_of(row.typed));
    return other_address && !name.empty() && name != storage::identity_of(task_.type.name(fields));
}

/// What the row calls itself, whatever the record that is there already is called.
std::string Judge::name_of(const Typed& typed) const {
    storage::Errors ignored;
    Typed plain = typed;
    for (const Column& column : task_.type.columns)
        if (column.refers()) plain.erase(column.name);
    return task_.type.name(task_.type.fill(task_.type, {}, plain, true, {}, ignored));
}

/// The text of a new record, or what is added to that of an old one.
Typed Judge::typed_of(Judgement& judgement) const {
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
    if (text.size() <= column.longest) return;
    std::string rest = std::move(text);
    text = cut_at(rest, column.longest);
    const bool noted = kind_.incoming.add_note != nullptr && judgement.is_new;
    while (noted && !rest.empty()) judgement.notes.push_back(cut_at(rest, column.longest));
    const Told told{column.name, noted ? "is too long (the rest is in notes)" : "is too long (the rest is cut off)"};
    if (std::ranges::none_of(judgement.read.told, [&](const Told& each) { return each.what == told.what; }))
        judgement.read.told.push_back(told);
}

/// But for companies and tags that are yet to be made, `fields` are then as they would be stored.
void Judge::rehearse(Judgement& judgement) {
    for (;;) {
        storage::Errors errors;
        Typed typed = typed_of(judgement);
        names_.resolve(typed, errors);
        const std::string begun = judgement.incomplete ? kind_.incoming.incomplete() : judgement.fields;
        std::string fields = task_.type.fill(task_.type, begun, typed, judgement.is_new, definitions_, errors);
        judgement.verdict.name = task_.type.name(fields);
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
        judgement.read.keep_as_text(field, reader_.title_of(field), message, has_text);
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
        if (is_repeated(key) && (memory_.seen.size() < most_remembered || memory_.seen.contains(key)))
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
