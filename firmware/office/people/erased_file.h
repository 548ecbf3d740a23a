// Files of documents that were erased for good: they leave the disk with the next renewal (appliance_work.cc), however young they are.
#pragma once

#include <vector>

#include "office/people/user.h"
#include "storage/files/named_files.h"

namespace office {

/// Kept until then.
struct Erased_file : Stored {
    static constexpr Kind kind{242, "erased_file", "erased_files", "Erased file", "Erased files", false, true};
    std::string digest;  ///< SHA-256, in hexadecimal
    Moment arrived_by;   ///< the same bytes that arrived later are somebody else's

    static constexpr auto fields = std::tuple{
        Field{1, "digest", &Erased_file::digest, {.label = "SHA-256"}},
        Field{2, "arrived_by", &Erased_file::arrived_by, {.label = "Received"}},
    };
};

/// Those of one record that is about to be erased for good; `erased`: the entry that says what it was.
void note_files(storage::Write& write, const storage::Entry& erased);

std::vector<storage::Let_go> erased_files(const storage::Read& read);
/// They are gone by now.
void forget_erased_files(storage::Write& write);

}  // namespace office
