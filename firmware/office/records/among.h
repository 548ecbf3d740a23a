// What few ask of a kind: the check of what is stored, exports that come back, work that goes to somebody else. Kinds that have none
// of it have no row; the rows stand in office/among.cc.
#pragma once

#include <cstdint>

#include "storage/write.h"

namespace office {

struct Among_others {
    std::uint8_t kind;
    /// What must hold between a record and others, as it is stored or is about to be: every change keeps it (rules.h). About the field
    /// "": what another record lacks, which may come later.
    void (*agrees)(const storage::Read&, const storage::Raw& record, storage::Errors&) = nullptr;
    /// What follows when a record was put back from an export.
    void (*came_back)(storage::Write&, const storage::Raw& record) = nullptr;
    /// Nothing is left to do with it, so whoever had it keeps it when their work goes to somebody else.
    bool (*is_over)(const storage::Raw& record) = nullptr;
};

/// All null for a kind without a row.
Among_others among_others(std::uint8_t kind);

}  // namespace office
