#include "office/people/kinds.h"

#include "office/people/access_settings.h"
#include "office/people/erased_file.h"
#include "office/people/event.h"
#include "office/people/large_undo.h"
#include "office/people/saved_views.h"
#include "office/people/second_factor.h"
#include "office/people/session.h"
#include "office/people/users.h"
#include "storage/types/describe.h"

namespace office {

using enum Right;
using storage::record_type;

std::span<const Kind_row> people_kinds() {
    static const std::array rows{
        Kind_row{.type = &record_type<User>(),
                 .rights = {manage_users, manage_users, manage_users},
                 .naming = {.columns = {"email", "name"},
                            .separator = ",",
                            .unknown = "is not a user's name or e-mail address",
                            .may_choose = &takes_work,
                            .unfit = "cannot be given work"},
                 .rules = rules_of<User>(),
                 .undone = false},
        Kind_row{.type = &record_type<Session>(),
                 .rights = {manage_users, manage_users, manage_users},
                 .rules = {.apply = &never_typed},
                 .undone = false},
        Kind_row{.type = &record_type<Token>(),
                 .rights = {manage_users, manage_users, manage_users},
                 .rules = {.apply = &never_typed},
                 .undone = false},
        Kind_row{.type = &record_type<Event>(),
                 .rights = {manage_users, manage_users, manage_users},
                 .rules = {.apply = &never_typed},
                 .undone = false},
        Kind_row{.type = &record_type<Second_factor>(),
                 .rights = {manage_users, manage_users, manage_users},
                 .rules = {.apply = &never_typed},
                 .undone = false},
        Kind_row{.type = &record_type<Access_settings>(),
                 .rights = {manage_users, manage_users, manage_users},
                 .rules = {.apply = &never_typed},
                 .undone = false},
        Kind_row{.type = &record_type<Saved_view>(),
                 .rights = {see_clients, see_clients, see_clients},
                 .rules = rules_of<Saved_view>(),
                 .sees = &sees_views,
                 .why_not_change =
                     [](const storage::Raw& raw, const Viewer& viewer) {
                         return why_not_change(storage::Read::typed<Saved_view>(raw), viewer);
                     }},
        Kind_row{.type = &record_type<Large_undo>(),
                 .rights = {manage_users, manage_users, manage_users},
                 .rules = {.apply = &never_typed},
                 .undone = false},
        Kind_row{.type = &record_type<Erased_file>(),
                 .rights = {manage_users, manage_users, manage_users},
                 .rules = {.apply = &never_typed},
                 .undone = false},
    };
    return rows;
}

}  // namespace office

namespace storage {

template const Record_type& record_type<office::User>();
template const Record_type& record_type<office::Session>();
template const Record_type& record_type<office::Token>();
template const Record_type& record_type<office::Event>();
template const Record_type& record_type<office::Second_factor>();
template const Record_type& record_type<office::Access_settings>();
template const Record_type& record_type<office::Saved_view>();
template const Record_type& record_type<office::Large_undo>();
template const Record_type& record_type<office::Erased_file>();

}  // namespace storage
