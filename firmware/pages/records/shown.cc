#include "pages/records/shown.h"

#include <algorithm>
#include <array>
#include <format>
#include <ranges>

#include "office/clients/notes.h"
#include "pages/frame/view.h"
#include "pages/frame/written_name.h"
#include "pages/records/fields.h"
#include "pages/records/kind.h"
#include "pages/records/place.h"
#include "pages/records/rows.h"
#include "pictures/preview.h"
#include "storage/files/file_facts.h"

namespace pages {

using storage::Column;
using storage::Control;

std::string plain(const Shown& shown) {
    std::string text = shown.markdown.empty() ? shown.text : shown.markdown;
    for (const Chip& chip : shown.chips) text += (text.empty() ? "" : ", ") + chip.name;
    return text;
}

std::string stars_text(unsigned count) {
    std::string text;
    for (unsigned star = 1; star <= 5; ++star) text += star <= count ? "★" : "☆";
    return text;
}

std::string stars_label(const Language& language, unsigned count) {
    return count == 0 ? language.say("not rated") : language.say("{} of 5", {std::to_string(count)});
}

const std::string& Shower::name(std::uint8_t kind, storage::Id id) {
    const auto [at, is_new] = names_.try_emplace({kind, id});
    if (is_new) at->second = read_->name(kind, id);
    return at->second;
}

void Shower::look_up(const std::vector<storage::Rows>& records) {
    std::map<std::uint8_t, std::vector<storage::Id>> wanted;
    for (const storage::Rows& rows : records)
        for (const storage::Row& row : rows)
            if (const std::uint8_t kind = row.column->refers_to; kind != 0)
                for (const storage::Id id : storage::parse_ids(row.text).value_or(std::vector<storage::Id>{}))
                    if (names_.try_emplace({kind, id}).second) wanted[kind].push_back(id);
    for (const auto& [kind, ids] : wanted) {
        auto found = read_->names(kind, ids);
        for (std::size_t i = 0; i < ids.size(); ++i) names_[{kind, ids[i]}] = std::move(found[i]);
    }
}

const std::string& Shower::color(std::uint8_t kind, storage::Id id) {
    const auto [at, is_new] = colors_.try_emplace({kind, id});
    if (is_new) at->second = page_row(kind).chip(*read_, id);
    return at->second;
}

Shown Shower::reference(const Column& column, const std::string& text) {
    Shown shown;
    const auto ids = storage::parse_ids(text);
    if (!ids) return shown;
    for (const storage::Id id : *ids) {
        const std::string& found = name(column.refers_to, id);
        const std::string called = found.empty() ? language_->say("(deleted)") : in_own_signs(found);
        if (page_row(column.refers_to).chip != nullptr) {
            shown.chips.push_back({called, color(column.refers_to, id)});
            continue;
        }
        shown.text += (shown.text.empty() ? "" : "; ") + called;
        if (ids->size() == 1 && !found.empty() && page_row(column.refers_to).pages)
            shown.url = url_of(read_->schema().type(column.refers_to).kind, id);
    }
    return shown;
}

Shown Shower::any(const std::string& text) {
    const auto any = storage::parse_any(text);
    if (!any || !*any) return {};
    const storage::Record_type* type = read_->schema().find(any->kind);
    if (type == nullptr) return {.text = language_->say("(unknown)")};
    const std::string found = read_->has(any->kind, any->id) ? name(any->kind, any->id) : language_->say("(deleted)");
    return {.text = name_or_number(*language_, type->kind, found, any->id),
            .url = page_row(any->kind).pages ? url_of(type->kind, any->id) : ""};
}

std::string size_text(const Language& language, std::uint64_t bytes) {
    constexpr std::array<std::string_view, 4> units{"{} bytes", "{} kB", "{} MB", "{} GB"};
    std::uint64_t tenths = bytes * 10;
    std::size_t unit = 0;
    for (; tenths >= 10'000 && unit + 1 < units.size(); ++unit) tenths = (tenths + 500) / 1'000;
    const bool whole = unit == 0 || tenths >= 100;
    const std::uint64_t rounded = whole ? (tenths + 5) / 10 * 10 : tenths;
    return language.say(units[unit],
                        {number_text(language, storage::show_fixed(static_cast<std::int64_t>(rounded), 1, 0))});
}

std::string file_url(const storage::Kind& kind, storage::Id id) {
    const std::string_view at = page_row(kind.number).files_at;
    return at.empty() ? std::string{} : std::format("{}/{}", at, id);
}

std::string preview_url(const storage::Kind& kind, storage::Id id, pictures::Extent extent) {
    return file_url(kind, id) + (extent == pictures::Extent::small ? "/preview?size=small" : "/preview");
}

namespace {

/// "PDF, 2.4 MB": what its bytes are, and its size.
Shown file(const Language& language, const std::string& text) {
    const auto file = storage::parse_file(text);
    if (!file || file->digest.empty()) return {};
    const std::string_view label = storage::label_of_type(file->type);
    const std::string size = size_text(language, file->size);
    return {.text = label.empty() ? size : std::format("{}, {}", label, size),
            .pictured = pictures::is_picture(file->type) ? file->name : ""};
}

std::string option_label(const Language& language, const Column& column, const std::string& key) {
    const auto at = std::ranges::find(column.options, key, &storage::Column_option::key);
    if (at == column.options.end()) return key;
    return column.custom == 0 ? language.say(at->label) : at->label;
}

std::string option_labels(const Language& language, const Column& column, std::string_view keys) {
    std::string labels;
    for (const auto part : std::views::split(keys, ',')) {
        const std::string key(storage::trimmed(std::string_view(part)));
        labels += (labels.empty() ? "" : ", ") + option_label(language, column, key);
    }
    return labels;
}

Shown stars(const Language& language, const std::string& text) {
    Shown shown;
    shown.stars = text.empty() ? 0 : static_cast<std::uint8_t>(text.front() - '0');
    shown.text = shown.stars == 0 ? "" : stars_label(language, shown.stars);
    return shown;
}

std::string without_scheme(const std::string& url) {
    const auto at = url.find("://");
    constexpr std::string_view mail = "mailto:";
    if (url.starts_with(mail)) return url.substr(mail.size());
    std::string text = at == std::string::npos ? url : url.substr(at + 3);
    if (text.ends_with('/')) text.pop_back();
    return text;
}

}  // namespace

Shown Shower::show(const Column& column, const std::string& text) {
    if (column.refers_to != 0) return reference(column, text);
    if (column.refers_to_any()) return any(text);
    if (column.control == Control::file) return file(*language_, text);
    if (column.control == Control::checkbox && column.custom == 0 && !column.optional)
        return {.text = language_->say(text == "yes" ? "Yes" : "No")};
    if (text.empty()) return {};
    switch (column.control) {
    case Control::checkbox: return {.text = language_->say(text == "yes" ? "Yes" : "No")};
    case Control::select: return {.text = option_label(*language_, column, text)};
    case Control::multi: return {.text = option_labels(*language_, column, text)};
    case Control::email: return {.text = text, .url = "mailto:" + text};
    case Control::tel: return {.text = text, .url = phone_url(text)};
    case Control::url: return {.text = without_scheme(text), .url = text};
    case Control::textarea: return {.markdown = text};
    case Control::date: return {.text = date_text(*language_, text)};
    case Control::number: return {.text = number_text(*language_, text)};
    case Control::percent: return {.text = language_->say("{}%", {number_text(*language_, text)})};
    case Control::money: return {.text = money_text(*language_, text, currency_)};
    case Control::stars: return stars(*language_, text);
    case Control::moment:
        if (const auto moment = storage::parse_moment(text)) return {.text = moment_text(*language_, *moment).exact};
        return {.text = text};
    default: return {.text = text};
    }
}

std::string name_of(Shower& shower, const storage::Record_type& type, const storage::Raw& raw) {
    std::string name = type.name(raw.fields);
    if (const Column* column = type.column(page_row(type.kind.number).named_by); name.empty() && column != nullptr)
        for (const storage::Row& row : type.show_columns(type, raw.fields, std::array{column}, shower.currency()))
            name = shower.show(*column, row.text).text;
    return name_or_number(shower.language(), type.kind, name, raw.id);
}

Record_view view_of(const storage::Read& read, const storage::Record_type& type, storage::Id id, Shower& shower) {
    Record_view view{.type = &type, .raw = read.get(type, id)};
    view.definitions = read.definitions(type, view.raw.fields);
    view.rows = type.show(view.raw.fields, view.definitions);
    for (const storage::Row& row : view.rows)
        if (!row.column->attributes.hidden)
            view.shown.emplace(row.column->name, row.column->control == Control::rows
                                                     ? shown_rows(shower, row)
                                                     : shower.show(*row.column, row.text));
    if (const Column* file = type.file_column(); file != nullptr && !view.shown.at(file->name).empty())
        view.shown.at(file->name).url = file_url(type.kind, id);
    view.name = name_of(shower, type, view.raw);
    return view;
}

namespace {

const Shown& part_shown(const Record_view& view, const Column& column) {
    static const Shown nothing;
    const auto at = view.shown.find(column.name);
    return at == view.shown.end() ? nothing : at->second;
}

/// The postcode stands before the city.
Shown address_lines(const Record_view& view, const Item& item) {
    Shown shown;
    for (const Column* column : item.columns) {
        std::string text = part_shown(view, *column).text;
        if (column->name.ends_with(".city"))
            for (const Column* other : item.columns)
                if (other->name.ends_with(".postcode")) {
                    const std::string& code = part_shown(view, *other).text;
                    text = code.empty() || text.empty() ? code + text : code + " " + text;
                }
        const bool elsewhere = column->name.ends_with(".postcode") || column->control == Control::position;
        if (elsewhere || text.empty()) continue;
        shown.text += (shown.text.empty() ? "" : "\n") + text;
    }
    const auto position = std::ranges::find(item.columns, Control::position, &Column::control);
    if (position != item.columns.end())
        shown.url = place_url(shown.text,
                              storage::parse_position(part_shown(view, **position).text).value_or(storage::Position{}));
    return shown;
}

}  // namespace

Shown shown_item(const Record_view& view, const Item& item) {
    return item.part ? address_lines(view, item) : part_shown(view, item.column());
}

bool is_written_from_the_left(const Column& column) {
    switch (column.control) {
    case Control::email:
    case Control::tel:
    case Control::url:
    case Control::number:
    case Control::percent:
    case Control::money: return true;
    default: return false;
    }
}

Mail_parts mail_parts(std::string_view address) {
    constexpr std::size_t long_name = 8, letters = 4;
    const auto at = std::min(address.rfind('@'), address.size());
    std::size_t begin = at > long_name ? letters : 0;
    while (begin > 0 && (static_cast<unsigned char>(address[begin]) & 0xC0U) == 0x80U) --begin;
    return {address.substr(0, begin), address.substr(begin, at - begin), address.substr(at)};
}

Data mail_data(const std::string& address) {
    const Mail_parts parts = mail_parts(address);
    Data mail = object();
    mail["mail_address"] = text(address);
    mail["mail_begin"] = text(parts.begin);
    mail["mail_name"] = text(parts.name);
    mail["mail_domain"] = text(parts.domain);
    return mail;
}

std::string value_id(const Item& item) {
    std::string id = "value-" + item.name;
    std::ranges::replace(id, '.', '-');
    return id;
}

Data chips_data(const std::vector<Chip>& chips) {
    Data data = list();
    for (const Chip& chip : chips) {
        Data item = object();
        item["tag_name"] = text(chip.name);
        item["tag_color"] = text(chip.color.empty() ? "gray" : chip.color);
        append(data, std::move(item));
    }
    return data;
}

namespace {

Data lines_data(std::string_view lines) {
    Data all = list();
    for (const auto line : std::views::split(lines, '\n')) {
        Data one = object();
        one["value_line"] = text(std::string_view(line));
        append(all, std::move(one));
    }
    return all;
}

}  // namespace

Data value_data(const Language& language, const Item& item, const Shown& shown, const std::string& edit_url) {
    Data data = object();
    data["value_id"] = text(value_id(item));
    data["value_label"] = text(label_of(language, item));
    const bool is_address = item.part && !shown.url.empty();
    data["value_lines"] = is_address ? lines_data(shown.text) : list();
    data["value_copied"] = !shown.empty() && (is_address || item.column().control == Control::email ||
                                              item.column().control == Control::tel);
    data["value_text"] = is_address ? Data(false) : text(shown.stars != 0 ? stars_text(shown.stars) : shown.text);
    data["value_url"] = text(shown.url);
    data["value_outside"] = shown.url.starts_with("http");
    const bool is_mail = item.column().control == Control::email && !shown.empty();
    data["value_mail"] = is_mail ? mail_data(shown.text) : Data(false);
    data["value_dir"] = text(is_written_from_the_left(item.column()) ? "ltr" : "auto");
    data["value_html"] = shown.markdown.empty() ? Data(false) : text(office::html_of({shown.markdown}));
    data["value_tags"] = chips_data(shown.chips);
    data["value_exact"] = text(shown.stars != 0 ? shown.text : "");
    data["value_edit_url"] = text(edit_url);
    return data;
}

}  // namespace pages
