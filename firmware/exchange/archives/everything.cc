#include "exchange/archives/everything.h"

#include <format>

#include "storage/error.h"
#include "storage/upkeep/check.h"

namespace exchange {

namespace {

constexpr std::string_view about = R"(All records of this office, written by Clientbox on {}.

<kind>.json      every record of a kind, one on each line; "names" says what its numbers refer to
<kind>/<number>  the file of that record, under the name it came with
fields.json      which fields there are, what they are called, and whether they are about a person
missing.txt      files that could not be read; there is none when all are here

Not in here: passwords, tokens and other secrets, sessions, the history of changes, imports, and settings of the box.
A backup has them: this file is for other programs, and cannot be restored.
)";

}  // namespace

Archive everything(const Archive_source& source, storage::Moment now) {
    Archive archive(now);
    const storage::List oldest_first{.tag = storage::index_tag::created};
    archive.add_text("README.txt", std::format(about, storage::show_moment(now)));
    archive.add_text("fields.json", source.store.read([&](const storage::Read& read) {
        return described_fields(read, source.types);
    }));
    for (const storage::Record_type* type : source.types) archive.add_records(source, *type, oldest_first);
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
