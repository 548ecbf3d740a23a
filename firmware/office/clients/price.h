#pragma once

#include <optional>

#include "office/catalogue/service.h"
#include "office/clients/client.h"
#include "storage/write.h"

namespace office {

/// What a client pays for a service in a time, in place of what the catalogue says.
struct Price : Stored {
    static constexpr Kind kind{23, "price", "prices", "Price", "Prices"};
    Ref<Client> client;
    Ref<Service> service;
    std::optional<storage::Money> price;
    Date from;
    Date to;  ///< the last day; none: until further notice

    bool counts_on(Date day) const { return from <= day && (to == Date{} || day <= to); }
    bool overlaps(const Price& other) const;

    static constexpr auto fields = std::tuple{
        Field{1,
              "client",
              &Price::client,
              {.label = "Client",
               .required = true,
               .index = Index::sorted,
               .by_name = true,
               .parent = true,
               .added_there = true,
               .gone = Gone::cascade,
               .missing = "Choose a client."}},
        Field{2,
              "service",
              &Price::service,
              {.label = "Service",
               .required = true,
               .index = Index::sorted,
               .by_name = true,
               .gone = Gone::refuse,
               .missing = "Choose a service."}},
        Field{3,
              "price",
              &Price::price,
              {.label = "Price", .required = true, .index = Index::sorted, .missing = "Enter a price."}},
        Field{4,
              "from",
              &Price::from,
              {.label = "From",
               .required = true,
               .index = Index::sorted,
               .missing = "Enter the day from which it counts."}},
        Field{5,
              "to",
              &Price::to,
              {.label = "To", .index = Index::sorted, .hint = "The last day. Empty: until further notice"}},
    };
};

/// A price is not below nothing, and does not end before it begins.
void check(const Price& price, Errors& errors);
/// No two of a client and a service count on one day.
void judge(storage::Write& write, const Price* before, Price& price, Errors& errors);
void agree(const storage::Read& read, const Price& price, Errors& errors);

/// What a client pays for one unit of a service on a day: their own price, or that of the catalogue; nothing where it is agreed on.
std::optional<storage::Money> price_of(const storage::Read& read, Ref<Client> client, Ref<Service> service, Date day);

/// Whether prices of the two would count on one day for one service.
bool have_overlapping_prices(const storage::Read& read, Ref<Client> one, Ref<Client> other);

}  // namespace office
