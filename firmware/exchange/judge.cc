#include "exchange/judge.h"

#include <algorithm>
#include <format>

#include "storage/words.h"

namespace exchange {

namespace {

using storage::Column;
using storage::Control;
using storage::Typed;

/// Columns of lines: a line break inside becomes ", ", as between the lines of a street.
std::string single_line(std::string_view cell) {
    std::string line;
    for (std::size_t begin = 0; begin < cell.size();) {
        const std::size_t end = std::min(cell.find_first_of("\r\n", begin), cell.size());
        const std::string_view part = storage::trimmed(cell.substr(begin, end - begin));
        if (!line.empty() && !part.empty()) line += line.ends_with(',') ? " " : ", ";
        line += part;
        begin = end + 1;
    }
    return line;
}

/// Google puts " ::: " between labels.
void split_labels(std::string& names) {
    constexpr std::string_view between = " ::: ";
    for (auto at = names.find(between); at != std::string::npos; at = names.find(between, at))
        names.replace(at, between.size(), ", ");
}

}  // namespace

void Judgement::fail(std::string why) {
    verdict.action = Row_action::error;
    verdict.why = std::move(why);
}

Judge::Judge(const storage::Read& read, const Task& task, const Table& table)
    : read_(read)
    , task_(task)
    , table_(table)
    , definitions_(read.definitions(task.type))
    , names_(read, task.type) {
    for (std::size_t i = 0; i < task.mapping.size(); ++i) {
        const std::string& field = task.mapping[i];
        columns_.push_back(field.empty() ? nullptr : storage::Record_type::column(task.type, definitions_, field));
        if (columns_.back() == nullptr || columns_.back()->attributes.index != storage::Index::unique) continue;
        unique_ = columns_.back();
        unique_at_ = i;
    }
    if (unique_ != nullptr) repeated_ = repeated_keys();
}

/// Keys that more than one row may have: told by hashes, so that a file of any size needs little memory.
std::unordered_set<std::string> Judge::repeated_keys() const {
    std::unordered_set<std::size_t> seen;
    std::unordered_set<std::string> repeated;
    seen.reserve(table_.rows());
    table_.each([&](std::size_t, const Cells& cells) {
        std::string key = key_of(cells);
        if (!key.empty() && !seen.insert(std::hash<std::string>{}(key)).second) repeated.insert(std::move(key));
        return true;
    });
    return repeated;
}

Judgement Judge::judge(std::size_t row, const Cells& cells) {
    Judgement judgement{.verdict = {.row = row, .action = Row_action::create, .name = {}, .why = {}},
                        .typed = typed_of(cells)};
    const std::string key = key_of(cells);
    Existing before = existing(key).value_or(Existing{});
    const bool exists = before.id != 0 || before.row != 0;
    judgement.id = before.id;
    judgement.revision = before.revision;

    storage::Errors errors;
    std::string after = filled(judgement.typed, before.fields, !exists, errors);
    judgement.verdict.name = task_.type.name(after);
    if (const std::string ragged = table_.ragged(cells); !ragged.empty()) {
        judgement.fail(ragged);
    } else if (exists && !task_.update_existing) {
        judgement.verdict.action = Row_action::skip;
    } else if (!errors.empty()) {
        judgement.fail(sentence(errors));
    } else if (exists) {
        judgement.verdict.action = Row_action::update;
    }
    if (exists && judgement.verdict.action != Row_action::error) judgement.verdict.why = already(before);
    if (judgement.stores() && repeated_.contains(key))
        seen_[key] = {.id = before.id, .revision = before.revision, .fields = std::move(after), .row = row};
    return judgement;
}

std::string Judge::already(const Existing& existing) const {
    return existing.row == 0 ? std::format("{} is here already", unique_->label)
                             : std::format("{} as in row {}", unique_->label, existing.row);
}

Typed Judge::typed_of(const Cells& cells) const {
    Typed typed;
    for (std::size_t i = 0; i < std::min(cells.size(), columns_.size()); ++i) {
        if (columns_[i] == nullptr) continue;
        const std::string_view cell = storage::trimmed(unguarded(cells[i]));
        if (cell.empty()) continue;
        std::string& text = typed[columns_[i]->name];
        text = columns_[i]->control == Control::textarea ? std::string(cell) : single_line(cell);
        if (columns_[i]->control == Control::tags) split_labels(text);
    }
    return typed;
}

/// "" when the row has none, or none that could be stored.
std::string Judge::key_of(const Cells& cells) const {
    if (unique_ == nullptr || unique_at_ >= cells.size()) return {};
    const std::string_view cell = storage::trimmed(unguarded(cells[unique_at_]));
    return cell.empty() ? std::string{} : storage::index_key(*unique_, cell).value_or(std::string{});
}

std::optional<Judge::Existing> Judge::existing(const std::string& key) const {
    if (key.empty()) return std::nullopt;
    const auto seen = seen_.find(key);
    const auto ids = read_.ids_with(task_.type.kind.number, unique_->tag, key, 1);
    if (ids.empty()) return seen == seen_.end() ? std::optional<Existing>{} : seen->second;
    storage::Raw raw = read_.get(task_.type, ids.front());
    Existing found{.id = raw.id, .revision = raw.revision, .fields = std::move(raw.fields), .row = 0};
    if (seen != seen_.end()) {
        found.row = seen->second.row;
        found.fields = seen->second.fields;
    }
    return found;
}

/// The record as it would be stored, but for companies and tags that are yet to be made.
std::string Judge::filled(Typed typed, std::string_view fields, bool is_new, storage::Errors& errors) {
    names_.resolve(typed, errors);
    return task_.type.fill(task_.type, fields, typed, is_new, definitions_, errors);
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
