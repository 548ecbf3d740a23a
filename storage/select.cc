// Read::select and Read::count: pages of a sorted index, filtered by others.
#include <algorithm>
#include <functional>

#include "storage/digest.h"
#include "storage/read.h"

namespace storage {

namespace {

/// Up to so many matches of a filter are gathered and sorted; beyond that the sorted index is walked and each id tested.
constexpr std::size_t few = 4'000;

class Selection {
  public:
    Selection(const Read& read, const Record_type& type, const std::vector<Filter>& filters)
        : read_(read)
        , kind_(type.kind.number)
        , filters_(filters) {}

    bool passes(Id id) const {
        return std::ranges::all_of(filters_, [&](const Filter& filter) { return passes(filter, id); });
    }

    /// The ids of the filter with the fewest, when there are few; they still have to pass the others.
    std::optional<std::vector<Id>> candidates() const {
        std::optional<std::vector<Id>> best;
        for (const Filter& filter : filters_) {
            if (filter.mode == Filter::none || (filter.mode == Filter::all && filter.keys.empty())) continue;
            std::vector<Id> ids;
            for (const std::string& key : filter.keys) {
                const auto some = read_.ids_with(kind_, filter.tag, key, few + 1);
                ids.insert(ids.end(), some.begin(), some.end());
                if (filter.mode == Filter::all) break;
            }
            if (ids.size() > few || (best && best->size() <= ids.size())) continue;
            std::ranges::sort(ids);
            const auto doubles = std::ranges::unique(ids);
            ids.erase(doubles.begin(), doubles.end());
            best = std::move(ids);
        }
        return best;
    }

  private:
    bool passes(const Filter& filter, Id id) const {
        const auto has = [&](const std::string& key) {
            return read_.transaction().get(Tree::indexes, keys::index(kind_, filter.tag, key, id)).has_value();
        };
        switch (filter.mode) {
        case Filter::any: return std::ranges::any_of(filter.keys, has);
        case Filter::all: return std::ranges::all_of(filter.keys, has);
        case Filter::none: return std::ranges::none_of(filter.keys, has);
        }
        return false;
    }

    const Read& read_;
    std::uint8_t kind_;
    const std::vector<Filter>& filters_;
};

/// Calls visit(key) for every entry of an index from behind `after`, in order, until it returns false.
void walk(const Read& read, const std::string& prefix, const List& list, const std::string& after,
          const std::function<bool(std::string_view)>& visit) {
    Cursor cursor = read.transaction().cursor(Tree::indexes);
    bool more = false;
    if (list.descending) {
        const std::string end = prefix + (after.empty() ? std::string(512, '\xFF') : after);
        more = cursor.seek_before(end);
    } else {
        more = cursor.seek(prefix + after);
        if (more && !after.empty() && cursor.key() == prefix + after) more = cursor.next();
    }
    while (more && cursor.key().starts_with(prefix) && visit(cursor.key()))
        more = list.descending ? cursor.previous() : cursor.next();
}

/// The entries of one index for a handful of ids, in order.
std::vector<std::string> sorted_entries(const Read& read, const Record_type& type, const List& list,
                                        const std::vector<Id>& ids, const Selection& selection) {
    std::vector<std::string> entries;
    for (const Id id : ids) {
        if (!selection.passes(id)) continue;
        for (const std::string& key : read.index_keys(type, read.get(type, id), list.tag))
            entries.push_back(keys::index(type.kind.number, list.tag, key, id));
    }
    std::ranges::sort(entries);
    if (list.descending) std::ranges::reverse(entries);
    return entries;
}

}  // namespace

Page Read::select(const Record_type& type, const List& list) const {
    const std::string prefix = keys::index(type.kind.number, list.tag);
    const std::string after = from_hex(list.after);
    const Selection selection(*this, type, list.filters);
    Page page;
    std::string last;
    const auto take = [&](std::string_view key) {
        if (page.ids.size() == list.limit) {
            page.next = hex(std::string_view(last).substr(prefix.size()));
            return false;
        }
        page.ids.push_back(keys::id_of(key));
        last = key;
        return true;
    };
    if (const auto few_ids = selection.candidates()) {
        for (const std::string& key : sorted_entries(*this, type, list, *few_ids, selection)) {
            const bool behind = after.empty() || (list.descending ? key < prefix + after : key > prefix + after);
            if (behind && !take(key)) break;
        }
    } else {
        walk(*this, prefix, list, after,
             [&](std::string_view key) { return !selection.passes(keys::id_of(key)) || take(key); });
    }
    return page;
}

std::size_t Read::count(const Record_type& type, const std::vector<Filter>& filters, std::size_t bound) const {
    if (filters.empty()) return std::min<std::size_t>(bound, count(type));
    const Selection selection(*this, type, filters);
    if (const auto ids = selection.candidates())
        return std::min<std::size_t>(
            bound, static_cast<std::size_t>(std::ranges::count_if(*ids, [&](Id id) { return selection.passes(id); })));
    std::size_t count = 0;
    const std::string prefix(1, static_cast<char>(type.kind.number));
    Cursor cursor = transaction_.cursor(Tree::records);
    for (bool more = cursor.seek(prefix); more && cursor.key().starts_with(prefix) && count < bound;
         more = cursor.next())
        if (selection.passes(keys::id_of(cursor.key()))) ++count;
    return count;
}

}  // namespace storage
