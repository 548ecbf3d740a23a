// Who did what, when, before → after; and proof that nobody changed it afterwards.
//
//   'e' number          moment u64 · user u64 · actor text · act u8 · done · subjects text · digest 32 · chain 32
//   'd' number          before text · after text · name text · reason text         (texts with a length in front)
//   's' kind id number  nothing: the entries about one record
//   'o' operation number  nothing: the entries of one operation
//
// done = operation u64 · revision u64 · verb text, behind an act with the bit 0x80; entries without that bit were written before
// operations were known, have neither done nor reason, and stay as they are.
//
// subjects = { kind u8 · id u64 }…, the changed record first, then those it belongs to.
// digest = SHA-256(details), chain = SHA-256(chain of the entry before · this header up to digest). The chain covers only the
// digest, so details can be erased for good (personal data) and the chain still proves that no entry was added,
// removed or changed.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "storage/disk/engine.h"
#include "storage/values/choice.h"
#include "storage/values/date.h"

namespace storage {

/// Who changes something. The name is kept in the journal, so that it can be read when the user is gone.
struct Actor {
    Id user = 0;  ///< 0: the box itself
    std::string name;
};

enum class Act : std::uint8_t { created = 1, changed, erased };

/// What is being done, and why. Everything that one transaction changes is one operation; a later one may go on with it.
struct Doing {
    std::string verb;    ///< its name in code: "edit", "put_on_hold"
    std::string reason;  ///< in somebody's words
};

struct Entry {
    std::uint64_t number = 0;
    Moment at;
    Actor actor;
    Act act{};
    std::uint8_t kind = 0;
    Id id = 0;
    std::uint64_t operation = 0;  ///< number of its first entry; 0: this one begins it (of a stored one: none is known)
    std::uint64_t revision = 0;   ///< that the record has by it; of an erased one, that it had
    Doing doing = {};
    std::string before, after;  ///< runs of the fields that changed; those of secrets are empty
    std::string name;           ///< what the record was called
    bool redacted = false;      ///< before, after, name and reason were erased for good
};

/// A record that an entry is about: the changed one, and those it belongs to.
struct Subject {
    std::uint8_t kind;
    Id id;
    bool operator==(const Subject&) const = default;
};

/// Numbers the entry, chains and writes it. The first subject is the changed record. Returns its number.
std::uint64_t add_entry(Transaction& transaction, Entry entry, const std::vector<Subject>& subjects);

Entry read_entry(const Transaction& transaction, std::uint64_t number);

/// Numbers of the entries of an operation, newest first; of one with more than `limit` its first ones.
std::vector<std::uint64_t> entries_of(const Transaction& transaction, std::uint64_t operation,
                                      std::size_t limit = SIZE_MAX);

/// Numbers of the operations that began before one (0: of all), newest first.
std::vector<std::uint64_t> operations(const Transaction& transaction, std::uint64_t before, std::size_t limit);

/// Erases before, after, name and reason for good from the entries about a record and about what belonged to nothing else. The
/// chain proves as before that no entry was added, removed or changed.
void redact(Transaction& transaction, Subject subject);

/// Numbers of the entries about a record, newest first, older than `before` (0: all).
std::vector<std::uint64_t> entries_about(const Transaction& transaction, Subject subject, std::uint64_t before,
                                         std::size_t limit);

/// Newest first, back to that moment.
void each_entry_since(const Transaction& transaction, Moment since, const std::function<void(const Entry&)>& visit);

/// Number of the last entry about a record; 0 when there is none.
std::uint64_t last_entry_about(const Transaction& transaction, Subject subject);

/// The highest id of that kind that an entry is about; 0 when there is none.
Id last_subject_of(const Transaction& transaction, std::uint8_t kind);

/// Walks the whole chain; returns what is wrong, a sentence each.
std::vector<std::string> verify_journal(const Transaction& transaction);

}  // namespace storage
