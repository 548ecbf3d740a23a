#include "office/exchange/kinds.h"

#include "office/exchange/import.h"
#include "storage/types/describe.h"

namespace office {

std::span<const Kind_row> exchange_kinds() {
    using enum Right;
    static const std::array rows{
        Kind_row{.type = &storage::record_type<Import>(),
                 .rights = {import_records, import_records, import_records},
                 .rules = {.apply = &never_typed},
                 .undone = false},
        Kind_row{.type = &storage::record_type<Import_place>(),
                 .rights = {import_records, import_records, import_records},
                 .rules = {.apply = &never_typed},
                 .undone = false},
    };
    return rows;
}

}  // namespace office

template const storage::Record_type& storage::record_type<office::Import>();
template const storage::Record_type& storage::record_type<office::Import_place>();
