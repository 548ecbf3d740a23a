// Read::select, Read::count and Read::passes: pages of a sorted index, filtered by others.
#include <algorithm>
#include <functional>

#include "storage/digest.h"
#include "storage/read.h"

namespace storage {

namespace {

/// So few matches of a filter are gathered and sorted at once; up to `many` are when walking the sorted index meets too few
/// of them. Beyond that the index is walked however long it takes.
constexpr std::size_t few = 256;
constexpr std::size_t many = 4'000;
constexpr std::size_t patience = 2'000;

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
    std::optional<std::vector<Id>> candidates(std::size_t most) const {
        std::optional<std::vector<Id>> best;
        for (const Filter& filter : filters_) {
            if (filter.mode == Filter::none || (filter.mode == Filter::all && filter.keys.empty())) continue;
            std::vector<Id> ids;
            for (const std::string& key : filter.keys) {
                const auto some = read_.ids_with(kind_, filter.tag, key, most + 1);
                ids.insert(ids.end(), some.begin(), some.end());
                if (filter.mode == Filter::all || ids.size() > most) break;
            }
            if (ids.size() > most || (best && best->size() <= ids.size())) continue;
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

namespace {

/// Behind what an index's key begins with stand an ordered value and eight bytes of id. Throws Error{invalid}.
std::string place_of(const std::string& after) {
    std::string place = from_hex(after);
    if (!after.empty() && (place.size() < 8 || place.size() > 512))
        throw Error(Errors{{"after", "is not the \"next\" of a page"}});
    return place;
}

/// Fills one page.
class Selecting {
  public:
    Selecting(const Read& read, const Record_type& type, const List& list)
        : read_(read)
        , type_(type)
        , list_(list)
        , prefix_(keys::index(type.kind.number, list.tag))
        , after_(place_of(list.after))
        , selection_(read, type, list.filters) {}

    Page run() {
        if (list_.filters.empty()) return walked(SIZE_MAX), std::move(page_);
        if (const auto ids = selection_.candidates(few)) return sorted(*ids), std::move(page_);
        if (walked(patience)) return std::move(page_);
        page_ = {};
        if (const auto ids = selection_.candidates(many)) return sorted(*ids), std::move(page_);
        return walked(SIZE_MAX), std::move(page_);
    }

  private:
    /// False when more than `most` entries had to be looked at.
    bool walked(std::size_t most) {
        std::size_t looked = 0;
        walk(read_, prefix_, list_, after_, [&](std::string_view key) {
            if (looked++ == most) return false;
            return !selection_.passes(keys::id_of(key)) || take(key);
        });
        return looked <= most;
    }

    void sorted(const std::vector<Id>& ids) {
        for (const std::string& key : sorted_entries(read_, type_, list_, ids, selection_)) {
            const bool behind = after_.empty() || (list_.descending ? key < prefix_ + after_ : key > prefix_ + after_);
            if (behind && !take(key)) return;
        }
    }

    bool take(std::string_view key) {
        if (page_.ids.size() == list_.limit) {
            page_.next = hex(std::string_view(last_).substr(prefix_.size()));
            return false;
        }
        page_.ids.push_back(keys::id_of(key));
        last_ = key;
        return true;
    }

    const Read& read_;
    const Record_type& type_;
    const List& list_;
    std::string prefix_, after_, last_;
    Selection selection_;
    Page page_;
};

}  // namespace

Page Read::select(const Record_type& type, const List& list) const { return Selecting(*this, type, list).run(); }

bool Read::passes(const Record_type& type, const std::vector<Filter>& filters, Id id) const {
    return Selection(*this, type, filters).passes(id);
}

namespace {

/// Calls visit(id) for the matches of one key, until it returns false.
template <class Visit>
bool each_with(const Transaction& transaction, std::uint8_t kind, Tag_path tag, const std::string& key, Visit&& visit) {
    const std::string prefix = keys::index(kind, tag, key);
    Cursor cursor = transaction.cursor(Tree::indexes);
    for (bool more = cursor.seek(prefix); more && cursor.key().starts_with(prefix); more = cursor.next())
        if (cursor.key().size() == prefix.size() + 8 && !visit(keys::id_of(cursor.key()))) return false;
    return true;
}

}  // namespace

std::size_t Read::count(const Record_type& type, const std::vector<Filter>& filters, std::size_t bound) const {
    if (filters.empty()) return std::min<std::size_t>(bound, count(type));
    const std::uint8_t kind = type.kind.number;
    const Selection selection(*this, type, filters);
    if (const auto ids = selection.candidates(many))
        return std::min<std::size_t>(
            bound, static_cast<std::size_t>(std::ranges::count_if(*ids, [&](Id id) { return selection.passes(id); })));
    std::size_t count = 0;
    const auto more_after = [&](Id id) {
        count += selection.passes(id) ? 1 : 0;
        return count < bound;
    };
    const auto driver = std::ranges::find_if(filters, [](const Filter& filter) {
        return filter.mode != Filter::none && (filter.keys.size() == 1 || filter.mode == Filter::all) &&
               !filter.keys.empty();
    });
    if (driver != filters.end()) {
        each_with(transaction_, kind, driver->tag, driver->keys.front(), more_after);
        return count;
    }
    const std::string prefix(1, static_cast<char>(kind));
    Cursor cursor = transaction_.cursor(Tree::records);
    for (bool more = cursor.seek(prefix); more && cursor.key().starts_with(prefix); more = cursor.next())
        if (!more_after(keys::id_of(cursor.key()))) break;
    return count;
}

}  // namespace storage
