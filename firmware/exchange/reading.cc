#include "exchange/reading.h"

#include <algorithm>
#include <array>
#include <format>
#include <iterator>
#include <ranges>

#include "exchange/come_back.h"
#include "exchange/person_name.h"
#include "exchange/synonyms.h"
#include "exchange/titles.h"
#include "exchange/words_for.h"
#include "office/records/plain.h"
#include "storage/values/card_number.h"
#include "storage/words.h"

namespace exchange {

namespace {

using storage::Column;
using storage::Control;

constexpr std::string_view as_text = " (kept as text)";
constexpr std::string_view left_out = " (left out)";

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

    /// `chosen` counts where the column does not show it.
    storage::Style style(const storage::Style& chosen) const {
        storage::Style style = chosen;
        if (point != comma && chosen.decimal == 0) style.decimal = point ? '.' : ',';
        if (day_first != month_first && chosen.dates == storage::Date_order::unknown)
            style.dates = day_first ? storage::Date_order::day_first : storage::Date_order::month_first;
        return style;
    }
};

bool has_style(const Column* column) {
    return column != nullptr && (office::is_number(*column) || column->control == Control::date);
}

bool is_person_name(const Column& column) {
    constexpr std::array<std::string_view, 5> names{"first_name", "last_name", "organisation", "company", "name"};
    return std::ranges::contains(names, column.name);
}

bool is_free_text(const Column& column) {
    return column.control == Control::text || column.control == Control::textarea;
}

void add_line(std::string& text, const std::string& line) {
    if (!text.empty()) text += '\n';
    text += line;
}

/// "status.active" → what is called so in other languages, if the column has such an option.
std::string option_called(const Column& column, std::string_view word) {
    const std::string plain = plain_title(word);
    for (const Synonyms& synonyms : choice_words()) {
        const auto dot = synonyms.field.find('.');
        const std::string_view key = synonyms.field.substr(dot + 1);
        if (column.name == synonyms.field.substr(0, dot) && std::ranges::contains(plain_names(synonyms.names), plain) &&
            std::ranges::contains(column.options, key, &storage::Column_option::key))
            return std::string(key);
    }
    return {};
}

bool is_option(const Column& column, std::string_view word) {
    const std::string wanted = storage::identity_of(word);
    return std::ranges::any_of(column.options, [&](const storage::Column_option& option) {
        return storage::identity_of(option.key) == wanted || storage::identity_of(option.label) == wanted;
    });
}

std::string choice_name(const Column& column, std::string_view word) {
    return column.name + '=' + storage::identity_of(word);
}

}  // namespace

std::string_view Row_read::value(std::string_view field) const {
    const auto at = typed.find(field);
    return at == typed.end() ? std::string_view{} : std::string_view(at->second);
}

void Row_read::keep_as_text(const std::string& field, const std::string& title, const std::string& why, bool has_text) {
    if (has_text) add_line(text, std::format("{} as imported: {}", title, original[field]));
    told.push_back({field, why + std::string(has_text ? as_text : left_out)});
    typed.erase(field);
}

Row_reader::Row_reader(const storage::Record_type& type, const storage::Definitions& definitions,
                       const Mapping& mapping, const Table& table)
    : type_(type)
    , definitions_(definitions)
    , table_(table)
    , text_(exchange::text_column(type)) {
    using Use = Source::Use;
    for (std::size_t i = 0; i < mapping.size(); ++i) {
        Source source;
        if (i < table.header().size()) source.title = table.header()[i];
        source.has_codes = storage::names_security_code(source.title);
        if (mapping[i] == target::text && text_ != nullptr) source.use = Use::text;
        if (mapping[i] == target::own_id || mapping[i] == own_id_into_none) source.use = Use::own_id;
        if (mapping[i] == target::name) source.use = Use::name;
        if (mapping[i] == target::name_family_first) source.use = Use::name_family_first;
        if (!mapping[i].empty()) source.column = storage::Record_type::column(type, definitions, mapping[i]);
        if (source.column != nullptr) source.use = Use::field;
        sources_.push_back(std::move(source));
    }
}

Evidence Row_reader::look_through() const {
    std::vector<Style_seen> seen(sources_.size());
    std::map<std::string, std::set<std::size_t>, std::less<>> words;
    table_.each([&](std::size_t, const Cells& cells) {
        for (std::size_t i = 0; i < std::min(cells.size(), sources_.size()); ++i) {
            if (sources_[i].use == Source::Use::nothing || cells[i].empty()) continue;
            if (has_style(sources_[i].column)) seen[i].look_at(*sources_[i].column, unguarded(cells[i]));
            if (exchange::stands_for_nothing(cells[i], Emptiness::usual))
                words[std::string(storage::trimmed(cells[i]))].insert(i);
        }
        return true;
    });
    Evidence evidence;
    for (const Style_seen& each : seen) evidence.styles.push_back(each.style(table_.format().style));
    for (const auto& [word, columns] : words)
        if (columns.size() > 1) evidence.empty_words.insert(word);
    return evidence;
}

