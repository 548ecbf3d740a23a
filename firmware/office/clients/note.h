#pragma once

#include "office/clients/client.h"

namespace office {

/// What somebody of the office wrote about a client.
struct Note : Stored {
    static constexpr Kind kind{5, "note", "notes", "Note", "Notes"};
    Ref<Client> client;
    Text text;
    bool pinned = false;
    Ref<User> author;

    std::string name() const;

    static constexpr auto fields = std::tuple{
        Derived{200, "name", &Note::name, {.label = "Note", .personal = true}},
        Field{1,
              "client",
              &Note::client,
              {.label = "Client",
               .required = true,
               .index = Index::sorted,
               .parent = true,
               .added_there = true,
               .gone = Gone::cascade,
               .missing = "Choose a client."}},
        Field{2,
              "text",
              &Note::text,
              {.label = "Note", .required = true, .search = true, .personal = true, .missing = "Write a note first."}},
        Field{3, "pinned", &Note::pinned, {.label = "Pinned", .index = Index::sorted}},
        Field{4,
              "author",
              &Note::author,
              {.label = "Author", .index = Index::sorted, .gone = Gone::refuse, .read_only = true}},
    };
};

}  // namespace office
