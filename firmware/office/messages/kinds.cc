#include "office/messages/kinds.h"

#include "office/messages/mail_settings.h"
#include "office/messages/messages.h"
#include "office/messages/opt_out.h"
#include "office/records/describe_action.h"
#include "storage/types/describe.h"

namespace office {

namespace {

using enum Right;

constexpr std::array message_actions{
    action_of<Message, &resend, &why_not_resend>("resend", "Send again", "Waits to be sent again", edit_clients),
    action_of<Message, &went_out, &why_not_went_out>("went_out", "It went out", "Noted as sent", edit_clients),
    action_of<Message, &came_back, &why_not_came_back>("came_back", "It came back", "Noted as come back", edit_clients),
    action_of<Message, &cancel, &why_not_cancel>("cancel", "Cancel", "Cancelled", edit_clients),
};

}  // namespace

std::span<const Kind_row> message_kinds() {
    static const std::array rows{
        Kind_row{.type = &storage::record_type<Message>(),
                 .rights = {see_clients, edit_clients, edit_clients},
                 .naming = {.unknown = "is not an e-mail’s subject"},
                 .rules = {.apply = &never_typed, .prepare_erase = rules_of<Message>().prepare_erase},
                 .actions = message_actions,
                 .undone = false},
        Kind_row{.type = &storage::record_type<Opt_out>(),
                 .rights = {see_clients, edit_clients, edit_clients},
                 .naming = {.unknown = "is not an address that has opted out"}},
        Kind_row{.type = &storage::record_type<Mail_settings>(),
                 .rights = {manage_office, manage_office, manage_office},
                 .rules = {.apply = &never_typed},
                 .undone = false},
    };
    return rows;
}

}  // namespace office

namespace storage {

template const Record_type& record_type<office::Message>();
template const Record_type& record_type<office::Opt_out>();
template const Record_type& record_type<office::Mail_settings>();

}  // namespace storage
