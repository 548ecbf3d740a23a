// Sums of money, exact: whole numbers of its smallest unit, rounded half away from zero as invoices are (EN 16931, BR-CO).
#pragma once

#include <optional>
#include <ranges>

#include "storage/values/number.h"

namespace storage {

/// Amounts have to be less, in the smallest unit.
inline constexpr std::int64_t amount_limit = 10'000'000'000'000;

/// So many at a price each. Nothing when it is too much.
std::optional<Money> product(Quantity quantity, Money price);

/// Of amounts; nothing when one of them is not known, or when it is too much.
std::optional<Money> sum(std::ranges::input_range auto&& amounts) {
    std::int64_t total = 0;
    for (const std::optional<Money>& amount : amounts) {
        if (!amount || amount->minor >= amount_limit || amount->minor <= -amount_limit) return std::nullopt;
        total += amount->minor;
        if (total >= amount_limit || total <= -amount_limit) return std::nullopt;
    }
    return Money{total};
}

}  // namespace storage
