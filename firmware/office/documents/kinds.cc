#include "office/documents/kinds.h"

#include "office/documents/documents.h"
#include "office/documents/upload.h"
#include "office/people/viewer.h"
#include "storage/types/describe.h"

namespace office {

std::span<const Kind_row> document_kinds() {
    using enum Right;
    const auto sees = [](const storage::Read&, const Viewer& viewer) -> storage::Visible {
        if (!viewer.is_client()) return {};
        return {.everything = false,
                .filters = {storage::Read::having<&Document::about>(Any_ref{viewer.within.kind, viewer.within.id}),
                            storage::Read::having<&Document::visible_to_client>(true)}};
    };
    static const std::array rows{
        Kind_row{.type = &storage::record_type<Document>(),
                 .rights = {see_clients, write_notes, write_notes},
                 .naming = {.unknown = "is not a document's name"},
                 .rules = rules_of<Document>(),
                 .sees = sees},
        Kind_row{.type = &storage::record_type<Upload>(),
                 .rights = {write_notes, write_notes, write_notes},
                 .rules = {.apply = &never_typed},
                 .undone = false},
    };
    return rows;
}

}  // namespace office

namespace storage {

template const Record_type& record_type<office::Document>();
template const Record_type& record_type<office::Upload>();

}  // namespace storage
