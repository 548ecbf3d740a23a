#include "office/documents/documents.h"

#include "office/records/names.h"
#include "storage/files/file_facts.h"

namespace office {

File described(const storage::Files& files, const storage::Stored_bytes& stored, std::string_view name) {
    std::string beginning(storage::telling_bytes, '\0');
    beginning.resize(storage::read_at(files.open(stored.digest), 0, beginning));
    return {.digest = stored.digest,
            .size = stored.size,
            .type = std::string(storage::type_of_bytes(beginning)),
            .name = storage::file_name_of(name)};
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
