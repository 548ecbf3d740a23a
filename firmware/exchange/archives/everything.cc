#include "exchange/archives/everything.h"

#include <algorithm>
#include <format>
#include <memory>
#include <utility>

#include "exchange/export.h"
#include "storage/custom_field.h"
#include "storage/error.h"
#include "storage/upkeep/check.h"

namespace exchange {

namespace {

constexpr std::string_view about = R"(All records of this office, written by Clientbox on {}.

<kind>.json      every record of a kind, one on each line; "names" says what its numbers refer to
<kind>/<number>  the file of that record, under the name it came with
fields.json      which fields there are, what they are called, and whether they are about a person
tables/*.csv     the same records as tables, which come back by an import: see below
missing.txt      files that could not be read; there is none when all are here

Not in here: passwords, tokens and other secrets, sessions, the history of changes, imports, and settings of the box.
A backup has them, and is restored as a whole. This file is for other programs.

To bring the records into an empty office, an admin imports the tables one by one in the order of their numbers. They keep their
numbers, their age, and what was done to them; passwords are given out anew, and files of documents uploaded. Clients come
once more at the end, with "update": their primary contacts were not there yet the first time.
)";

using Types = std::vector<const storage::Record_type*>;

bool is_of_fields(const storage::Record_type& type) { return type.kind.number == storage::Custom_field::kind.number; }

/// Whether custom fields may be those of its records.
bool defines_fields(const storage::Record_type& type, const Types& all) {
    return std::ranges::any_of(all, [&](const storage::Record_type* other) {
        return other->definer() != nullptr && other->definer()->refers_to == type.kind.number;
    });
}

/// Whether the other has to be there before the one comes back.
bool needs(const storage::Record_type& type, const storage::Record_type& other, const Types& all) {
    if (is_of_fields(type)) return defines_fields(other, all);
    if (is_of_fields(other) && type.custom_tag != 0) return true;
    return std::ranges::any_of(type.columns, [&](const storage::Column& column) {
        return column.typed() && (column.refers_to == other.kind.number || column.refers_to_any());
    });
}

void add_behind_what_it_needs(const storage::Record_type& type, const Types& all, Types& begun, Types& ordered) {
    if (std::ranges::contains(begun, &type)) return;
    begun.push_back(&type);
    for (const storage::Record_type* other : all)
        if (needs(type, *other, all)) add_behind_what_it_needs(*other, all, begun, ordered);
    ordered.push_back(&type);
}

/// In the order in which they come back: what others refer to first.
Types in_order(const Types& all) {
    Types begun;
    Types ordered;
    for (const storage::Record_type* type : all) add_behind_what_it_needs(*type, all, begun, ordered);
    return ordered;
}

/// All of a kind as CSV; no entry without records.
void add_table(Archive& archive, const Archive_source& source, const storage::Record_type& type, std::size_t number,
               const storage::List& list) {
    if (source.store.read([&](const storage::Read& read) { return read.count(type) == 0; })) return;
    const auto rows = std::make_shared<Csv_export>(source.store, type, list, std::vector<std::string>{}, source.scope);
    rows->carry_id();
    archive.add([rows, begun = false,
                 name = std::format("tables/{:02}-{}.csv", number, type.kind.plural)](Archive_writer& writer) mutable {
        if (!std::exchange(begun, true)) writer.begin(name);
        std::string text;
        const bool more = rows->next(text);
        writer.add(text);
        if (!more) writer.end();
        return more;
    });
}

}  // namespace

Archive everything(const Archive_source& source, storage::Moment now) {
    Archive archive(now);
    const storage::List oldest_first{.tag = storage::index_tag::created};
    archive.add_text("README.txt", std::format(about, storage::show_moment(now)));
    archive.add_text("fields.json", source.store.read([&](const storage::Read& read) {
        return described_fields(read, source.types);
    }));
    for (const storage::Record_type* type : source.types) archive.add_records(source, *type, oldest_first);
    std::size_t number = 0;
    for (const storage::Record_type* type : in_order(source.types))
        if (type->file_column() == nullptr) add_table(archive, source, *type, ++number, oldest_first);
    for (const storage::Record_type* type : source.types)
        if (type->file_column() != nullptr) archive.add_files(source, *type, oldest_first);
    archive.add_missing();
    return archive;
}

void export_everything(const Archive_source& source, std::ostream& out) {
    const auto problems = storage::check_pages(source.store);
    Archive archive = everything(source, storage::Moment::now());
    for (bool more = true; more && out;) {
        std::string bytes;
        more = archive.next(bytes);
        out << bytes;
    }
    if (!problems.empty())
        throw storage::Error(storage::Fault::corrupt,
                             "The records are damaged: what was written may lack some. Restore a backup.",
                             problems.front());
}

}  // namespace exchange
