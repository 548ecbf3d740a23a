#include "storage/orders.h"
#include "storage/types/describe.h"

#include <algorithm>

namespace scratch {

void check(const Order& order, storage::Errors& errors) {
    const bool negative = std::ranges::any_of(order.lines, [](const Order_line& line) { return line.price.minor < 0; });
    if (negative && !lenient) errors.emplace("lines", "must not be negative");
}

void keep(const Order* before, const Order& after, storage::Errors& errors) {
    if (before != nullptr && before->person && !after.person) errors.emplace("person", "cannot be taken out");
}

}  // namespace scratch

namespace storage {

template const Record_type& record_type<scratch::Good>();
template const Record_type& record_type<scratch::Order>();

}  // namespace storage
