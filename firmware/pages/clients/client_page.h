// The page of one client: header card, tabs, notepad (web/pages/clients/profile).
#pragma once

#include <string>
#include <vector>

#include "http/server.h"
#include "office/clients/client.h"
#include "office/clients/note.h"
#include "pages/records/history.h"
#include "pages/records/records.h"
#include "pages/records/shown.h"

namespace pages {

std::vector<http::Route> client_routes(const Site& site);   // clients.cc
std::vector<http::Route> contact_routes(const Site& site);  // contacts.cc
std::vector<http::Route> note_routes(const Site& site);     // notes.cc

enum class Tab : std::uint8_t { details, contacts, notes, history, children };

/// What comes back with a message when it could not be done.
struct Returned {
    std::string note_draft, note_error, contact_error;
    int status = 200;
};

http::Response show_profile(const Records& records, const http::Request& request);

/// Does to the request's client what that action does; returns where it can be taken back.
std::string act_on_client(const Site& site, const http::Request& request, std::string_view action,
                          const storage::Typed& typed);

/// Throws Error{not_found}.
http::Response client_page(const Site& site, const http::Request& request, storage::Id id, Tab tab,
                           const Returned& returned = {});

/// One note with the name of its author, and who may do what with it.
struct Note_line {
    office::Note note;
    std::string author;
    bool own = false;
};
std::vector<Note_line> note_lines(const storage::Read& read, const http::Request& request, storage::Id client);
Data notes_data(const http::Request& request, const Language& language, const std::vector<Note_line>& notes,
                std::size_t most);

struct Contact_line {
    office::Contact contact;
    std::string elsewhere;  ///< names of other clients that have it
    bool primary = false;
};
std::vector<Contact_line> contact_lines(const storage::Read& read, const office::Client& client, Shower& shower);
void set_contacts(Data& data, const http::Request& request, const Language& language, storage::Id client,
                  const std::vector<Contact_line>& contacts, const std::string& add_error);

struct Tag_line {
    storage::Id id;
    std::string name, color;
};
struct Tags_of_client {
    std::vector<Tag_line> tags;
    std::vector<std::string> others;  ///< suggestions
};
Tags_of_client tags_of(const storage::Read& read, const office::Client& client);
void set_tags(Data& data, const http::Request& request, storage::Id client, const Tags_of_client& tags,
              const std::string& error);
void set_stars(Data& data, const http::Request& request, storage::Id client, unsigned stars);

}  // namespace pages
