#include "storage/files/named_files.h"

#include <sys/stat.h>

#include <array>
#include <format>

#include "storage/undo.h"

namespace storage {

namespace {

/// Arrivals that nobody went on with for so long are over.
constexpr std::chrono::hours youngest_swept{24};

std::vector<const Column*> file_columns(const Record_type& type) {
    std::vector<const Column*> columns;
    for (const Column& column : type.columns)
        if (column.control == Control::file) columns.push_back(&column);
    return columns;
}

void each_file_column(const Schema& schema, const std::function<void(const Record_type&, const Column&)>& visit) {
    for (const Record_type* type : schema.types())
        for (const Column* column : file_columns(*type)) visit(*type, *column);
}

bool knows_all(const Schema& schema) { return !schema.has_foreign_kinds() && schema.foreign_indexes().empty(); }

void check_record(const Record_type& type, const Raw& raw, const Files& files, File_findings& findings) {
    for (const File& file : files_of(type, raw.fields)) {
        ++findings.files;
        if (!files.intact({file.digest, file.size}))
            findings.problems.push_back(std::format("{} {} ({}): its bytes are {}.", type.kind.label, raw.id, file.name,
                                                    files.exists(file.digest) ? "not what arrived" : "missing"));
    }
}

}  // namespace

std::vector<File> files_of(const Record_type& type, std::string_view fields) {
    std::vector<File> files;
    const auto columns = file_columns(type);
    if (columns.empty()) return files;
    for (const Row& row : type.show_columns(type, fields, columns, {}))
        if (auto file = parse_file(row.text); file && !file->digest.empty()) files.push_back(std::move(*file));
    return files;
}

bool is_named(const Read& read, std::string_view digest) {
    bool named = false;
    each_file_column(read.schema(), [&](const Record_type& type, const Column& column) {
        named = named || !read.ids_with(type.kind.number, column.tag, digest, 1).empty();
    });
    return named;
}

std::set<std::string, std::less<>> named_by_erased(const Read& read, Moment since) {
    std::set<std::string, std::less<>> named;
    each_entry_since(read.transaction(), since, [&](const Entry& entry) {
        const Record_type* type = read.schema().find(entry.kind);
        if (entry.act == Act::erased && type != nullptr)
            for (File& file : files_of(*type, entry.before)) named.insert(std::move(file.digest));
    });
    return named;
}

namespace {

/// By the file that is there now: one that takes its place meanwhile stays as young as it is.
void make_old(const Files& files, const Let_go& erased) {
    if (!files.exists(erased.digest)) return;
    const auto file = files.open(erased.digest);
    struct stat facts{};
    if (fstat(file.number(), &facts) != 0) return;
    const Moment written{facts.st_mtim.tv_sec * 1000 + facts.st_mtim.tv_nsec / 1'000'000};
    if (erased.arrived_by < written) return;
    constexpr std::array<timespec, 2> long_ago{};
    futimens(file.number(), long_ago.data());
}

}  // namespace

std::size_t sweep_unnamed(const Store& store, Files& files, Moment now, std::span<const Let_go> erased) {
    if (!knows_all(store.schema())) return 0;
    for (const Let_go& one : erased) make_old(files, one);
    const auto kept = store.read([&](const Read& read) {
        const std::chrono::milliseconds while_undone = undo_within;
        return named_by_erased(read, {now.milliseconds - while_undone.count()});
    });
    const auto is_kept = [&](std::string_view digest) {
        return kept.contains(digest) || store.read([&](const Read& read) { return is_named(read, digest); });
    };
    return files.sweep(is_kept, youngest_swept);
}

File_findings check_files(const Store& store, const Files& files) {
    File_findings findings;
    for (const Record_type* type : store.schema().types()) {
        if (file_columns(*type).empty()) continue;
        List all{.tag = index_tag::created, .limit = 500};
        do {
            std::vector<Raw> raws;
            store.read([&](const Read& read) {
                Page page = read.select(*type, all);
                for (const Id id : page.ids) raws.push_back(read.get(*type, id));
                all.after = std::move(page.next);
            });
            for (const Raw& raw : raws) check_record(*type, raw, files, findings);
        } while (!all.after.empty());
    }
    std::vector<std::string> arrived;
    files.each([&](std::string_view digest) { arrived.emplace_back(digest); });
    store.read([&](const Read& read) {
        for (const std::string& digest : arrived) findings.strays += is_named(read, digest) ? 0 : 1;
    });
    return findings;
}

}  // namespace storage
