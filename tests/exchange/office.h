// A store of the office in a folder of its own, and files of clients as other programs write them.
#pragma once

#include <format>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/import.h"
#include "office/clients/client.h"
#include "office/records/kind.h"
#include "storage/scratch.h"

namespace exchange::tests {

struct Office {
    scratch::Folder folder;
    storage::Store store{folder.path(), office::record_types(), {.reserve = 0}};
    storage::Actor actor{.user = 0, .name = "Test"};

    template <storage::Declared Record> Record add(Record record) {
        return store.write(actor, [&](storage::Write& write) {
            write.create(record);
            return record;
        });
    }
    storage::Definitions definitions() const {
        return store.read(
            [](const storage::Read& read) { return read.definitions(storage::record_type<office::Client>()); });
    }
    std::vector<office::Client> clients() const {
        return store.read([](const storage::Read& read) {
            std::vector<office::Client> clients;
            for (storage::Id id = 1; clients.size() < read.count(storage::record_type<office::Client>()); ++id)
                if (auto client = read.find<office::Client>(id)) clients.push_back(std::move(*client));
            return clients;
        });
    }
};

struct Result {
    Row_counts counts;
    std::vector<Row_verdict> rows;
};

inline Task task_for(const Office& office, const Table& table, bool update_existing,
                     const storage::Record_type& type = storage::record_type<office::Client>()) {
    return {.type = type,
            .mapping = office.store.read(
                [&](const storage::Read& read) { return guess_mapping(type, read.definitions(type), table.header()); }),
            .update_existing = update_existing};
}

inline Result check(const Office& office, std::string_view csv, bool update_existing = false) {
    const Table table{std::string(csv)};
    const Task task = task_for(office, table, update_existing);
    Result result;
    result.counts = office.store.read([&](const storage::Read& read) {
        return exchange::check(read, task, table,
                               [&](const Row_verdict& row, const Cells&) { result.rows.push_back(row); });
    });
    return result;
}

inline Result run(Office& office, std::string_view csv, bool update_existing = false) {
    const Table table{std::string(csv)};
    const Task task = task_for(office, table, update_existing);
    Result result;
    for (Slices slices(task, table, office.definitions()); !slices.ended();)
        office.store.write(office.actor, [&](storage::Write& write) {
            result.counts +=
                slices.run(write, [&](const Row_verdict& row, const Cells&) { result.rows.push_back(row); });
        });
    return result;
}

/// Like the files that offices bring: ten thousand clients, nearly as many companies, telephone numbers in every style.
inline std::string customers(std::size_t count) {
    constexpr std::array first{"Heather", "Kristina", "Zoë", "Patty", "Søren", "Łukasz", "Anaïs", "Briana"};
    constexpr std::array last{"Callahan", "Ferrell", "Andersen", "Ponce", "Åkesson", "O'Brien", "Núñez"};
    constexpr std::array phone{"043-797-{:04}", "915.112.{:04}", "(209)172-{:04}x3651", "+1-403-555-{:04}x7"};
    std::string csv = "Index,Customer Id,First Name,Last Name,Company,City,Country,Phone 1,Phone 2,Email,Subscription "
                      "Date,Website\r\n";
    for (std::size_t i = 1; i <= count; ++i) {
        const std::size_t digits = i % 10'000;
        csv += std::format("{0},EB54EF{0:09X},{1},{2}{0},\"{2}, {1} and {3} {4}\",Lake {1}borough "
                           "{5},Norway,{6},{7},{0}.{8}@{9}-group{0}"
                           ".example,20{10:02}-0{11}-15,https://www.{9}{0}.example/\r\n",
                           i, first[i % 8], last[i % 7], last[i % 5], i * 10 / 11, i % 97,
                           std::vformat(phone[i % 4], std::make_format_args(digits)),
                           std::vformat(phone[i % 3], std::make_format_args(digits)), "info", "callahan", i % 25,
                           1 + i % 9);
    }
    return csv;
}

}  // namespace exchange::tests
