#include "exchange/reported.h"

#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <iterator>

#include "office/records/names.h"

namespace exchange::tests {

std::string Imported::told(std::size_t row) const {
    for (const Row_verdict& verdict : result.rows)
        if (verdict.row == row) return verdict.why;
    return {};
}

std::string Imported::of(std::size_t client, std::string_view column) const {
    if (client >= clients.size()) return "(no such client)";
    const auto at = clients[client].find(column);
    return at == clients[client].end() ? std::string{} : at->second;
}

std::vector<Shown> shown(const Office& office) {
    const auto& type = storage::record_type<office::Client>();
    return office.store.read([&](const storage::Read& read) {
        const auto definitions = read.definitions(type);
        std::vector<Shown> all;
        for (const auto& client : office.clients()) {
            Shown& one = all.emplace_back();
            for (const storage::Row& row : type.show(read.get(type, client.id).fields, definitions))
                if (!row.text.empty()) one[row.column->name] = office::names_of(read, row);
        }
        return all;
    });
}

std::string file(std::string_view name) {
    std::ifstream in(std::filesystem::path(REPORTED_FILES) / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

Imported import_into(Office& office, std::string_view csv, bool update_existing) {
    const Result dry = check(office, csv, update_existing);
    Imported imported{.result = run(office, csv, update_existing), .clients = shown(office)};
    REQUIRE(dry.rows.size() == imported.result.rows.size());
    for (std::size_t i = 0; i < dry.rows.size(); ++i) {
        INFO("row " << dry.rows[i].row);
        CHECK(dry.rows[i].action == imported.result.rows[i].action);
        CHECK(dry.rows[i].why == imported.result.rows[i].why);
    }
    return imported;
}

Imported imported(std::string_view name) {
    Office office;
    return import_into(office, file(name));
}

void add_field(Office& office, const std::string& label, storage::Custom_type type) {
    storage::Custom_field field;
    field.of_kind = office::Client::kind.number;
    field.name = storage::folded(label);
    std::ranges::replace(field.name, ' ', '_');
    field.label = label;
    field.type = type;
    office.add(field);
}

}  // namespace exchange::tests