Row_read Row_reader::read(const Cells& cells, const Evidence& evidence) const {
    Row_read row;
    std::string name;
    bool family_first = false;
    for (std::size_t i = 0; i < std::min(cells.size(), sources_.size()); ++i) {
        const Source& source = sources_[i];
        if (source.use == Source::Use::nothing) continue;
        const std::string cell = unguarded(cells[i]);
        const std::string_view trimmed = storage::trimmed(cell);
        if (trimmed.empty() || is_never_kept(source, trimmed, row)) continue;
        if (source.use == Source::Use::name || source.use == Source::Use::name_family_first) {
            if (!stands_for_nothing(source, trimmed, evidence)) name = single_line(trimmed);
            family_first = source.use == Source::Use::name_family_first;
        } else {
            read_cell(source, trimmed, evidence.styles[i], evidence, row);
        }
    }
    complete(row, name, family_first);
    return row;
}

/// The number of a payment card, or a column of their codes. Nobody is told what it was.
bool Row_reader::is_never_kept(const Source& source, std::string_view cell, Row_read& row) const {
    const bool is_phone = source.column != nullptr && source.column->control == Control::tel;
    const auto why = is_phone ? storage::never_kept_as_phone(cell) : storage::never_kept(cell);
    if (!source.has_codes && why.empty()) return false;
    const bool is_card = !source.has_codes && why == storage::looks_like_card;
    row.told.push_back({source.column == nullptr ? "" : source.column->name,
                        is_card ? "looks like a card number (left out)" : "looks like the code of a card (left out)"});
    if (source.column == nullptr)
        row.told.back().what = is_card ? "A card number was left out" : "The code of a card was left out";
    return true;
}

void Row_reader::read_cell(const Source& source, std::string_view cell, const storage::Style& style,
                           const Evidence& evidence, Row_read& row) const {
    if (source.use == Source::Use::own_id) {
        row.own_id = cell;
        return;
    }
    const bool nothing = stands_for_nothing(source, cell, evidence);
    if (source.use == Source::Use::text) {
        if (!nothing) add_line(row.text, std::format("{}: {}", source.title, single_line(cell)));
        return;
    }
    const Column& column = *source.column;
    if (nothing || is_spreadsheet_error(cell)) {
        row.told.push_back(
            {column.name, nothing ? "is taken as empty" : "was broken by a spreadsheet, and is left empty"});
        return;
    }
    const bool is_number = column.control == Control::tel || column.name == "reference" ||
                           column.name.ends_with("postcode") || office::is_number(column);
    read_field(column, without_text_mark(cell, is_number), style, row);
}

void Row_reader::read_field(const Column& column, std::string cell, const storage::Style& style, Row_read& row) const {
    switch (column.control) {
    case Control::textarea: return put(column, cell, cell, row);
    case Control::tel: return read_phone(column, cell, row);
    case Control::email: return read_email(column, cell, row);
    case Control::stars: return put(column, cell, stars(cell), row);
    case Control::select: return put(column, cell, chosen(column, cell), row);
    case Control::checkbox:
        if (const auto yes = yes_or_no(cell)) return put(column, cell, *yes ? "yes" : "no", row);
        return put(column, cell, cell, row);
    case Control::tags:
    case Control::multi: {
        std::string names;
        for (const std::string& part : parts_of(cell, true))
            if (!part.starts_with("* ")) names += (names.empty() ? "" : ", ") + part;  // Google's own groups
        return put(column, cell, names, row);
    }
    default: break;
    }
    if (column.control == Control::date)
        if (auto day = serial_day(cell)) return put(column, cell, *day, row);
    auto plain = office::plain_text(column, single_line(cell), style, definitions_.currency);
    put(column, cell, plain.value_or(cell), row);
    if (!plain) row.keep_as_text(column.name, title_of(column.name), plain.error(), text_ != nullptr);
}

void Row_reader::read_phone(const Column& column, const std::string& cell, Row_read& row) const {
    if (is_shortened_number(cell)) {
        row.original[column.name] = cell;
        return row.keep_as_text(column.name, title_of(column.name), "was broken by a spreadsheet", text_ != nullptr);
    }
    const auto numbers = phones_in(cell);
    put(column, cell, single_line(numbers.front()), row);
    for (const std::string& number : numbers | std::views::drop(1)) {
        const Column* const other = type_.column("other_phone");
        if (other != nullptr && column.name != other->name && row.value(other->name).empty())
            put(*other, number, number, row);
        else
            keep_another(column, number, row);
    }
}

