#include "exchange/judge.h"

#include <algorithm>
#include <format>
#include <iterator>

#include "office/records/plain.h"
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

/// How the cells of one column show that they are written: "1.200" says nothing, but beside "1.234,50" it is a thousand and more.
/// Where rows contradict each other, none is believed.
struct Style_seen {
    bool point = false, comma = false, day_first = false, month_first = false;

    void look_at(const Column& column, std::string_view cell) {
        const char decimal = office::is_number(column) ? storage::decimal_sign_in(cell) : '\0';
        const auto dates =
            column.control == Control::date ? storage::date_order_in(cell) : storage::Date_order::unknown;
        point |= decimal == '.';
        comma |= decimal == ',';
        day_first |= dates == storage::Date_order::day_first;
        month_first |= dates == storage::Date_order::month_first;
    }

    storage::Style style() const {
        storage::Style style;
        if (point != comma) style.decimal = point ? '.' : ',';
        if (day_first != month_first)
            style.dates = day_first ? storage::Date_order::day_first : storage::Date_order::month_first;
        return style;
    }
};

}  // namespace

void Judgement::fail(std::string why) {
    verdict.action = Row_action::error;
    verdict.why = std::move(why);
}

Judge::Judge(const storage::Read& read, const Task& task, const Table& table, File_memory& memory)
    : read_(read)
    , task_(task)
    , table_(table)
    , definitions_(read.definitions(task.type))
    , names_(read, task.type.columns)
    , memory_(memory) {
    for (std::size_t i = 0; i < task.mapping.size(); ++i) {
        const std::string& field = task.mapping[i];
        columns_.push_back(field.empty() ? nullptr : storage::Record_type::column(task.type, definitions_, field));
        if (columns_.back() == nullptr || columns_.back()->attributes.index != storage::Index::unique) continue;
        unique_ = columns_.back();
        unique_at_ = i;
    }
    if (memory_.is_read) return;
    memory_.styles = shown_styles();
    if (unique_ != nullptr) memory_.repeated = repeated_keys();
    memory_.is_read = true;
}

std::vector<storage::Style> Judge::shown_styles() const {
    std::vector<Style_seen> seen(columns_.size());
    const auto has_style = [](const Column* column) {
        return column != nullptr && (office::is_number(*column) || column->control == Control::date);
    };
    if (std::ranges::any_of(columns_, has_style))
        table_.each([&](std::size_t, const Cells& cells) {
            for (std::size_t i = 0; i < std::min(cells.size(), columns_.size()); ++i)
                if (has_style(columns_[i])) seen[i].look_at(*columns_[i], unguarded(cells[i]));
            return true;
        });
    std::vector<storage::Style> styles;
    std::ranges::transform(seen, std::back_inserter(styles), &Style_seen::style);
    return styles;
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

Judgement Judge::judge(std::size_t row, const Cells& cells) const {
    Judgement judgement{.verdict = {.row = row, .action = Row_action::create, .name = {}, .why = {}},
                        .typed = {},
                        .errors = {},
                        .key = key_of(cells),
                        .fields = {}};
    judgement.typed = typed_of(cells, judgement.errors);
    if (auto before = existing(judgement.key)) {
        judgement.verdict = {.row = row,
                             .action = task_.update_existing ? Row_action::update : Row_action::skip,
                             .name = {},
                             .why = already(*before)};
        judgement.id = before->id;
        judgement.revision = before->revision;
        judgement.fields = std::move(before->fields);
        judgement.is_new = false;
        if (judgement.verdict.action == Row_action::skip) judgement.verdict.name = name_of(judgement.typed);
    }
    if (const std::string ragged = table_.ragged(cells); !ragged.empty()) judgement.fail(ragged);
    return judgement;
}

/// What the row calls itself, whatever the record that is there already is called.
std::string Judge::name_of(const Typed& typed) const {
    storage::Errors ignored;
    return task_.type.name(task_.type.fill(task_.type, {}, typed, true, {}, ignored));
}

/// But for companies and tags that are yet to be made, `fields` are then as they would be stored.
void Judge::rehearse(Judgement& judgement) {
    storage::Errors errors = judgement.errors;
    Typed typed = judgement.typed;
    names_.resolve(typed, errors);
    judgement.fields = task_.type.fill(task_.type, judgement.fields, typed, judgement.is_new, definitions_, errors);
    judgement.verdict.name = task_.type.name(judgement.fields);
    if (!errors.empty()) judgement.fail(sentence(errors));
}

void Judge::remember(const Judgement& judgement) {
    if (!memory_.repeated.contains(judgement.key)) return;
    memory_.seen[judgement.key] = {
        .id = judgement.id, .revision = judgement.revision, .fields = judgement.fields, .row = judgement.verdict.row};
}

std::string Judge::already(const Existing& existing) const {
    return existing.row == 0 ? std::format("{} is here already", unique_->label)
                             : std::format("{} as in row {}", unique_->label, existing.row);
}

Typed Judge::typed_of(const Cells& cells, storage::Errors& errors) const {
    Typed typed;
    for (std::size_t i = 0; i < std::min(cells.size(), columns_.size()); ++i) {
        if (columns_[i] == nullptr) continue;
        const std::string_view cell = storage::trimmed(unguarded(cells[i]));
        if (cell.empty()) continue;
        std::string& text = typed[columns_[i]->name];
        text = columns_[i]->control == Control::textarea ? std::string(cell) : single_line(cell);
        if (columns_[i]->control == Control::tags) split_labels(text);
        auto plain = office::plain_text(*columns_[i], text, memory_.styles[i], definitions_.currency);
        if (plain)
            text = std::move(*plain);
        else
            errors.emplace(columns_[i]->name, plain.error());
    }
    return typed;
}

/// "" when the row has none, or none that could be stored.
std::string Judge::key_of(const Cells& cells) const {
    if (unique_ == nullptr || unique_at_ >= cells.size()) return {};
    const std::string_view cell = storage::trimmed(unguarded(cells[unique_at_]));
    return cell.empty() ? std::string{}
                        : storage::index_key(*unique_, cell, definitions_.currency).value_or(std::string{});
}

std::optional<Judge::Existing> Judge::existing(const std::string& key) const {
    if (key.empty()) return std::nullopt;
    const auto seen = memory_.seen.find(key);
    const auto ids = read_.ids_with(task_.type.kind.number, unique_->tag, key, 1);
    if (ids.empty()) return seen == memory_.seen.end() ? std::optional<Existing>{} : seen->second;
    storage::Raw raw = read_.get(task_.type, ids.front());
    Existing found{.id = raw.id, .revision = raw.revision, .fields = std::move(raw.fields), .row = 0};
    if (seen == memory_.seen.end()) return found;
    found.row = seen->second.row;
    found.fields = seen->second.fields;
    return found;
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
