#include "office/clients/kinds.h"

#include "office/clients/client_settings.h"
#include "office/clients/clients.h"
#include "office/clients/contacts.h"
#include "office/clients/notes.h"
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
    asking_action<Client, Tag_name, &add_tag>("add_tag", "Add tag", "Tag added", edit_clients, Action::for_many),
    asking_action<Client, Chosen_tag, &remove_tag>("remove_tag", "Remove tag", "Tag removed", edit_clients,
                                                   Action::for_many),
    asking_action<Client, Chosen_assignee, &assign>("assign", "Assign", "Assigned", edit_clients, Action::for_many),
    asking_action<Client, Rating, &rate>("rate", "Rate", "Rated", edit_clients, Action::for_many),
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
    action_of<Note, &pin, &why_not_pin>("pin", "Pin", "Pinned", edit_clients),
    action_of<Note, &unpin, &why_not_unpin>("unpin", "Unpin", "Not pinned any more", edit_clients),
};

constexpr std::array tag_actions{
    asking_action<Tag, Merge_tag, &merge>("merge", "Merge", "Merged", manage_tags),
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
                 .begun = &begun_client},
        Kind_row{.type = &record_type<Client_settings>(),
                 .rights = {see_clients, manage_office, manage_office},
                 .undone = false},
        Kind_row{.type = &record_type<Company>(),
                 .rights = {see_clients, edit_clients, delete_clients},
                 .naming = {.separator = ",", .made = true},
                 .rules = rules_of<Company>()},
        Kind_row{.type = &record_type<Contact>(),
                 .rights = {see_clients, edit_clients, edit_clients},
                 .naming = {.columns = {"email", "name"}, .unknown = "is not a contact's name or e-mail address"},
                 .rules = rules_of<Contact>(),
                 .sees = &sees_contacts},
        Kind_row{.type = &record_type<Note>(),
                 .rights = {see_clients, edit_clients, edit_clients},
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

}  // namespace storage
