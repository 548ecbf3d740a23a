// An export of this program comes back as it was: what verbs set of a record too, its number, and how old it is.
//
// Anybody who may import may bring any file; what only verbs set stays out of it then, whatever stands in it: a file could say that
// a task is done, that a client agreed, or who wrote a note. Only an admin puts back what was exported, and only
//   as new records, by their numbers, of a kind of which there was none when the import began;
//   into records that came back by such an import: what they refer to may have come later.
// The numbers are how other files name what has namesakes. A row that is none of these is one of any file.
#pragma once

#include "exchange/import.h"
#include "exchange/mapping.h"
#include "exchange/own_id.h"
#include "office/exchange/import.h"

namespace exchange {

/// The kind as an export of it is read: with everything that an export tells of a record.
const storage::Record_type& whole_type(const storage::Record_type& type);
/// The kind as that person reads a file with these columns: whole for an admin when there is one for the id.
const storage::Record_type& type_for(const storage::Read& read, storage::Ref<office::User> user,
                                     const storage::Record_type& type, const Mapping& mapping);
/// The columns guessed, as that person may fill them.
Mapping guess_mapping_for(const storage::Read& read, storage::Ref<office::User> user, const storage::Record_type& type,
                          const Cells& header, const Other_languages& languages);

/// Why rows of any file make none of a kind whose records the program makes.
inline constexpr std::string_view only_comes_back =
    "These records are made by the program, and come in by an export of an office alone.";

bool is_whole(const storage::Record_type& type);
/// The column of ids in the mapping of an import that puts records back into none: the import's record keeps it so.
inline constexpr std::string_view own_id_into_none = "+id.into_none";
/// The same mapping for an import that begins now.
Mapping mapping_at_start(const storage::Read& read, const storage::Record_type& type, Mapping mapping);
/// As it was chosen.
Mapping mapping_before_start(Mapping mapping);
bool is_into_none(const Mapping& mapping);
/// When the last import began that put records of that kind back into none: what is older came by it. Never: not set.
storage::Moment last_return(const storage::Read& read, const storage::Record_type& type);

/// What an import is to do; before it has begun, as it would.
Task task_of(const storage::Read& read, const office::Import& import);

}  // namespace exchange
