#include "storage/word_changes.h"

#include <algorithm>

#include "storage/bytes.h"

namespace storage {

namespace {

/// As numbers, which are in the order of the bytes.
std::array<std::uint64_t, 3> first_bytes_of(std::string_view key) {
    std::array<char, 24> begin{};
    std::ranges::copy(key.substr(0, begin.size()), begin.begin());
    const std::string_view bytes(begin.data(), begin.size());
    return {get_number(bytes.substr(0, 8)), get_number(bytes.substr(8, 8)), get_number(bytes.substr(16))};
}

}  // namespace

void Word_changes::add(std::string_view key, bool comes) {
    changes_.push_back({first_bytes_of(key), keys_.size(), static_cast<std::uint32_t>(key.size()), comes});
    keys_ += key;
}

void Word_changes::make(Transaction& transaction) {
    std::ranges::sort(changes_, [&](const Change& a, const Change& b) {
        if (a.first_bytes != b.first_bytes) return a.first_bytes < b.first_bytes;
        const int order = key_of(a).compare(key_of(b));
        return order != 0 ? order < 0 : a.at < b.at;
    });
    const auto same = [&](const Change& a, const Change& b) {
        return a.first_bytes == b.first_bytes && key_of(a) == key_of(b);
    };
    for (std::size_t i = 0; i < changes_.size(); ++i) {
        if (i + 1 < changes_.size() && same(changes_[i], changes_[i + 1])) continue;
        if (changes_[i].comes)
            transaction.put(Tree::words, key_of(changes_[i]), {});
        else
            transaction.erase(Tree::words, key_of(changes_[i]));
    }
    keys_.clear();
    changes_.clear();
}

}  // namespace storage
