#include "exchange/archives/archive.h"

#include <algorithm>
#include <format>
#include <utility>

#include "office/records/kind.h"
#include "office/records/names.h"
#include "office/records/record_json.h"
#include "storage/error.h"
#include "storage/files/file_facts.h"
#include "storage/files/named_files.h"

namespace exchange {

namespace {

constexpr std::size_t batch = 200;
constexpr std::size_t piece = 256UL << 10;
/// A long entry goes on in another one: no program has to take more in at once.
constexpr std::uint64_t long_entry = 1ULL << 30;

/// The records of a list, batch by batch.
struct Batches {
    Archive_source source;
    const storage::Record_type* type;
    storage::List list;
    bool ended = false;

    /// Calls visit(read, raw, definitions) for the next ones.
    void next(auto&& visit) {
        source.store.read(source.scope.get(), [&](const storage::Read& read) {
            storage::Page page = read.select(*type, list);
            list.after = std::move(page.next);
            ended = list.after.empty();
            const storage::Definitions definitions = read.definitions(*type);
            for (const storage::Raw& raw : read.get_many(*type, page.ids)) visit(read, raw, definitions);
        });
    }
};

Batches batches_of(const Archive_source& source, const storage::Record_type& type, storage::List list) {
    list.limit = batch;
    list.count_to = 0;
    return {source, &type, std::move(list)};
}

class Records_part {
  public:
    explicit Records_part(Batches batches)
        : batches_(std::move(batches)) {}

    bool operator()(Archive_writer& writer) {
        std::string text;
        batches_.next([&](const storage::Read& read, const storage::Raw& raw, const storage::Definitions& definitions) {
            text += (text.empty() && !is_open_) ? "\n" : ",\n";
            text += named_record(read, *batches_.type, raw, definitions);
        });
        if (!text.empty()) {
            if (!is_open_) open(writer);
            writer.add(text);
        }
        if (is_open_ && (batches_.ended || writer.entry_bytes() > long_entry)) {
            writer.add("\n]}\n");
            writer.end();
            is_open_ = false;
        }
        return !batches_.ended;
    }

  private:
    void open(Archive_writer& writer) {
        const std::string_view plural = batches_.type->kind.plural;
        ++entries_;
        writer.begin(entries_ == 1 ? std::format("{}.json", plural) : std::format("{}-{}.json", plural, entries_));
        writer.add(std::format("{{\"kind\":\"{}\",\"records\":[", plural));
        is_open_ = true;
    }

    Batches batches_;
    std::size_t entries_ = 0;
    bool is_open_ = false;
};

/// "7 contract.pdf". Without the signs that names of files cannot have on Windows (Win32, "Naming Files, Paths, and Namespaces").
std::string entry_name(const storage::Record_type& type, storage::Id id, const storage::File& file) {
    std::string name = storage::file_name_of(file.name);
    std::ranges::replace_if(name, [](char sign) { return std::string_view("<>:\"|?*").contains(sign); }, '_');
    while (name.ends_with('.')) name.pop_back();
    return std::format("{}/{} {}", type.kind.plural, id, name);
}

class Files_part {
  public:
    Files_part(Batches batches, std::shared_ptr<std::vector<std::string>> missing)
        : batches_(std::move(batches))
        , missing_(std::move(missing)) {}

    bool operator()(Archive_writer& writer) {
        if (file_.number() >= 0) {
            go_on(writer);
        } else if (!waiting_.empty()) {
            begin(writer);
        } else {
            if (batches_.ended) return false;
            batches_.next([&](const storage::Read&, const storage::Raw& raw, const storage::Definitions&) {
                for (storage::File& file : storage::files_of(*batches_.type, raw.fields))
                    waiting_.emplace_back(entry_name(*batches_.type, raw.id, file), std::move(file));
            });
        }
        return true;
    }

