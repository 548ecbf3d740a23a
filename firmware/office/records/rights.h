// What somebody may be allowed to do; who is, stands in people/permissions.h.
#pragma once

#include <cstdint>

namespace office {

enum class Right : std::uint8_t {
    see_clients,
    edit_clients,    ///< create and change clients, companies, contacts
    delete_clients,  ///< for good
    import_records,
    export_records,
    manage_tags,
    manage_custom_fields,
    manage_users,
    manage_box,       ///< status, backup, certificate
    manage_office,    ///< what holds for all of its records
    hold_clients,     ///< put on hold, release
    decide,           ///< change clients' accounts, and decide when others ask for it
    manage_services,  ///< the catalogue
    write_notes,      ///< and tasks, documents
};

/// What seeing, changing and erasing records of a kind needs.
struct Kind_rights {
    Right see, edit, erase;
};

}  // namespace office
