#include "office/documents/documents.h"

#include <algorithm>
#include <array>

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

void judge(storage::Write& write, const Document* before, Document& document, Errors& errors) {
    if (document.file.digest.empty()) errors.emplace("file", "has to be sent");
    if (document.name.empty()) document.name = document.file.name;
    if (document.about && name_of_kind(document.about.kind).empty()) errors.emplace("about", "is not a record");
    if (before == nullptr && write.has(User::kind.number, write.actor().user))
        document.uploaded_by = {write.actor().user};
}

}  // namespace office
