#include "office/clients/own_cities.h"

#include <algorithm>
#include <map>

#include "office/clients/client.h"
#include "storage/words.h"

namespace office {

namespace {

constexpr std::size_t most_records = 2'000;
constexpr std::size_t few = 200;
constexpr std::size_t most_cities = 20;
constexpr std::chrono::minutes pause{1};

template <class Record> std::vector<Record> youngest(const storage::Read& read) {
    const storage::Record_type& type = storage::record_type<Record>();
    const auto page =
        read.select(type, {.tag = storage::index_tag::created, .descending = true, .limit = most_records});
    std::vector<Record> records;
    for (const storage::Raw& raw : read.get_many(type, page.ids)) records.push_back(storage::Read::typed<Record>(raw));
    return records;
}

}  // namespace

std::shared_ptr<const std::vector<Own_cities::City>> Own_cities::most_used() {
    const std::lock_guard lock(mutex_);
    const auto now = std::chrono::steady_clock::now();
    const bool is_fresh = cities_ && (version_ == store_.version() || (looked_at_ > few && now - counted_ < pause));
    if (is_fresh) return cities_;
    std::map<std::string, std::uint64_t> counts;
    looked_at_ = 0;
    const auto count = [&](const Address& address) {
        ++looked_at_;
        if (!address.city.empty()) ++counts[storage::sorted_form(address.city)];
    };
    store_.read([&](const storage::Read& read) {
        version_ = read.version();
        for (const Client& client : youngest<Client>(read)) count(client.billing_address);
        for (const Company& company : youngest<Company>(read)) count(company.address);
        for (const Contact& contact : youngest<Contact>(read)) count(contact.address);
    });
    auto cities = std::make_shared<std::vector<City>>();
    for (const auto& [name, addresses] : counts) cities->push_back({name, addresses});
    std::ranges::stable_sort(*cities, std::greater<>{}, &City::addresses);
    if (cities->size() > most_cities) cities->resize(most_cities);
    counted_ = now;
    return cities_ = std::move(cities);
}

}  // namespace office
