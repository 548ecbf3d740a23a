// Who did what, when, before → after; and proof that nobody changed it afterwards.
//
//   'e' number          moment u64 · user u64 · actor text · act u8 · subjects text · digest 32 · chain 32
//   'd' number          before text · after text · name text         (texts with a length in front)
//   's' kind id number  nothing: the entries about one record
//
// subjects = { kind u8 · id u64 }…, the changed record first, then those it belongs to.
// digest = SHA-256(details), chain = SHA-256(chain of the entry before · this header up to digest). The chain covers only the
// digest, so details can be erased for good (personal data) and the chain still proves that no entry was added,
// removed or changed.
#pragma once

#include <string>
#include <vector>

#include "storage/engine.h"
#include "storage/values/choice.h"
#include "storage/values/date.h"

namespace storage {

/// Who changes something. The name is kept in the journal, so that it can be read when the user is gone.
struct Actor {
    Id user = 0;  ///< 0: the box itself
    std::string name;
};

enum class Act : std::uint8_t { created = 1, changed, erased };

struct Entry {
    std::uint64_t number = 0;
    Moment at;
    Actor actor;
    Act act{};
    std::uint8_t kind = 0;
    Id id = 0;
    std::string before, after;  ///< runs of the fields that changed; secrets left out
    std::string name;           ///< what the record was called
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

/// Numbers of the entries about a record, newest first, older than `before` (0: all).
std::vector<std::uint64_t> entries_about(const Transaction& transaction, Subject subject, std::uint64_t before,
                                         std::size_t limit);

/// Number of the last entry about a record; 0 when there is none.
std::uint64_t last_entry_about(const Transaction& transaction, Subject subject);

/// The highest id of that kind that an entry is about; 0 when there is none.
Id last_subject_of(const Transaction& transaction, std::uint8_t kind);

/// Walks the whole chain; returns what is wrong, a sentence each.
std::vector<std::string> verify_journal(const Transaction& transaction);

}  // namespace storage
