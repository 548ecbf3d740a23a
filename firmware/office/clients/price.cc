#include "office/clients/price.h"

#include <algorithm>
#include <format>

namespace office {

using storage::Read;

bool Price::overlaps(const Price& other) const {
    const bool begins_before_end = other.to == Date{} || from <= other.to;
    const bool ends_after_begin = to == Date{} || other.from <= to;
    return begins_before_end && ends_after_begin;
}

void check(const Price& price, Errors& errors) {
    if (price.price && *price.price < storage::Money{}) errors.emplace("price", "must not be less than zero");
    if (price.to != Date{} && price.to < price.from) errors.emplace("to", "must not be before it begins");
}

namespace {

std::vector<Price> prices_of(const Read& read, Ref<Client> client) {
    std::vector<Price> prices;
    for (const storage::Id id : read.where<&Price::client>(client)) prices.push_back(read.get<Price>(id));
    return prices;
}

std::string overlap_with(const Price& other) {
    using Day = storage::Value<Date>;
    if (other.to == Date{}) return std::format("A price counts from {} on already.", Day::show(other.from));
    return std::format("A price counts from {} to {} already.", Day::show(other.from), Day::show(other.to));
}

}  // namespace

void judge(storage::Write& write, const Price*, Price& price, Errors& errors) {
    if (price.from != Date{} && !errors.contains("to")) agree(write, price, errors);
}

void agree(const Read& read, const Price& price, Errors& errors) {
    for (const Price& other : prices_of(read, price.client))
        if (other.id != price.id && other.service == price.service && price.overlaps(other))
            errors.emplace("from", overlap_with(other));
}

std::optional<storage::Money> price_of(const Read& read, Ref<Client> client, Ref<Service> service, Date day) {
    for (const Price& price : prices_of(read, client))
        if (price.service == service && price.counts_on(day)) return price.price;
    return read.get(service).price;
}

bool have_overlapping_prices(const Read& read, Ref<Client> one, Ref<Client> other) {
    const auto others = prices_of(read, other);
    return std::ranges::any_of(prices_of(read, one), [&](const Price& price) {
        return std::ranges::any_of(
            others, [&](const Price& each) { return each.service == price.service && each.overlaps(price); });
    });
}

}  // namespace office