  private:
    void begin(Archive_writer& writer) {
        const auto [name, file] = std::move(waiting_.front());
        waiting_.pop_front();
        try {
            file_ = batches_.source.files.open(file.digest);
        } catch (const storage::Error&) {
            missing_->push_back(name);
            return;
        }
        offset_ = 0;
        writer.begin(name);
    }

    void go_on(Archive_writer& writer) {
        std::string bytes(piece, '\0');
        const std::size_t size = offset_ < longest_entry ? storage::read_at(file_, offset_, bytes) : 0;
        if (size == 0) {
            writer.end();
            file_ = storage::Descriptor();
            return;
        }
        writer.add(std::string_view(bytes).substr(0, size));
        offset_ += size;
    }

    Batches batches_;
    std::shared_ptr<std::vector<std::string>> missing_;
    std::deque<std::pair<std::string, storage::File>> waiting_;
    storage::Descriptor file_;
    std::uint64_t offset_ = 0;
};

}  // namespace

Archive::Archive(storage::Moment made)
    : zip_(made)
    , missing_(std::make_shared<std::vector<std::string>>()) {}

void Archive::add_text(std::string name, std::string text) {
    add([name = std::move(name), text = std::move(text)](Archive_writer& writer) {
        writer.begin(name);
        writer.add(text);
        writer.end();
        return false;
    });
}

void Archive::add_records(const Archive_source& source, const storage::Record_type& type, storage::List list) {
    add(Records_part(batches_of(source, type, std::move(list))));
}

void Archive::add_files(const Archive_source& source, const storage::Record_type& type, storage::List list) {
    // Shared: a function is copied, an open file is not.
    add([part = std::make_shared<Files_part>(batches_of(source, type, std::move(list)), missing_)](
            Archive_writer& writer) { return (*part)(writer); });
}

void Archive::add_missing() {
    add([missing = missing_](Archive_writer& writer) {
        if (missing->empty()) return false;
        writer.begin("missing.txt");
        for (const std::string& name : *missing) writer.add(name + '\n');
        writer.end();
        return false;
    });
}

bool Archive::next(std::string& out) {
    if (parts_.empty()) return zip_.finish(out);
    Archive_writer writer(zip_, out);
    if (!parts_.front()(writer)) parts_.pop_front();
    return true;
}

std::string named_record(const storage::Read& read, const storage::Record_type& type, const storage::Raw& raw,
                         const storage::Definitions& definitions) {
    std::string json;
    office::append_seen(json, read, type, raw, definitions);
    std::string names;
    for (const storage::Row& row : office::shown_rows(read, type, raw, {})) {  // custom fields refer to nothing
        if (!row.column->refers() || row.column->attributes.hidden || row.text.empty()) continue;
        if (!names.empty()) names += ',';
        office::append_string(names, row.column->name);
        names += ':';
        office::append_string(names, office::names_of(read, row));
    }
    if (names.empty()) return json;
    json.pop_back();
    return json + ",\"names\":{" + names + "}}";
}

std::vector<const storage::Record_type*> archived_types() {
    std::vector<const storage::Record_type*> types = office::record_types();
    std::erase_if(types, [](const storage::Record_type* type) { return type->kind.internal; });
    return types;
}

std::string described_fields(const storage::Read& read, const std::vector<const storage::Record_type*>& types) {
    std::string json = "{";
    for (const storage::Record_type* type : types) {
        json += type == types.front() ? "\n" : ",\n";
        office::append_string(json, type->kind.plural);
        json += ":[";
        bool first = true;
        type->each_column(read.definitions(*type), [&](const storage::Column& column) {
            if (column.attributes.hidden) return;
            json += first ? "\n{\"field\":" : ",\n{\"field\":";
            first = false;
            office::append_string(json, column.name);
            json += ",\"label\":";
            office::append_string(json, column.label);
            json += column.attributes.personal ? ",\"personal\":true}" : ",\"personal\":false}";
        });
        json += "]";
    }
    return json + "\n}\n";
}

}  // namespace exchange
