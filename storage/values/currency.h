// Currencies by their code (ISO 4217, list one).
#pragma once

#include <optional>
#include <string_view>

namespace storage {

/// Digits behind the point that amounts of a currency have: 2 for "EUR", 0 for "JPY", 3 for "KWD". Nothing for what is no code of
/// a currency; case does not matter.
std::optional<int> minor_digits(std::string_view code);

}  // namespace storage
