#include "exchange/known_file.h"

#include <algorithm>
#include <functional>
#include <future>
#include <iterator>
#include <utility>

namespace exchange {

namespace {

/// Threads that look through a file together.
constexpr std::size_t shares = 2;

std::uint64_t hash_of(const std::string& key) { return std::hash<std::string>{}(key); }

}  // namespace

Known_file::Known_file(const Task& task, const Table& table, storage::Definitions definitions)
    : table_(table)
    , definitions_(std::move(definitions))
    , reader_(task.type, definitions_, task.mapping, table)
    , keys_(task.type, definitions_)
    , evidence_(reader_.look_through())
    , repeated_(repeated_keys()) {}

Known_row Known_file::read(std::size_t number, Cells cells) const {
    Known_row row{.number = number, .cells = std::move(cells), .read = {}, .keys = {}};
    row.read = reader_.read(row.cells, evidence_);
    row.keys = keys_.of(row.read);
    return row;
}

std::vector<std::uint64_t> Known_file::repeated_keys() const {
    auto others = std::async(std::launch::async, [&] { return hashes_of_keys(1); });
    std::vector<std::uint64_t> seen = hashes_of_keys(0);
    std::ranges::copy(others.get(), std::back_inserter(seen));
    std::ranges::sort(seen);
    std::vector<std::uint64_t> repeated;
    for (std::size_t i = 1; i < seen.size(); ++i)
        if (seen[i] == seen[i - 1] && (repeated.empty() || repeated.back() != seen[i])) repeated.push_back(seen[i]);
    return repeated;
}

/// To cut the rows is quick, to read what they say is not: each thread cuts all, and reads its share of them.
std::vector<std::uint64_t> Known_file::hashes_of_keys(std::size_t share) const {
    std::vector<std::uint64_t> hashes;
    std::size_t row = 0;
    table_.each([&](std::size_t, const Cells& cells) {
        if (row++ % shares != share) return true;
        for (const std::string& key : keys_.of(reader_.read(cells, evidence_))) hashes.push_back(hash_of(key));
        return true;
    });
    return hashes;
}

bool Known_file::is_repeated(const std::string& key) const {
    return std::ranges::binary_search(repeated_, hash_of(key));
}

}  // namespace exchange
