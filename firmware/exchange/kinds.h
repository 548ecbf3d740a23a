// The kinds of records that go in and out by file.
#pragma once

#include <string_view>

#include "storage/read.h"

namespace exchange {

/// By its plural, "clients". Throws Error{not_found} that lists the kinds there are.
const storage::Record_type& exchanged_type(const storage::Schema& schema, std::string_view plural);

}  // namespace exchange
