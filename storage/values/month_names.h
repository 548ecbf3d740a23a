// What months are called, in the languages that offices bring files in.
#pragma once

#include <string_view>

namespace storage {

/// "dec", "dezember", "grudnia" → 12, of a folded word; 0 when it is none.
int month_named(std::string_view word);

}  // namespace storage
