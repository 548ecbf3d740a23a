#include "pages/clients/client_sheet.h"

#include <algorithm>

#include "office/clients/contact.h"
#include "pages/frame/view.h"
#include "pages/records/currency.h"
#include "pages/records/fields.h"
#include "pages/records/layout.h"

namespace pages {

using office::Contact;

namespace {

constexpr std::size_t most_contacts = 20;

Data contact_data(const Contact& contact) {
    Data data = object();
    data["sheet_name"] = text(contact.name);
    data["sheet_position"] = text(contact.position);
    data["sheet_phone"] = text(contact.phone.text);
    data["sheet_email"] = text(contact.email.text);
    return data;
}

Data contacts_of(const storage::Read& read, storage::Id client) {
    const storage::Record_type& type = storage::record_type<Contact>();
    const storage::Column& clients = *type.column("clients");
    const storage::List wanted{
        .tag = type.column("name")->tag,
        .filters = {{.tag = clients.tag,
                     .keys = {storage::key_of_reference(clients, office::Client::kind.number, client)}}},
        .limit = most_contacts};
    Data contacts = list();
    for (const storage::Raw& raw : read.get_many(type, read.select(type, wanted).ids))
        append(contacts, contact_data(storage::Read::typed<Contact>(raw)));
    return contacts;
}

}  // namespace

void set_sheet_values(Data& data, const Language& language, const Record_view& view,
                      const std::vector<std::string_view>& elsewhere) {
    Data values = list();
    for (const Item& item : items_of(*view.type, view.definitions)) {
        const Shown shown = shown_item(view, item);
        if (shown.empty() || !shown.markdown.empty() || std::ranges::contains(elsewhere, item.name)) continue;
        Data value = object();
        value["sheet_label"] = text(label_of(language, item));
        value["sheet_text"] = text(plain(shown));
        append(values, std::move(value));
    }
    data["sheet_values"] = std::move(values);
}

void set_sheet(Data& data, const storage::Read& read, const Language& language, storage::Id client) {
    Data contacts = contacts_of(read, client);
    data["sheet_office"] = text(office_name(read));
    data["sheet_date"] = text(moment_text(language, storage::Moment::now()).exact);
    data["has_sheet_contacts"] = !contacts.is_empty_list();
    data["sheet_contacts"] = std::move(contacts);
}

}  // namespace pages