void Row_reader::read_email(const Column& column, const std::string& cell, Row_read& row) const {
    const auto addresses = addresses_in(cell);
    put(column, cell, single_line(addresses.front()), row);
    for (const std::string& address : addresses | std::views::drop(1)) keep_another(column, address, row);
}

/// One more value than there are fields for.
void Row_reader::keep_another(const Column& column, const std::string& value, Row_read& row) const {
    if (text_ != nullptr) add_line(row.text, std::format("{}: {}", title_of(column.name), value));
    row.told.push_back(
        {column.name, std::string("has several values") + std::string(text_ != nullptr ? as_text : left_out)});
}

/// Of a text that comes in several columns all. A second phone number that was found in a cell gives way to a column's own.
void Row_reader::put(const Column& column, const std::string& cell, std::string value, Row_read& row) const {
    if (value.empty()) return;
    const auto at = row.typed.find(column.name);
    if (at == row.typed.end()) {
        row.typed[column.name] = std::move(value);
        row.original[column.name] = cell;
    } else if (column.control == Control::textarea) {
        at->second += '\n' + value;
    } else if (column.control == Control::tags) {
        at->second += ", " + value;
    } else {
        keep_another(column, at->second, row);
        at->second = std::move(value);
        row.original[column.name] = cell;
    }
}

/// Names out of a whole one, where the row has no other; an organisation where no person is named.
void Row_reader::complete(Row_read& row, const std::string& name, bool family_first) const {
    if (!has_person_names(type_)) return;
    const auto set = [&](const char* field, std::string value) {
        if (value.empty()) return;
        row.original[field] = value;
        row.typed[field] = std::move(value);
    };
    const bool person = !row.value("first_name").empty() || !row.value("last_name").empty();
    const bool is_typed_organisation = storage::identity_of(row.value("type")) == "organisation";
    if (!person && !name.empty()) {
        if (is_typed_organisation || (row.value("type").empty() && is_organisation(name)) ||
            (!row.value("company").empty() &&
             storage::identity_of(name) == storage::identity_of(row.value("company")))) {
            if (row.value("organisation").empty()) set("organisation", name);
        } else {
            auto [first, last] = person_name(name, family_first ? Name_order::family_first : Name_order::given_first);
            set("first_name", std::move(first));
            set("last_name", std::move(last));
        }
    }
    if (!row.value("first_name").empty() || !row.value("last_name").empty()) return;
    if (row.value("organisation").empty() && !row.value("company").empty()) {
        set("organisation", std::string(row.value("company")));
        row.typed.erase("company");
    }
    if (!row.value("organisation").empty() && row.value("type").empty()) set("type", "organisation");
}

bool Row_reader::stands_for_nothing(const Source& source, std::string_view cell, const Evidence& evidence) const {
    if (source.column == nullptr || is_person_name(*source.column))
        return exchange::stands_for_nothing(cell, Emptiness::sure) || evidence.empty_words.contains(cell);
    return exchange::stands_for_nothing(cell, is_free_text(*source.column) ? Emptiness::usual : Emptiness::any);
}

std::string Row_reader::chosen(const Column& column, const std::string& cell) const {
    if (const auto at = table_.format().choices.find(choice_name(column, cell)); at != table_.format().choices.end())
        return at->second.empty() ? cell : at->second;
    if (is_option(column, cell)) return cell;
    const std::string option = option_called(column, cell);
    return option.empty() ? cell : option;
}

std::string Row_reader::title_of(std::string_view field) const {
    for (const Source& source : sources_)
        if (source.column != nullptr && source.column->name == field && !source.title.empty()) return source.title;
    const Column* const column = type_.column(field);
    return column == nullptr ? std::string(field) : column->label;
}

std::map<std::string, std::string> Row_reader::unknown_choices() const {
    constexpr std::size_t most = 20;  // words; what has more is no choice
    std::map<std::string, std::string> unknown;
    table_.each([&](std::size_t, const Cells& cells) {
        for (std::size_t i = 0; i < std::min(cells.size(), sources_.size()); ++i) {
            const Column* const column = sources_[i].column;
            const std::string_view cell = storage::trimmed(cells[i]);
            if (column == nullptr || column->control != Control::select || cell.empty() || is_option(*column, cell) ||
                exchange::stands_for_nothing(cell, Emptiness::any))
                continue;
            const std::string name = choice_name(*column, cell);
            const auto at = table_.format().choices.find(name);
            unknown[name] = at == table_.format().choices.end() ? option_called(*column, cell) : at->second;
        }
        return unknown.size() < most;
    });
    return unknown;
}

}  // namespace exchange
