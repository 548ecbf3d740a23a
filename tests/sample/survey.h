// A kind that only the tests know, with every type of value that the office's kinds have not.
#pragma once

#include "office/records/declare.h"

namespace sample {

/// What was measured somewhere, as far as it was.
struct Survey : storage::Stored {
    static constexpr storage::Kind kind{91, "survey", "surveys", "Client", "Clients"};
    std::string name;
    std::optional<std::int64_t> count;
    std::optional<storage::Percent> slope;
    std::optional<bool> fenced;
    std::optional<storage::Stars> rating;
    storage::Quantity area;
    storage::Duration effort;
    storage::Time_of_day arrival;
    storage::Position position;
    storage::Date day;
    static constexpr auto fields = std::tuple{
        storage::Field{1, "name", &Survey::name, {.label = "Name", .required = true, .index = storage::Index::sorted}},
        storage::Field{2, "count", &Survey::count, {.label = "Number", .index = storage::Index::sorted}},
        storage::Field{3, "slope", &Survey::slope, {.label = "Number", .index = storage::Index::sorted}},
        storage::Field{4, "fenced", &Survey::fenced, {.label = "Yes or no", .index = storage::Index::sorted}},
        storage::Field{5, "rating", &Survey::rating, {.label = "Rating", .index = storage::Index::sorted}},
        storage::Field{6, "area", &Survey::area, {.label = "Number", .index = storage::Index::sorted}},
        storage::Field{7, "effort", &Survey::effort, {.label = "Number", .index = storage::Index::sorted}},
        storage::Field{8, "arrival", &Survey::arrival, {.label = "Number", .index = storage::Index::sorted}},
        storage::Field{9, "position", &Survey::position, {.label = "Address"}},
        storage::Field{10, "day", &Survey::day, {.label = "Date", .index = storage::Index::sorted}},
    };
};

}  // namespace sample
