// Importer: what a file shows, and what would become of its rows.
#include <algorithm>
#include <format>
#include <iterator>
#include <utility>

#include "exchange/come_back.h"
#include "exchange/failed_rows.h"
#include "exchange/folder.h"
#include "exchange/importer.h"
#include "exchange/kinds.h"
#include "exchange/reading.h"
#include "office/records/plain.h"
#include "storage/digest.h"

namespace exchange {

using office::Import;
using storage::Actor;
using storage::Id;
using storage::Read;
using storage::Write;

namespace {

constexpr std::string_view looking = "look", checking = "check";
/// How often each of them reads the file.
constexpr std::uint64_t passes_to_look = 3, passes_to_check = 5;
/// Imports of which it is kept what was found.
constexpr std::size_t most_kept = 16;
/// A dry run that took longer than that is not made anew at each look because somebody saved.
constexpr std::chrono::seconds long_check{1};
constexpr std::chrono::minutes long_check_counts_for{15};

std::vector<File_column> columns_of(const Import& import, const Table& table) {
    auto values = samples(table);
    Mapping mapping = mapping_before_start(mapping_of(import));
    mapping.resize(table.header().size());
    std::vector<File_column> columns;
    for (std::size_t i = 0; i < mapping.size(); ++i) {
        std::string title = table.header()[i].empty() ? std::format("{}", i + 1) : table.header()[i];
        columns.push_back({std::move(title), std::move(values[i]), std::move(mapping[i])});
    }
    return columns;
}

bool same_titles(const std::vector<File_column>& one, const std::vector<File_column>& other) {
    return std::ranges::equal(one, other, {}, &File_column::title, &File_column::title);
}

std::string titles_of(const Cells& header) {
    std::string titles;
    append_row(titles, header);
    return storage::hex(storage::sha256(titles));
}

/// Of an earlier import, as long as all its fields are there for whoever imports now; "" otherwise.
std::string mapping_that_fits(const Read& read, const Import& import, const Import& before) {
    const storage::Record_type& type = exchanged_type(read.schema(), import.of_kind);
    const Mapping mapping = mapping_before_start(mapping_of(before));
    const auto& fitting = type_for(read, import.user, type, mapping);
    return objection(fitting, read.definitions(type), mapping).empty() ? lines_of(mapping) : std::string{};
}

/// Of the last import of a file with the same titles that is done, as long as all its fields are there; "" without one.
std::string mapping_before(const Read& read, const Import& import) {
    constexpr std::size_t most = 200;
    const storage::List newest{.tag = storage::index_tag::created, .descending = true, .limit = most};
    for (const Id id : read.select(storage::record_type<Import>(), newest).ids) {
        const Import before = read.get<Import>(id);
        if (before.state == office::Import_state::done && before.of_kind == import.of_kind &&
            before.titles == import.titles)
            return mapping_that_fits(read, import, before);
    }
    return {};
}

Import_choice choice_of(const storage::Record_type& type, const storage::Definitions& definitions,
                        const std::string& word, const std::string& value) {
    const auto sign = word.find('=');
    const auto* column = storage::Record_type::column(type, definitions, word.substr(0, sign));
    Import_choice choice{
        .name = word, .label = column->label, .word = word.substr(sign + 1), .chosen = value, .options = {}};
    for (const auto& option : column->options)
        if (!option.by_verb) choice.options.push_back({option.key, option.label});
    return choice;
}

Import_reading reading_of(const Task& task, const storage::Definitions& definitions, const Table& table) {
    const Row_reader reader(task.type, definitions, task.mapping, table);
    Import_reading reading{.format = table.format(),
                           .is_cards = table.is_cards(),
                           .may_be_mended = table.may_be_mended(),
                           .may_have_entities = table.may_have_entities(),
                           .footer_lines = table.footer_lines()};
    const auto styles = reader.look_through().styles;
    for (std::size_t i = 0; i < std::min(styles.size(), task.mapping.size()); ++i) {
        const auto* column = storage::Record_type::column(task.type, definitions, task.mapping[i]);
        if (column == nullptr) continue;
        if (column->control == storage::Control::date) {
            reading.has_dates = true;
            if (reading.format.style.dates == storage::Date_order::unknown)
                reading.format.style.dates = styles[i].dates;
        }
        if (office::is_number(*column)) {
            reading.has_numbers = true;
            if (reading.format.style.decimal == 0) reading.format.style.decimal = styles[i].decimal;
        }
    }
    for (const auto& [word, value] : reader.unknown_choices())
        reading.choices.push_back(choice_of(task.type, definitions, word, value));
    return reading;
}

}  // namespace

Importer::Found Importer::found(Id id) const {
    const std::lock_guard lock(finding_);
    const auto at = found_.find(id);
    return at == found_.end() ? Found{} : at->second;
}

void Importer::keep(Id id, const std::function<void(Found&)>& change) {
    const std::lock_guard lock(finding_);
    change(found_[id]);
    if (found_.size() > most_kept)
        found_.erase(found_.begin()->first == id ? std::next(found_.begin()) : found_.begin());
}

std::shared_ptr<Errand> Importer::begin_look(const Import& import, const std::optional<Format>& format) {
    return errands_.begin(import.id, std::string(looking), passes_to_look,
                          [this, import, format](Progress& progress) { look(import, format, progress); });
}

void Importer::read_as(const Import& import, const Format& format) {
    store_->read([&](const Read& read) { open_import(read, import.id); });
    begin_look(import, format);
}

void Importer::look(const Import& import, const std::optional<Format>& format, Progress& progress) {
    Import as_read = import;
    if (format) as_read.reading = {lines_of(*format)};
    const Table table = table_of(as_read, &progress);
    if (import.rows == 0 || format) {
        const auto before = found(import.id).looked;
        as_read = note_look(import, table, before && same_titles(before->columns, columns_of(import, table)));
    }
    const Task task = task_of(as_read);
    auto looked = std::make_shared<const Looked>(as_read.revision, columns_of(as_read, table),
                                                 reading_of(task, definitions_of(task.type), table));
    keep(import.id, [&](Found& found) { found = {.looked = std::move(looked), .checked = {}}; });
}

std::string Importer::guessed(const Import& import, const Cells& header) const {
    const storage::Record_type& type = exchanged_type(store_->schema(), import.of_kind);
    return store_->read(
        [&](const Read& read) { return lines_of(guess_mapping_for(read, import.user, type, header, languages_)); });
}

Import Importer::note_look(const Import& import, const Table& table, bool same_columns) {
    const std::string guess = guessed(import, table.header());
    const std::string titles = titles_of(table.header());
    const Actor actor{import.user.id, store_->read([&](const Read& read) {
                          return read.name(office::User::kind.number, import.user.id);
                      })};
    return store_->write(actor, [&](Write& write) {
        Import stored = open_import(write, import.id);
        stored.reading = {lines_of(table.format())};
        stored.rows = static_cast<std::int64_t>(table.rows());
        stored.titles = titles;
        if (!same_columns) {
            const std::string before = mapping_before(write, stored);
            stored.remembered = !before.empty() && before != guess;
            stored.mapping = {stored.remembered ? before : guess};
        }
        write.update(stored);
        return stored;
    });
}

void Importer::guess_anew(const Import& import) {
    const std::string guess = guessed(import, table_of(import).header());
    const Actor actor{import.user.id, store_->read([&](const Read& read) {
                          return read.name(office::User::kind.number, import.user.id);
                      })};
    store_->write(actor, [&](Write& write) {
        Import stored = open_import(write, import.id);
        stored.mapping = {guess};
        stored.remembered = false;
        write.update(stored);
    });
    errands_.forget(import.id);
}

/// Whoever is told that it failed may try again.
bool Importer::ended(Id id, const Errand& errand, std::chrono::milliseconds patience) {
    try {
        if (!errand.waits_for_end(patience)) return false;
    } catch (const std::exception&) {
        errands_.forget(id, &errand);
        throw;
    }
    errands_.forget(id, &errand);
    return true;
}

std::shared_ptr<const Looked> Importer::looked(const Import& import, std::chrono::milliseconds patience) {
    auto errand = errands_.find(import.id);
    if (!errand || errand->what() != looking) {
        if (auto known = found(import.id).looked; known && known->revision == import.revision) return known;
        errand = begin_look(import, {});
    }
    return ended(import.id, *errand, patience) ? found(import.id).looked : nullptr;
}

void Importer::check(const Import& import, Progress& progress) {
    Checked checked{.revision = import.revision,
                    .version = store_->version(),
                    .begun = std::chrono::steady_clock::now(),
                    .ended = {},
                    .counts = {},
                    .columns = {}};
    const Table table = table_of(import, &progress);
    const Task task = task_of(import);
    Checked_rows rows(checked_file(store_->folder(), import.id));
    checked.columns = columns_of(import, table);
    checked.counts = store_->read([&](const Read& read) {
        return exchange::check(read, task, table, [&](const Row_verdict& verdict, const Cells&) { rows.add(verdict); });
    });
    rows.finish();
    checked.ended = std::chrono::steady_clock::now();
    keep(import.id, [&](Found& found) { found.checked = std::make_shared<const Checked>(std::move(checked)); });
}

std::shared_ptr<const Checked> Importer::checked(const Import& import, std::chrono::milliseconds patience) {
    const auto counts = [&](const Checked& checked) {
        const bool is_long = checked.ended - checked.begun > long_check &&
                             std::chrono::steady_clock::now() - checked.ended < long_check_counts_for;
        return checked.revision == import.revision && (checked.version == store_->version() || is_long);
    };
    auto errand = errands_.find(import.id);
    if (!errand || errand->what() != checking) {
        if (auto known = found(import.id).checked; known && counts(*known)) return known;
        errand = errands_.begin(import.id, std::string(checking), passes_to_check,
                                [this, import](Progress& progress) { check(import, progress); });
    }
    return ended(import.id, *errand, patience) ? found(import.id).checked : nullptr;
}

std::optional<double> Importer::errand_share(Id id) const {
    const auto errand = errands_.find(id);
    if (!errand || errand->ended()) return std::nullopt;
    return errand->progress().share();
}

}  // namespace exchange
