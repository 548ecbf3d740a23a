#include "pages/records/lists/list_found.h"

#include <algorithm>

#include "office/people/saved_views.h"
#include "office/records/names.h"
#include "pages/records/kind.h"
#include "pages/records/lists/bulk_change.h"
#include "pages/records/lists/list_rows.h"
#include "pages/records/lists/row_ends.h"
#include "storage/digest.h"

namespace pages {

using storage::Column;

namespace {

constexpr std::size_t count_bound = 1'000;
constexpr std::size_t row_bytes = 500;  // about
/// References to kinds with more records are filtered by typing a name, not by choosing from all.
constexpr std::size_t most_choices = 100;

std::vector<storage::Id> selected(const storage::Read& read, const storage::Record_type& type, Found_list& found) {
    storage::List& list = found.query.list;
    list.limit = page_length;
    const bool all = !found.query.filtered() && found.query.fixed == nullptr;
    found.bound = all ? UINT64_MAX : count_bound;
    list.count_to = all ? SIZE_MAX : count_bound + 1;
    storage::Page page = read.select(type, list);
    found.total = page.total;
    found.next = std::move(page.next);
    return std::move(page.ids);
}

/// Where the page before begins, which is found by walking back.
std::optional<std::string> place_before(const storage::Read& read, const storage::Record_type& type,
                                        const storage::List& list) {
    if (list.after.empty()) return std::nullopt;
    storage::List back = list;
    back.backwards = true;
    back.limit = page_length;
    back.count_to = 0;
    return read.select(type, back).next;
}

constexpr std::size_t most_fits = 5;

/// For each name that no record has: those that it is a part of.
void find_fits(const storage::Read& read, Found_list& found) {
    for (std::size_t at = 0; at < found.query.asked.size(); ++at) {
        const office::Asked& asked = found.query.asked[at];
        if (asked.errors.empty() || asked.column->refers_to == 0) continue;
        const storage::Record_type& type = read.schema().type(asked.column->refers_to);
        for (const auto& hit : read.search(type, asked.first(""), most_fits))
            found.fits.push_back({at, hit.id, hit.name});
    }
}

void name_chosen(const storage::Read& read, Found_list& found) {
    for (const office::Asked& asked : found.query.asked)
        for (const std::string_view value : asked.all("")) {
            std::string called(value);
            const auto id = storage::parse_id(value);
            if (asked.column->refers_to != 0 && id) {
                const std::string name = read.name(asked.column->refers_to, *id);
                const bool gone = name.empty() && !read.has(asked.column->refers_to, *id);
                if (gone) found.gone.push_back(asked.column);
                if (gone || !name.empty()) called = name;
            }
            if (asked.column->refers_to_any())
                called = office::names_of(read, {asked.column, office::with_kind_number(value)});
            found.chosen[{asked.column, std::string(value)}] = std::move(called);
        }
}

/// Links to all of the list say so where one begins with a view.
void find_views(const storage::Read& read, const Records& records, const http::Request& request, Found_list& found) {
    found.views = office::views_of(read, records.type.kind.plural);
    const storage::Id user = request.caller ? request.caller->user : 0;
    const auto begins = [&](const office::Saved_view& view) { return office::begins_with(view, user); };
    if (found.query.view.empty() && records.within == nullptr && std::ranges::any_of(found.views, begins))
        found.query.view = "all";
}

void add_rows(const storage::Read& read, const Records& records, const http::Request& request, Found_list& found) {
    const storage::Record_type& type = records.type;
    if (const auto card = page_row(type.kind.number).card; card != nullptr) {
        for (const storage::Raw& raw : read.get_many(type, found.ids))
            card(found.rows_html, read, records, request, raw);
        return;
    }
    std::optional<Row_ends> ends;
    if (records.within != nullptr) ends.emplace(read, request, records);
    List_rows rows(read, type, found.query, found.definitions, Language::of(request),
                   !bulk_actions(request, type.kind).empty() || may_change_many(request, type.kind),
                   ends ? &*ends : nullptr);
    found.rows_html.reserve(found.ids.size() * row_bytes);
    rows.add(found.rows_html, found.ids);
}

constexpr std::size_t most_kinds = 8;

void find_kinds(const storage::Read& read, const storage::Record_type& records, Found_list& found) {
    const Column* definer = records.definer();
    if (definer == nullptr || definer == found.query.fixed) return;
    const storage::Record_type& type = read.schema().type(definer->refers_to);
    if (const auto count = read.count(type); count < 2 || count > most_kinds) return;
    const auto icon_of = page_row(type.kind.number).icon_of;
    for (const storage::Id id : read.select(type, {.tag = name_order(type), .limit = most_kinds}).ids)
        found.kinds.push_back({id, read.name(type.kind.number, id),
                               icon_of == nullptr ? std::string_view{} : icon_of(read, read.get(type, id))});
}

}  // namespace

void find_choices(const storage::Read& read, const Column& column, Found_list& found) {
    if (column.refers_to == 0 || !has_filter(column)) return;
    const storage::Record_type& type = read.schema().type(column.refers_to);
    if (read.count(type) > most_choices) return;
    auto& choices = found.choices[&column];
    for (const storage::Id id : read.select(type, {.tag = name_order(type), .limit = most_choices}).ids)
        choices.push_back({std::to_string(id), read.name(type.kind.number, id)});
}

Found_list look_up_question(const storage::Read& read, const Records& records, const http::Request& request) {
    Found_list found{.definitions = read.definitions(records.type)};
    found.query = list_query(read, request, records, found.definitions);
    find_views(read, records, request, found);
    name_chosen(read, found);
    return found;
}

Found_list look_up_list(const storage::Read& read, const Records& records, const http::Request& request) {
    Found_list found = look_up_question(read, records, request);
    found.ids = selected(read, records.type, found);
    found.previous = place_before(read, records.type, found.query.list);
    add_rows(read, records, request, found);
    find_fits(read, found);
    find_kinds(read, records.type, found);
    return found;
}

}  // namespace pages
