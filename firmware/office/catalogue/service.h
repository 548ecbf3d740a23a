#pragma once

#include "office/catalogue/unit.h"
#include "office/records/declare.h"
#include "storage/values/optional.h"
#include "storage/values/time.h"
#include "storage/write.h"

namespace office {

/// Something that the office does for clients, and what it costs unless a client has a price of its own (clients/price.h).
struct Service : Stored {
    static constexpr Kind kind{13, "service", "services", "Service", "Services"};
    std::string code;
    std::string name;
    Text description;
    Unit unit = Unit::piece;
    std::optional<storage::Money> price;        ///< none: it is agreed on each time
    std::optional<storage::Duration> duration;  ///< that one of it usually takes
    bool archived = false;                      ///< it is offered no more

    static constexpr auto fields = std::tuple{
        Field{1, "code", &Service::code, {.label = "Code", .search = true, .index = Index::unique, .longest = 40}},
        Field{2,
              "name",
              &Service::name,
              {.label = "Name",
               .required = true,
               .search = true,
               .index = Index::unique,
               .missing = "Enter what the service is called."}},
        Field{3, "description", &Service::description, {.label = "Description", .search = true}},
        Field{4,
              "unit",
              &Service::unit,
              {.label = "Unit", .required = true, .index = Index::sorted, .missing = "Choose a unit."}},
        Field{5,
              "price",
              &Service::price,
              {.label = "Price", .index = Index::sorted, .hint = "For one unit. Empty: it is agreed on each time"}},
        Field{6,
              "duration",
              &Service::duration,
              {.label = "Duration", .index = Index::sorted, .hint = "What one of it usually takes"}},
        Field{7, "archived", &Service::archived, {.label = "Archived", .index = Index::sorted, .read_only = true}},
    };
};

/// A price is not below nothing.
void check(const Service& service, Errors& errors);

/// It is offered no more; what has it keeps it.
void archive(storage::Write& write, Ref<Service> service);
void restore(storage::Write& write, Ref<Service> service);
std::string_view why_not_archive(const storage::Read& read, const Service& service);
std::string_view why_not_restore(const storage::Read& read, const Service& service);

/// What is offered still may be chosen.
bool is_offered(const storage::Read& read, storage::Id service);

}  // namespace office
