#include "storage/empties.h"

#include <algorithm>

namespace storage {

namespace {

constexpr std::uint8_t deep_path = index_tag::first_joint;  // + depth; indexes over several fields are in no pattern

std::string path_in_pattern(Tag_path tag) {
    std::string path;
    if (depth(tag) > 1) path += static_cast<char>(deep_path + depth(tag));
    for (; tag != 0; tag >>= 8) path += static_cast<char>(outermost(tag));
    return path;
}

bool names(std::string_view pattern, std::string_view path) {
    while (!pattern.empty()) {
        const auto first = static_cast<std::uint8_t>(pattern.front());
        const std::size_t size = first > deep_path ? 1 + first - deep_path : 1;
        if (pattern.substr(0, size) == path) return true;
        pattern.remove_prefix(std::min(size, pattern.size()));
    }
    return false;
}

void sort_each_once(std::vector<Index_entry>& entries) {
    std::ranges::sort(entries);
    const auto doubles = std::ranges::unique(entries);
    entries.erase(doubles.begin(), doubles.end());
}

}  // namespace

std::vector<Index_entry> stored_entries(const Record_type& type, std::vector<Index_entry> entries) {
    sort_each_once(entries);
    std::string pattern;
    auto known = type.empty_keys.begin();
    std::erase_if(entries, [&](const Index_entry& entry) {
        while (known != type.empty_keys.end() && known->tag < entry.tag) ++known;
        if (known == type.empty_keys.end() || known->tag != entry.tag || known->key != entry.key) return false;
        pattern += path_in_pattern(entry.tag);
        return true;
    });
    if (pattern.empty()) return entries;
    Index_entry all{index_tag::empties, pattern + '\0', false};
    entries.insert(std::ranges::lower_bound(entries, all), std::move(all));
    return entries;
}

std::vector<std::string> patterns_of_empty(const Transaction& transaction, std::uint8_t kind, Tag_path tag) {
    const std::string all = keys::index(kind, index_tag::empties);
    const std::string path = path_in_pattern(tag);
    std::vector<std::string> found;
    Cursor cursor = transaction.cursor(Tree::indexes);
    for (bool more = cursor.seek(all); more && cursor.key().starts_with(all);) {
        if (cursor.key().size() < all.size() + 1 + 8) corrupt("an entry of empty fields is too short");
        std::string pattern(cursor.key().substr(0, cursor.key().size() - 8));
        std::string behind = pattern;
        behind.back() = '\1';
        more = cursor.seek(behind);
        if (names(std::string_view(pattern).substr(all.size(), pattern.size() - all.size() - 1), path))
            found.push_back(std::move(pattern));
    }
    return found;
}

Empty_run::Empty_run(const Transaction& transaction, const std::vector<std::string>& patterns, std::string_view from,
                     bool descending)
    : descending_(descending) {
    for (const std::string& pattern : patterns) {
        Cursor cursor = transaction.cursor(Tree::indexes);
        const std::string begin = pattern + std::string(from);
        const bool found = descending ? cursor.seek_before(begin) : cursor.seek(begin);
        if (!found || !cursor.key().starts_with(pattern)) continue;
        heads_.push_back({keys::id_of(cursor.key()), walks_.size()});
        walks_.push_back({std::move(cursor), pattern});
    }
    std::ranges::make_heap(heads_, [&](const Head& one, const Head& other) { return later(one, other); });
}

void Empty_run::step() {
    const auto order = [&](const Head& one, const Head& other) { return later(one, other); };
    std::ranges::pop_heap(heads_, order);
    Head& head = heads_.back();
    auto& [cursor, pattern] = walks_[head.walk];
    if (!(descending_ ? cursor.previous() : cursor.next()) || !cursor.key().starts_with(pattern))
        return heads_.pop_back();
    head.id = keys::id_of(cursor.key());
    std::ranges::push_heap(heads_, order);
}

}  // namespace storage
