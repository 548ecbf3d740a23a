// Which field each column of a file is.
#pragma once

#include <string>
#include <vector>

#include "exchange/table.h"
#include "storage/types/column.h"
#include "storage/types/record_type.h"

namespace exchange {

/// The name of a field for each column of a file; "" for a column that is not imported.
using Mapping = std::vector<std::string>;

/// The columns that can be imported, declared ones first.
std::vector<const storage::Column*> targets(const storage::Record_type& type, const storage::Definitions& definitions);

/// By names ("billing_address.city"), labels ("City"), and what other programs call it ("Home City", "Ort"). Each field
/// is guessed at most once.
Mapping guess_mapping(const storage::Record_type& type, const storage::Definitions& definitions, const Cells& header);

/// What keeps a mapping from being used, in the user's words; "" when nothing does.
std::string objection(const storage::Record_type& type, const storage::Definitions& definitions,
                      const Mapping& mapping);

/// Up to three different values of every column, from the first rows.
std::vector<Cells> samples(const Table& table);

}  // namespace exchange
