// Files that have arrived become documents.
#pragma once

#include "office/documents/document.h"
#include "office/records/save.h"
#include "storage/files/files.h"
#include "storage/store.h"

namespace office {

/// The bytes of one document; longer ones are not taken.
inline constexpr std::uint64_t largest_file = 1ULL << 30;

/// What a record says of bytes that are there: their type is found in them. `name` is the sender's.
File described(const storage::Files& files, const storage::Stored_bytes& stored, std::string_view name);

/// Keeps what has come, unless it is a text with a number of a payment card in it: then Error{invalid} says so, and its bytes are
/// the caller's to drop.
File take_file(const storage::Files& files, storage::Incoming& incoming, std::string_view name);

/// Makes a record of a kind that has a file.
storage::Raw add_file(storage::Write& write, const storage::Record_type& type, const File& file,
                      const storage::Typed& typed, References references);
/// It is called as the file, unless something else was typed.
Document add_document(storage::Write& write, const File& file, const storage::Typed& typed, References references);

/// The client that a record belongs to, itself or through the one that it belongs to; none when there is none, or are several.
Ref<Client> client_of(const storage::Read& read, Any_ref about);

/// Whether documents are there from before they said whose they are.
bool lacks_clients(const storage::Read& read);
/// They say so from now on. Others save in between.
void name_clients(storage::Store& store);

// Rules: a document has a file, keeps a name, is about something that people know, and says whose it is.
void judge(storage::Write& write, const Document* before, Document& document, Errors& errors);

}  // namespace office
