#include "office/documents/documents.h"

#include <algorithm>
#include <array>

#include "office/records/in_background.h"
#include "office/records/names.h"
#include "storage/files/file_facts.h"
#include "storage/values/card_number.h"
#include "storage/words.h"

namespace office {

File described(const storage::Files& files, const storage::Stored_bytes& stored, std::string_view name) {
    std::string beginning(storage::telling_bytes, '\0');
    beginning.resize(storage::read_at(files.open(stored.digest), 0, beginning));
    return {.digest = stored.digest,
            .size = stored.size,
            .type = std::string(storage::type_of_bytes(beginning)),
            .name = storage::file_name_of(name)};
}

namespace {

/// Of text in an encoding that does not tell itself.
bool is_called_text(std::string_view name) {
    constexpr std::array<std::string_view, 8> endings{".txt", ".csv", ".tsv", ".tab", ".vcf", ".log", ".md", ".json"};
    const std::string small = storage::folded(name);
    return std::ranges::any_of(endings, [&](std::string_view ending) { return small.ends_with(ending); });
}

bool is_written(std::string_view beginning, std::string_view name) {
    const auto type = storage::type_of_bytes(beginning);
    return type.starts_with("text/") || type == "application/rtf" || is_called_text(name);
}

bool has_cards(const storage::Incoming& incoming, std::string_view name) {
    storage::Search_for_cards search;
    bool begun = false;
    bool written = false;
    incoming.each_piece([&](std::string_view piece) {
        if (!begun) written = is_written(piece, name);
        begun = true;
        if (written) search.look_at(piece);
        return written;
    });
    return search.found();
}

}  // namespace

File take_file(const storage::Files& files, storage::Incoming& incoming, std::string_view name) {
    if (has_cards(incoming, name))
        throw storage::Error(
            storage::Fault::invalid,
            "This file holds what looks like the number or the code of a payment card. Clientbox never "
            "keeps those. Take them out, and send the file again.");
    return described(files, incoming.finish(), name);
}

storage::Raw add_file(storage::Write& write, const storage::Record_type& type, const File& file,
                      const storage::Typed& typed, References references) {
    std::string payload;
    storage::Value<File>::encode(payload, file);
    std::string begun;
    storage::put_run(begun, storage::outermost(type.file_column()->tag), payload);
    return finish(write, type, begun, typed, references);
}

Document add_document(storage::Write& write, const File& file, const storage::Typed& typed, References references) {
    return storage::Read::typed<Document>(add_file(write, storage::record_type<Document>(), file, typed, references));
}

Ref<Client> client_of(const storage::Read& read, Any_ref about) {
    if (about.kind == Client::kind.number) return {about.id};
    const storage::Record_type* type = read.schema().find(about.kind);
    const auto raw = type == nullptr ? std::nullopt : read.find(*type, about.id);
    Ref<Client> client;
    if (!raw) return client;
    for (const storage::Reference& reference : type->references(raw->fields)) {
        if (reference.kind != Client::kind.number || !reference.attributes->parent) continue;
        if (client.id != 0) return {};
        client.id = reference.id;
    }
    return client;
}

namespace {

/// Of the store; 1 once all documents say whose they are.
constexpr std::string_view clients_named = "documents say whose they are";
/// In one transaction.
constexpr std::size_t at_once = 200;

/// Those from `after` on; where the next ones begin, "" behind the last.
std::string name_some_clients(storage::Write& write, const std::string& after) {
    const auto& type = storage::record_type<Document>();
    const storage::Page page =
        write.select(type, {.tag = storage::index_tag::created, .after = after, .limit = at_once});
    for (const storage::Id id : page.ids) {
        auto document = write.get<Document>(id);
        const Ref<Client> client = client_of(write, document.about);
        if (document.client == client) continue;
        document.client = client;
        write.update(document);
    }
    if (page.next.empty()) write.count_up(clients_named);
    return page.next;
}

}  // namespace

bool lacks_clients(const storage::Read& read) { return read.counter(clients_named) == 0; }

void name_clients(storage::Store& store) {
    if (!store.read([](const storage::Read& read) { return lacks_clients(read); })) return;
    std::string after;
    do store.write(the_box, [&](storage::Write& write) { after = name_some_clients(write, after); });
    while (!after.empty());
}

void judge(storage::Write& write, const Document* before, Document& document, Errors& errors) {
    if (document.file.digest.empty()) errors.emplace("file", "has to be sent");
    if (document.name.empty()) document.name = document.file.name;
    if (document.about && name_of_kind(document.about.kind).empty()) errors.emplace("about", "is not a record");
    document.client = client_of(write, document.about);
    if (before == nullptr && write.has(User::kind.number, write.actor().user))
        document.uploaded_by = {write.actor().user};
}

}  // namespace office
