// What a box knows of places beside its records: address books, the map, and which cities the office has to do with.
#pragma once

#include "exchange/address_importer.h"
#include "office/clients/own_cities.h"
#include "places/books.h"
#include "places/map_file.h"
#include "storage/store.h"

namespace pages {

struct Box_places {
    explicit Box_places(storage::Store& store)
        : books(store.folder())
        , importer(store.folder())
        , map(store.folder())
        , cities(store) {}

    places::Books books;
    exchange::Address_importer importer;
    places::Map_folder map;
    office::Own_cities cities;
};

}  // namespace pages
