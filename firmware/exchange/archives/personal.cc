#include "exchange/archives/personal.h"

#include <algorithm>
#include <array>
#include <format>
#include <set>

#include "office/records/kind.h"
#include "office/records/names.h"
#include "office/records/record_json.h"

namespace exchange {

namespace {

constexpr std::string_view about = R"(All that is kept about {}, written by Clientbox on {}.

<kind>.json      records of a kind, one on each line; "names" says what their numbers refer to
<kind>/<number>  the file of that record, under the name it came with
history.json     what was done, newest first: who, when, and what changed
fields.json      what the fields are called, and which of them are about a person
missing.txt      files that could not be read; there is none when all are here
)";

constexpr std::size_t most_records = 100'000;
constexpr std::size_t entries_at_once = 200;

using Hanging = std::map<std::uint8_t, std::set<storage::Id>>;

/// Whether what refers so to a record belongs to it.
bool belongs(const storage::Column& column) { return column.attributes.parent; }

class Collector {
  public:
    Collector(const storage::Read& read, storage::Subject client)
        : read_(read)
        , client_(client) {
        found_[client.kind].insert(client.id);
        waiting_.push_back(client);
    }

    Hanging all() {
        while (!waiting_.empty() && count_ < most_records) {
            const storage::Subject next = waiting_.back();
            waiting_.pop_back();
            for (const auto& [type, column] : read_.schema().referrers(next.kind))
                if (!type->kind.internal && (next == client_ || belongs(*column))) take(*type, *column, next);
        }
        return std::move(found_);
    }

  private:
    void take(const storage::Record_type& type, const storage::Column& column, storage::Subject of) {
        const std::uint8_t kind = type.kind.number;
        if (kind == client_.kind) return;  // another client
        const std::string key = storage::key_of_reference(column, of.kind, of.id);
        for (const storage::Id id : read_.ids_with(kind, column.tag, key)) {
            if (!found_[kind].insert(id).second) continue;
            ++count_;
            if (refers_to_this_alone(type, id)) waiting_.push_back({kind, id});
        }
    }

    bool refers_to_this_alone(const storage::Record_type& type, storage::Id id) const {
        return std::ranges::all_of(type.references(read_.get(type, id).fields),
                                   [&](const storage::Reference& reference) {
                                       return reference.kind != client_.kind || reference.id == client_.id;
                                   });
    }

    const storage::Read& read_;
    storage::Subject client_;
    Hanging found_;
    std::vector<storage::Subject> waiting_;
    std::size_t count_ = 0;
};

void append_values(std::string& out, const storage::Read& read, const storage::Rows& rows,
                   const storage::Rows& others) {
    out += '{';
    bool first = true;
    for (std::size_t i = 0; i < rows.size() && i < others.size(); ++i) {
        const storage::Column& column = *rows[i].column;
        if (column.derived || column.attributes.hidden || rows[i].text == others[i].text) continue;
        if (!first) out += ',';
        first = false;
        office::append_string(out, column.name);
        out += ':';
        office::append_string(out, column.refers() ? office::names_of(read, rows[i]) : rows[i].text);
    }
    out += '}';
}

void append_entry(std::string& out, const storage::Read& read, const storage::Entry& entry) {
    constexpr std::array acts{"created", "changed", "erased"};
    const auto member = [&](std::string_view name, std::string_view value) {
        office::append_string(out, name);
        out += ':';
        office::append_string(out, value);
        out += ',';
    };
    out += '{';
    member("at", storage::show_moment(entry.at));
    member("by", entry.actor.name);
    member("did", entry.doing.verb.empty() ? acts.at(static_cast<std::size_t>(entry.act) - 1) : entry.doing.verb);
    if (!entry.doing.reason.empty()) member("reason", entry.doing.reason);
    member("kind", office::name_of_kind(entry.kind));
    member("name", entry.name);
    out += std::format("\"id\":{},\"before\":", entry.id);
    const storage::Record_type& type = read.schema().type(entry.kind);
    const storage::Definitions definitions = read.definitions(type);
    const storage::Rows before = type.show(entry.before, definitions);
    const storage::Rows after = type.show(entry.after, definitions);
    append_values(out, read, before, after);
    out += ",\"after\":";
    append_values(out, read, after, before);
    out += '}';
}

/// Entries about the client, which are those about what belongs to it as well.
class History_part {
  public:
    History_part(Archive_source source, storage::Subject client)
        : source_(std::move(source))
        , client_(client) {}

    bool operator()(Archive_writer& writer) {
        if (before_ == 0) {
            writer.begin("history.json");
            writer.add("{\"entries\":[\n");
        }
        std::string text;
        std::size_t count = 0;
        source_.store.read(source_.scope.get(), [&](const storage::Read& read) {
            for (const storage::Entry& entry : read.history(client_, before_, entries_at_once)) {
                ++count;
                before_ = entry.number;
                if (read.schema().find(entry.kind) == nullptr) continue;
                text += is_first_ ? "" : ",\n";
                is_first_ = false;
                append_entry(text, read, entry);
            }
        });
        writer.add(text);
        if (count == entries_at_once) return true;
        writer.add("\n]}\n");
        writer.end();
        return false;
    }

  private:
    Archive_source source_;
    storage::Subject client_;
    std::uint64_t before_ = 0;
    bool is_first_ = true;
};

storage::List list_of(std::vector<storage::Id> ids) {
    return {.tag = storage::index_tag::created, .among = std::move(ids)};
}

}  // namespace

std::map<std::uint8_t, std::vector<storage::Id>> hanging_on(const storage::Read& read, storage::Subject client) {
    std::map<std::uint8_t, std::vector<storage::Id>> all;
    for (const auto& [kind, ids] : Collector(read, client).all())
        if (!ids.empty()) all[kind] = {ids.begin(), ids.end()};
    return all;
}

Archive personal_data(const Archive_source& source, storage::Subject client, storage::Moment now) {
    Archive archive(now);
    source.store.read(source.scope.get(), [&](const storage::Read& read) {
        read.get(read.schema().type(client.kind), client.id);
        std::vector<const storage::Record_type*> types;
        auto hanging = hanging_on(read, client);
        std::erase_if(hanging, [&](const auto& kind) {
            return !std::ranges::contains(source.types, &read.schema().type(kind.first));
        });
        for (const auto& [kind, ids] : hanging) types.push_back(&read.schema().type(kind));
        archive.add_text("README.txt",
                         std::format(about, read.name(client.kind, client.id), storage::show_moment(now)));
        archive.add_text("fields.json", described_fields(read, types));
        for (const auto& [kind, ids] : hanging) archive.add_records(source, read.schema().type(kind), list_of(ids));
        archive.add(History_part(source, client));
        for (const auto& [kind, ids] : hanging)
            if (read.schema().type(kind).file_column() != nullptr)
                archive.add_files(source, read.schema().type(kind), list_of(ids));
    });
    archive.add_missing();
    return archive;
}

}  // namespace exchange
