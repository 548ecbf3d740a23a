// Files as offices really have them (reports/), imported into an office of their own, and what is there then.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "exchange/office.h"

namespace exchange::tests {

/// One client: its columns that have something in them.
using Shown = std::map<std::string, std::string, std::less<>>;

struct Imported {
    Result result;
    std::vector<Shown> clients;

    /// What is told of a row of the file; "" when nothing is.
    std::string told(std::size_t row) const;
    /// A column of the client in such a place.
    std::string of(std::size_t client, std::string_view column) const;
};

/// The clients of an office, oldest first.
std::vector<Shown> shown(const Office& office);
std::string file(std::string_view name);
/// The dry run says the same as the run, or the test fails.
Imported import_into(Office& office, std::string_view csv, bool update_existing = false);
Imported imported(std::string_view name);

/// Gives clients a field of their own.
void add_field(Office& office, const std::string& label, storage::Custom_type type);

}  // namespace exchange::tests
