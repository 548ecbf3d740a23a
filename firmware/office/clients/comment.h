#pragma once

#include "office/clients/client.h"
#include "office/clients/note_text.h"

namespace office {

/// What somebody of the office says to colleagues about a client. It may name them: "@Ana".
struct Comment : Stored {
    static constexpr Kind kind{29, "comment", "comments", "Comment", "Comments"};
    Ref<Client> client;
    Text text;
    std::vector<Ref<User>> mentions;
    Ref<User> author;

    std::string name() const { return first_line(text.text); }

    static constexpr auto fields = std::tuple{
        Derived{200, "name", &Comment::name, {.label = "Comment", .personal = true}},
        Field{1,
              "client",
              &Comment::client,
              {.label = "Client",
               .required = true,
               .index = Index::sorted,
               .parent = true,
               .added_there = true,
               .gone = Gone::cascade,
               .missing = "Choose a client."}},
        Field{2,
              "text",
              &Comment::text,
              {.label = "Comment",
               .required = true,
               .search = true,
               .personal = true,
               .hint = "“@” and a name tells a colleague.",
               .missing = "Write a comment first."}},
        Field{3,
              "mentions",
              &Comment::mentions,
              {.label = "Mentioned", .index = Index::sorted, .gone = Gone::clear, .read_only = true}},
        Field{4,
              "author",
              &Comment::author,
              {.label = "Author", .index = Index::sorted, .gone = Gone::refuse, .read_only = true}},
    };
    static constexpr auto indexes = std::tuple{storage::Index_on{240, &Comment::client, &Comment::author}};
};

/// That a comment is for somebody, and whether they have looked at it.
struct Notice : Stored {
    static constexpr Kind kind{237, "notice", "notices", "Notice", "Notices", false, true};
    Ref<Comment> comment;
    Ref<User> user;
    Ref<User> waits_for;  ///< the same until they have looked
    bool mentioned = false;

    static constexpr auto fields = std::tuple{
        Field{1,
              "comment",
              &Notice::comment,
              {.label = "Comment", .index = Index::sorted, .gone = Gone::cascade, .read_only = true}},
        Field{2,
              "user",
              &Notice::user,
              {.label = "User", .index = Index::sorted, .gone = Gone::cascade, .read_only = true}},
        Field{3,
              "waits_for",
              &Notice::waits_for,
              {.label = "Waits for", .index = Index::sorted, .gone = Gone::cascade, .read_only = true}},
        Field{4, "mentioned", &Notice::mentioned, {.label = "Mentioned", .read_only = true}},
    };
};

}  // namespace office
