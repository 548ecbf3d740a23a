#include "exchange/export.h"

#include <algorithm>
#include <format>
#include <iterator>
#include <map>
#include <set>

#include "exchange/come_back.h"
#include "exchange/kinds.h"
#include "exchange/mapping.h"
#include "exchange/own_id.h"
#include "exchange/tables/csv.h"
#include "exchange/tables/encoding.h"
#include "exchange/titles.h"
#include "office/records/asking.h"
#include "office/records/names.h"
#include "office/records/plain.h"
#include "storage/upkeep/check.h"

namespace exchange {

namespace {

constexpr std::size_t batch = 500;
// every record has them; they are no declared columns
constexpr std::string_view created = "created", activity = "activity";

/// So that no import has to ask about it, whatever the currency: 12.000 dinars are "12.0000".
std::string exported_text(const storage::Column& column, const std::string& plain) {
    return office::is_number(column) ? storage::typed_number(plain, '.') : plain;
}

}  // namespace

Csv_export::Csv_export(const storage::Store& store, const storage::Record_type& type, storage::List list,
                       const std::vector<std::string>& columns, std::shared_ptr<const storage::Scope> scope)
    : store_(&store)
    , type_(&type)
    , scope_(std::move(scope))
    , list_(std::move(list)) {
    list_.limit = batch;
    choose(columns);
}

void Csv_export::choose(const std::vector<std::string>& columns) {
    definitions_ = store_->read([&](const storage::Read& read) { return read.definitions(*type_); });
    names_ = columns;
    if (names_.empty())
        for (const storage::Column* column : targets(whole_type(*type_), definitions_)) names_.push_back(column->name);
    titles_ = names_;
    for (const std::string& name : names_) {
        const storage::Column* column = storage::Record_type::column(*type_, definitions_, name);
        if (name != created && name != activity && (column == nullptr || column->attributes.hidden || column->in_rows))
            throw storage::Error(storage::Fault::not_found, std::format("There is no column {}.", name));
    }
}

void Csv_export::call(const std::function<std::string(const storage::Column&)>& title_of) {
    std::set<std::string> taken;
    for (std::size_t i = 0; i < names_.size(); ++i) {
        const storage::Column* column = storage::Record_type::column(*type_, definitions_, names_[i]);
        std::string title = title_of(column == nullptr ? office::created_column() : *column);
        if (taken.insert(plain_title(title)).second) titles_[i] = std::move(title);
    }
}

bool Csv_export::next(std::string& out) {
    if (!begun_) append_header(out);
    begun_ = true;
    if (ended_) return false;
    store_->read(scope_.get(), [&](const storage::Read& read) {
        for (const storage::Raw& raw : read.get_many(*type_, next_ids(read))) append_record(read, raw, out);
    });
    return !ended_;
}

void Csv_export::append_header(std::string& out) const {
    out += byte_order_mark;  // by which spreadsheets know UTF-8
    Cells titles = titles_;
    if (carries_id_) titles.emplace_back(own_id_title);
    append_row(out, titles);
}

std::vector<storage::Id> Csv_export::next_ids(const storage::Read& read) {
    storage::Page page = read.select(*type_, list_);
    list_.after = std::move(page.next);
    ended_ = list_.after.empty();
    return std::move(page.ids);
}

void Csv_export::append_record(const storage::Read& read, const storage::Raw& raw, std::string& out) const {
    std::map<std::string_view, std::string> texts{{created, storage::show_moment(raw.created)}};
    if (std::ranges::contains(names_, activity))
        for (const storage::Entry& last : read.history({type_->kind.number, raw.id}, 0, 1))
            texts.emplace(activity, storage::show_moment(last.at));
    storage::Rows rows = type_->show(raw.fields, definitions_);
    std::ranges::move(read.figures(*type_, raw.id), std::back_inserter(rows));
    for (const storage::Row& row : rows)
        texts[row.column->name] =
            row.column->refers() ? office::names_of(read, row) : exported_text(*row.column, row.text);
    Cells cells;
    for (const std::string& name : names_) cells.push_back(std::move(texts[name]));
    if (carries_id_) cells.push_back(own_id(raw));
    append_row(out, cells);
}

void export_file(const storage::Store& store, std::string_view plural, std::ostream& out) {
    const storage::Record_type& type = exchanged_type(store.schema(), plural);
    const auto problems = storage::check_pages(store);
    Csv_export rows(store, type, storage::List{.tag = storage::index_tag::created}, {});
    rows.carry_id();
    for (bool more = true; more && out;) {
        std::string text;
        more = rows.next(text);
        out << text;
    }
    if (!problems.empty())
        throw storage::Error(storage::Fault::corrupt,
                             "The records are damaged: what was written may lack some. Restore a backup.",
                             problems.front());
}

}  // namespace exchange
