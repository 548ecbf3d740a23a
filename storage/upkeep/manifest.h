// What the declarations of a program mean for the trees, kept in the store. A program sees at opening what another one
// declared otherwise: it rebuilds what follows from that, and keeps what it does not know.
//
//   manifest    meta "manifest" → checksum u32 (over the rest) · order version u64 · words version u64 · kind text…
//   kind        number u8 · name · plural · label · title · words (texts) · index text… (one text around them) · reference text…
//   index       path u64 · unique u8 · control u8 · stale u8
//   reference   path u64 · target u8 · gone u8 · named u8
//
// `words` lists the paths whose words find a record; "" when the words of the kind have to be made anew. Of figures, which have
// none, it says how they are counted. An index is stale
// when a program that does not know it has changed records since, or when its making was cut off. That of empty fields
// (empties.h) names others: it is made anew with each of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "storage/read.h"

namespace storage {

struct Manifest {
    struct Index {
        Tag_path path = 0;
        bool unique = false;
        std::uint8_t control = 0;  ///< how its values sort; of an index over several fields, a digest of that
        bool stale = false;
        bool operator==(const Index&) const = default;
    };
    struct Reference {
        Tag_path path = 0;
        std::uint8_t target = 0;  ///< kind; 0: any
        Gone gone{};
        bool named = false;  ///< found or sorted by the name of what it refers to
        bool operator==(const Reference&) const = default;
    };
    struct Kind {
        std::uint8_t number = 0;
        std::string name, plural, label, title, words;
        std::vector<Index> indexes;
        std::vector<Reference> references;
        bool operator==(const Kind&) const = default;
    };
    std::uint64_t order_version = 0, words_version = 0;
    std::vector<Kind> kinds;

    const Kind* kind(std::uint8_t number) const;
    bool operator==(const Manifest&) const = default;
};

/// Of what this program declares.
Manifest manifest_of(const Schema& schema);
/// The stored one; one without kinds when there is none. Throws Error{corrupt}.
Manifest stored_manifest(const Transaction& transaction);
void store_manifest(Transaction& transaction, const Manifest& manifest);

/// What has to be made anew of one kind before its records can be asked for.
struct Rebuild {
    const Record_type* type;
    std::vector<Tag_path> indexes;
    bool words = false;
    /// Figures themselves are made anew, too.
    bool counts() const { return words && type->figures.has_value(); }
};

/// What the program's declarations and the stored ones do not have in common. With `everything`, all that can be made from
/// records.
std::vector<Rebuild> rebuilds(const Schema& schema, const Manifest& own, const Manifest& stored, bool everything);
/// What is stored once all is rebuilt: the program's own, and what it does not know of the stored one, marked stale where its
/// own changes are not kept in step.
Manifest merged(const Schema& schema, const Manifest& own, const Manifest& stored);
/// What is stored while it is being rebuilt: whatever is cut off is seen by any program that opens the store next.
Manifest begun(Manifest stored, const std::vector<Rebuild>& rebuilds);

/// Tells the schema what of a stored manifest the program does not know.
void keep_foreign(Schema& schema, const Manifest& stored);

}  // namespace storage
