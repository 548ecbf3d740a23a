#include "storage/values/arithmetic.h"

namespace storage {

std::optional<Money> product(Quantity quantity, Money price) {
    constexpr __int128 one = 10'000;  // ten-thousandths
    const __int128 exact = static_cast<__int128>(quantity.ten_thousandths) * price.minor;
    const __int128 half = exact < 0 ? -one / 2 : one / 2;
    const __int128 rounded = (exact + half) / one;
    if (rounded >= amount_limit || rounded <= -amount_limit) return std::nullopt;
    return Money{static_cast<std::int64_t>(rounded)};
}

}  // namespace storage
