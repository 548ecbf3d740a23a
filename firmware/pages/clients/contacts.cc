// Contacts of a client: the tab, adding one that is already here or a new one, primary, remove. Editing a contact is the
// page of the contact itself: it stands in one place for all its clients.
#include "office/clients/contacts.h"

#include <algorithm>
#include <format>

#include "office/records/save.h"
#include "pages/clients/client_page.h"
#include "pages/frame/view.h"
#include "pages/records/form.h"
#include "pages/records/undo.h"
#include "storage/words.h"

namespace pages {

using office::Client;
using office::Contact;
using office::Right;
using storage::Ref;

namespace {

std::string contacts_url(storage::Id client) { return url_of(Client::kind, client) + "/contacts"; }

const storage::Record_type& contact_type() { return storage::record_type<Contact>(); }

http::Response show_contacts(const Site& site, const http::Request& request) {
    return client_page(site, request, request.id(), Tab::contacts);
}

// ---- one that is already here ---------------------------------------------------------------------------------------

struct Sought {
    Ref<Contact> contact;
    std::string_view problem;  ///< "" when it was found
};

/// By name, e-mail address or phone number, as far as it fits exactly one.
Sought sought_contact(const storage::Read& read, std::string_view typed) {
    const std::string_view words = storage::trimmed(typed);
    if (words.empty() || !storage::is_text(words)) return {{}, "Type a name, an e-mail address or a phone number."};
    auto hits = read.search(contact_type(), words, 20);
    const auto called_so = [&](const storage::Hit& hit) { return storage::folded(hit.name) == storage::folded(words); };
    if (std::ranges::any_of(hits, called_so)) std::erase_if(hits, [&](const auto& hit) { return !called_so(hit); });
    if (hits.empty()) return {{}, "There is no such contact. Add a new one."};
    if (hits.size() > 1) return {{}, "Several contacts fit. Type the e-mail address or the phone number."};
    return {{hits.front().id}, {}};
}

http::Response add_contact(const Site& site, const http::Request& request) {
    const Language& language = Language::of(request);
    const Sought sought = site.store.read(
        request.scope(), [&](const storage::Read& read) { return sought_contact(read, request.form.get("contact")); });
    if (!sought.problem.empty())
        return client_page(site, request, request.id(), Tab::contacts, {{}, {}, language.say(sought.problem), 422});
    const std::string undo = change(site, request, [&](storage::Write& write) {
        write.get<Client>(request.id());
        office::add_contact(write, Ref<Client>{request.id()}, sought.contact);
    });
    return done(request, contacts_url(request.id()), language.say("Contact added"), undo);
}

// ---- a new one ------------------------------------------------------------------------------------------------------

Form new_contact_form(const Site& site, const http::Request& request) {
    const Language& language = Language::of(request);
    return site.store.read(request.scope(), [&](const storage::Read& read) {
        Form form = open_form(read, language, contact_type(), nullptr);
        const auto& clients = storage::record_type<Client>();
        const storage::Raw client = read.get(clients, request.id());
        form.action = contacts_url(request.id()) + "/new";
        form.cancel_url = form.back_url = contacts_url(request.id());
        form.back_label = name_or_number(language, Client::kind, clients.name(client.fields), request.id());
        return form;
    });
}

http::Response new_contact(const Site& site, const http::Request& request) {
    return form_page(site, request, new_contact_form(site, request));
}

http::Response create_contact(const Site& site, const http::Request& request) {
    Form form = new_contact_form(site, request);
    const auto typed = typed_of(request.form, items_of(form.groups));
    try {
        site.store.write(actor_of(request), [&](storage::Write& write) {
            const auto raw = office::save(write, contact_type(), 0, 0, typed, office::References::names,
                                          Language::of(request).style());
            office::add_contact(write, Ref<Client>{request.id()}, Ref<Contact>{raw.id});
        });
    } catch (const storage::Error& error) {
        if (error.fault() != storage::Fault::invalid) throw;
        return form_again(site, request, std::move(form), typed, error);
    }
    return done(request, contacts_url(request.id()), Language::of(request).say("Contact added"));
}

// ---- primary, remove ------------------------------------------------------------------------------------------------

http::Response make_primary(const Site& site, const http::Request& request) {
    const std::string undo =
        act_on_client(site, request, "make_primary", {{"contact", std::string(request.part("contact"))}});
    return done(request, contacts_url(request.id()), Language::of(request).say("Primary contact changed"), undo);
}

/// The primary contact stays until another is chosen; the tab says so.
http::Response remove_contact(const Site& site, const http::Request& request) {
    const Language& language = Language::of(request);
    std::string undo;
    try {
        undo = change(site, request, [&](storage::Write& write) {
            office::remove_contact(write, Ref<Client>{request.id()}, Ref<Contact>{request.id("contact")});
        });
    } catch (const storage::Error& error) {
        if (error.fault() != storage::Fault::refused) throw;
        return client_page(site, request, request.id(), Tab::contacts, {{}, {}, language.say(error.what()), 403});
    }
    return done(request, contacts_url(request.id()), language.say("Contact removed from this client"), undo);
}

Data contact_data(const Language& language, storage::Id client, const Contact_line& line, bool may_edit) {
    const std::string url = url_of(Contact::kind, line.contact.id);
    const std::string here = std::format("{}/{}", contacts_url(client), line.contact.id);
    Data data = object();
    data["contact_name"] = text(name_or_number(language, Contact::kind, line.contact.name, line.contact.id));
    data["contact_url"] = text(url);
    data["contact_position"] = text(line.contact.position);
    data["contact_email"] = text(line.contact.email.text);
    data["contact_phone"] = text(line.contact.phone.text);
    data["contact_phone_url"] =
        line.contact.phone.text.empty() ? Data(false) : text(phone_url(line.contact.phone.text));
    data["contact_elsewhere"] =
        line.elsewhere.empty() ? Data(false) : text(language.say("also with {}", {line.elsewhere}));
    data["contact_primary"] = line.primary;
    data["contact_edit_url"] = may_edit ? text(url + "/edit") : Data(false);
    data["contact_primary_url"] = may_edit && !line.primary ? text(here + "/primary") : Data(false);
    data["contact_remove_url"] = may_edit && !line.primary ? text(here + "/deletion") : Data(false);
    return data;
}

}  // namespace

std::vector<http::Route> contact_routes(const Site& site) {
    using enum http::Method;
    const auto with = [&site](auto handler) {
        return [&site, handler](const http::Request& request) { return handler(site, request); };
    };
    const auto see = needs(Right::see_clients), edit = needs(Right::edit_clients);
    return {
        {get, "/clients/<id>/contacts", see, with(&show_contacts)},
        {.method = post,
         .pattern = "/clients/<id>/contacts",
         .access = edit,
         .handler = with(&add_contact),
         .judges_text = true},
        {get, "/clients/<id>/contacts/new", edit, with(&new_contact)},
        {.method = post,
         .pattern = "/clients/<id>/contacts/new",
         .access = edit,
         .handler = with(&create_contact),
         .judges_text = true},
        {post, "/clients/<id>/contacts/<contact>/primary", edit, with(&make_primary)},
        {post, "/clients/<id>/contacts/<contact>/deletion", edit, with(&remove_contact)},
    };
}

std::vector<Contact_line> contact_lines(const storage::Read& read, const Client& client, Shower& shower) {
    std::vector<Contact_line> lines;
    for (Contact& contact : office::contacts_of(read, Ref<Client>{client.id})) {
        std::string elsewhere;
        for (const Ref<Client> other : contact.clients)
            if (const std::string& name = shower.name(Client::kind.number, other.id);
                other.id != client.id && !name.empty())
                elsewhere += (elsewhere.empty() ? "" : "; ") + name;
        const bool primary = client.primary_contact.id == contact.id;
        lines.push_back({std::move(contact), std::move(elsewhere), primary});
    }
    return lines;
}

void set_contacts(Data& data, const http::Request& request, const Language& language, storage::Id client,
                  const std::vector<Contact_line>& contacts, const std::string& add_error) {
    const bool may_edit = may(request, Right::edit_clients);
    Data lines = list();
    for (const Contact_line& line : contacts) append(lines, contact_data(language, client, line, may_edit));
    data["contacts"] = std::move(lines);
    data["has_contacts"] = !contacts.empty();
    data["contact_add_url"] = may_edit ? text(contacts_url(client)) : Data(false);
    data["contact_picker_url"] = text("/contacts/options");
    data["contact_add_error"] = text(add_error);
    data["contact_add_typed"] = text(add_error.empty() ? std::string{} : displayable(request.form.get("contact")));
    data["new_contact_url"] = may_edit ? text(contacts_url(client) + "/new") : Data(false);
}

}  // namespace pages
