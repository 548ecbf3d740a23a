// Joins the rows of all areas; the navigation is made from them.
#include <algorithm>
#include <iterator>

#include "office/records/kind.h"
#include "pages/catalogue/kinds.h"
#include "pages/clients/kinds.h"
#include "pages/documents/kinds.h"
#include "pages/frame/places.h"
#include "pages/messages/kinds.h"
#include "pages/people/kinds.h"
#include "pages/records/kind.h"
#include "pages/work/kinds.h"

namespace pages {

namespace {

struct Rows {
    std::vector<Page_row> all;
    std::array<std::size_t, 256> place{};  ///< by kind; 0 is the one for kinds without a row

    Rows() {
        all.push_back({.kind = 0, .pages = false});
        for (auto area :
             {client_pages(), catalogue_pages(), work_pages(), message_pages(), document_pages(), people_pages()})
            for (Page_row& row : area) add(std::move(row));
    }
    void add(Page_row row) {
        place[row.kind] = all.size();
        all.push_back(std::move(row));
    }
};

Rows& rows() {
    static Rows known;
    return known;
}

}  // namespace

std::span<const Page_row> page_rows() { return std::span(rows().all).subspan(1); }

void add_page(Page_row row) { rows().add(std::move(row)); }

const Page_row& page_row(std::uint8_t kind) { return rows().all[rows().place[kind]]; }

bool takes_imports(const storage::Record_type& type) {
    return page_row(type.kind.number).pages && type.file_column() == nullptr && office::is_typed(type.kind);
}

namespace {

Place place_of(const Page_row& row, std::string_view rest) {
    const office::Kind_row& kind = office::kind_row(row.kind);
    const bool is_new = !rest.empty();
    return {is_new ? kind.rights.edit : kind.rights.see, is_new ? kind.type->kind.label : kind.type->kind.title,
            "/" + std::string(kind.type->kind.plural) + std::string(rest), is_new ? row.new_icon : row.icon};
}

std::vector<Place> places_of_kinds(std::string_view rest) {
    std::vector<Place> places;
    for (const Page_row& row : page_rows())
        if (row.in_navigation) places.push_back(place_of(row, rest));
    return places;
}

}  // namespace

std::vector<Place> places() {
    std::vector<Place> all{{{}, "Today", "/today", "home"}};
    std::ranges::move(places_of_kinds(""), std::back_inserter(all));
    all.push_back({office::Right::import_records, "Import", "/import", "database-import"});
    all.push_back({office::Right::see_clients, "Settings", "/settings", "settings"});
    return all;
}

std::vector<Place> new_places() { return places_of_kinds("/new"); }

}  // namespace pages
