#include "office/clients/kinds.h"

#include "office/clients/card.h"
#include "office/clients/change_request.h"
#include "office/clients/client_settings.h"
#include "office/clients/clients.h"
#include "office/clients/comments.h"
#include "office/clients/consents.h"
#include "office/clients/contacts.h"
#include "office/clients/feedback.h"
#include "office/clients/holds.h"
#include "office/clients/latest.h"
#include "office/clients/notes.h"
#include "office/clients/price.h"
#include "office/clients/tags.h"
#include "office/people/viewer.h"
#include "office/records/describe_action.h"
#include "storage/types/describe.h"

namespace office {

namespace {

using enum Right;
using storage::record_type;

/// A client its own.
storage::Visible sees_clients(const storage::Read&, const Viewer& viewer) {
    return viewer.is_client() ? seen_among({viewer.within.id}) : storage::Visible{};
}

storage::Visible sees_contacts(const storage::Read&, const Viewer& viewer) {
    return viewer.is_client() ? seen_where<&Contact::clients>(Ref<Client>{viewer.within.id}) : storage::Visible{};
}

constexpr std::array client_actions{
    action_of<Client, &archive, &why_not_archive>("archive", "Archive", "Archived", edit_clients),
    action_of<Client, &restore, &why_not_restore>("restore", "Restore", "Restored", edit_clients),
    asking_action<Client, Hold_reason, &put_on_hold, nullptr, &why_not_put_on_hold>("put_on_hold", "Put on hold",
                                                                                    "On hold now", hold_clients),
    asking_action<Client, Tag_name, &add_tag>("add_tag", "Add tag", "Tag added", edit_clients, Action::for_many),
    asking_action<Client, Chosen_tag, &remove_tag>("remove_tag", "Remove tag", "Tag removed", edit_clients,
                                                   Action::for_many),
    asking_action<Client, Chosen_assignee, &assign>("assign", "Assign", "Assigned", edit_clients, Action::for_many),
    asking_action<Client, Rating, &rate>("rate", "Rate", "Rated", edit_clients, Action::for_many),
    asking_action<Client, Merge_into<Client>, &merge, &why_not_merge, &why_not_merge>("merge", "Merge", "Merged",
                                                                                      edit_clients, Action::for_one),
    asking_action<Client, Consent_asked, &give_consent>("give_consent", "Note a consent", "Consent noted",
                                                        edit_clients),
    asking_action<Client, Present_contact, &add_contact>("add_contact", "Add contact", "Contact added", edit_clients,
                                                         Action::below),
    asking_action<Client, Chosen_contact, &make_primary, &why_not_make_primary>(
        "make_primary", "Make primary", "Primary contact changed", edit_clients, Action::beside),
    asking_action<Client, Chosen_contact, &remove_contact, &why_not_remove_contact>(
        "remove_contact", "Remove contact", "Contact removed from this client", edit_clients, Action::beside),
};

constexpr std::array<std::string_view, 7> telling{"first_name", "last_name",   "organisation", "email",
                                                  "phone",      "other_phone", "reference"};

constexpr std::array note_actions{
    action_of<Note, &pin, &why_not_pin>("pin", "Pin", "Pinned", write_notes),
    action_of<Note, &unpin, &why_not_unpin>("unpin", "Unpin", "Not pinned any more", write_notes),
};

constexpr std::array company_actions{
    asking_action<Company, Merge_into<Company>, &merge>("merge", "Merge", "Merged", edit_clients, Action::for_one),
};

constexpr std::array contact_actions{
    asking_action<Contact, Merge_into<Contact>, &merge>("merge", "Merge", "Merged", edit_clients, Action::for_one),
};

constexpr std::array hold_actions{
    asking_action<Hold, Release_reason, &release, nullptr, &why_not_release>("release", "Release", "Released",
                                                                             hold_clients),
};

constexpr std::array change_request_actions{
    asking_action<Change_request, Acceptance, &accept, nullptr, &why_not_decide>("accept", "Accept", "Accepted",
                                                                                 decide),
    asking_action<Change_request, Refusal, &decline, nullptr, &why_not_decide>("decline", "Decline", "Declined",
                                                                               decide),
    action_of<Change_request, &withdraw, &why_not_decide>("withdraw", "Withdraw", "Withdrawn", edit_clients),
};

constexpr std::array card_actions{
    action_of<Card, &make_default, &why_not_make_default>("make_default", "Make default", "Default card changed",
                                                          edit_clients),
    asking_action<Card, Token_of_card, &set_token>("set_token", "Connect", "Connected", edit_clients),
};

constexpr std::array consent_actions{
    action_of<Consent, &withdraw, &why_not_withdraw>("withdraw", "Withdraw", "Withdrawn", edit_clients),
};

constexpr std::array tag_actions{
    asking_action<Tag, Merge_into<Tag>, &merge>("merge", "Merge", "Merged", manage_tags, Action::for_one),
};

}  // namespace

std::span<const Kind_row> client_kinds() {
    static const std::array rows{
        Kind_row{.type = &record_type<Client>(),
                 .rights = {see_clients, edit_clients, delete_clients},
                 .naming = {.columns = {"email", "name"}, .unknown = "is not a client's name or e-mail address"},
                 .rules = rules_of<Client>(),
                 .actions = client_actions,
                 .incoming = {telling, &incomplete_client, &add_note},
                 .sees = &sees_clients,
                 .guarded = {account_fields, Right::decide,
                             "is changed by those who decide: ask for it under “Account details”"},
                 .begun = &begun_client},
        Kind_row{.type = &record_type<Client_settings>(),
                 .rights = {see_clients, manage_office, manage_office},
                 .undone = false},
        Kind_row{.type = &record_type<Company>(),
                 .rights = {see_clients, edit_clients, delete_clients},
                 .naming = {.separator = ",", .made = true},
                 .rules = rules_of<Company>(),
                 .actions = company_actions},
        Kind_row{.type = &record_type<Contact>(),
                 .rights = {see_clients, edit_clients, edit_clients},
                 .naming = {.columns = {"email", "name"}, .unknown = "is not a contact's name or e-mail address"},
                 .rules = rules_of<Contact>(),
                 .actions = contact_actions,
                 .sees = &sees_contacts},
        Kind_row{.type = &record_type<Note>(),
                 .rights = {see_clients, write_notes, write_notes},
                 .rules = rules_of<Note>(),
                 .actions = note_actions,
                 .why_not_change =
                     [](const storage::Raw& raw, const Viewer& viewer) {
                         return why_not_change(storage::Read::typed<Note>(raw), viewer);
                     }},
        Kind_row{.type = &record_type<Tag>(),
                 .rights = {see_clients, manage_tags, manage_tags},
                 .naming = {.separator = ",", .made = true},
                 .rules = rules_of<Tag>(),
                 .actions = tag_actions},
        Kind_row{.type = &record_type<Comment>(),
                 .rights = {see_clients, write_notes, write_notes},
                 .rules = rules_of<Comment>(),
                 .why_not_change =
                     [](const storage::Raw& raw, const Viewer& viewer) {
                         return why_not_change(storage::Read::typed<Comment>(raw), viewer);
                     }},
        Kind_row{.type = &record_type<Feedback>(),
                 .rights = {see_clients, write_notes, write_notes},
                 .rules = rules_of<Feedback>(),
                 .why_not_change =
                     [](const storage::Raw& raw, const Viewer& viewer) {
                         return why_not_change(storage::Read::typed<Feedback>(raw), viewer);
                     }},
        Kind_row{.type = &record_type<Notice>(),
                 .rights = {see_clients, edit_clients, edit_clients},
                 .rules = {.apply = &never_typed},
                 .undone = false},
        Kind_row{.type = &record_type<Hold>(),
                 .rights = {see_clients, hold_clients, hold_clients},
                 .rules = {.apply = &never_typed, .prepare_erase = rules_of<Hold>().prepare_erase},
                 .actions = hold_actions,
                 .undone_whole = true},
        Kind_row{.type = &record_type<Change_request>(),
                 .rights = {see_clients, edit_clients, decide},  // to take back what others decided, too
                 .rules = rules_of<Change_request>(),
                 .actions = change_request_actions,
                 .why_not_change =
                     [](const storage::Raw& raw, const Viewer& viewer) {
                         return why_not_change(storage::Read::typed<Change_request>(raw), viewer);
                     }},
        Kind_row{.type = &record_type<Price>(),
                 .rights = {see_clients, edit_clients, edit_clients},
                 .rules = rules_of<Price>()},
        Kind_row{.type = &record_type<Card>(),
                 .rights = {see_clients, edit_clients, edit_clients},
                 .naming = {.unknown = "is not a card"},
                 .rules = rules_of<Card>(),
                 .actions = card_actions},
        Kind_row{.type = &record_type<Consent>(),
                 .rights = {see_clients, edit_clients, edit_clients},
                 .rules = {.apply = &never_typed, .prepare_erase = rules_of<Consent>().prepare_erase},
                 .actions = consent_actions},
        Kind_row{.type = &record_type<Client_figures>(), .rights = {see_clients, hold_clients, hold_clients}},
        Kind_row{.type = &record_type<Opened_clients>(),
                 .rights = {manage_users, manage_users, manage_users},
                 .rules = {.apply = &never_typed},
                 .undone = false},
    };
    return rows;
}

}  // namespace office

namespace storage {

template const Record_type& record_type<office::Client>();
template const Record_type& record_type<office::Client_settings>();
template const Record_type& record_type<office::Company>();
template const Record_type& record_type<office::Contact>();
template const Record_type& record_type<office::Note>();
template const Record_type& record_type<office::Tag>();
template const Record_type& record_type<office::Feedback>();
template const Record_type& record_type<office::Comment>();
template const Record_type& record_type<office::Notice>();
template const Record_type& record_type<office::Hold>();
template const Record_type& record_type<office::Change_request>();
template const Record_type& record_type<office::Price>();
template const Record_type& record_type<office::Card>();
template const Record_type& record_type<office::Consent>();
template const Record_type& record_type<office::Client_figures>();
template const Record_type& record_type<office::Opened_clients>();

}  // namespace storage
