#include "office/catalogue/kinds.h"

#include "office/catalogue/service.h"
#include "office/records/describe_action.h"
#include "storage/types/describe.h"

namespace office {

namespace {

using enum Right;

constexpr std::array service_actions{
    action_of<Service, &archive, &why_not_archive>("archive", "Archive", "Archived", manage_services),
    action_of<Service, &restore, &why_not_restore>("restore", "Restore", "Restored", manage_services),
};

}  // namespace

std::span<const Kind_row> catalogue_kinds() {
    static const std::array rows{
        Kind_row{.type = &storage::record_type<Service>(),
                 .rights = {see_clients, manage_services, manage_services},
                 .naming = {.columns = {"name", "code"},
                            .unknown = "is not a service's name or code",
                            .may_choose = &is_offered,
                            .unfit = "is archived"},
                 .rules = rules_of<Service>(),
                 .actions = service_actions},
    };
    return rows;
}

}  // namespace office

namespace storage {

template const Record_type& record_type<office::Service>();

}  // namespace storage
