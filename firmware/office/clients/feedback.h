#pragma once

#include "office/clients/client.h"
#include "office/clients/note_text.h"
#include "office/people/viewer.h"
#include "storage/write.h"

namespace office {

/// What somebody of the office thinks of a client, for colleagues alone.
struct Feedback : Stored {
    static constexpr Kind kind{25, "feedback", "feedbacks", "Feedback", "Feedback"};
    Ref<Client> client;
    Stars stars;
    Text text;
    Ref<User> author;

    std::string name() const { return first_line(text.text); }

    static constexpr auto fields = std::tuple{
        Derived{200, "name", &Feedback::name, {.label = "Feedback"}},
        Field{1,
              "client",
              &Feedback::client,
              {.label = "Client",
               .required = true,
               .index = Index::sorted,
               .parent = true,
               .added_there = true,
               .gone = Gone::cascade,
               .missing = "Choose a client."}},
        Field{2, "stars", &Feedback::stars, {.label = "Stars", .index = Index::sorted}},
        Field{3,
              "text",
              &Feedback::text,
              {.label = "Feedback",
               .required = true,
               .search = true,
               .personal = true,
               .missing = "Write something first."}},
        Field{4,
              "author",
              &Feedback::author,
              {.label = "Author", .index = Index::sorted, .gone = Gone::refuse, .read_only = true}},
    };
};

/// Whoever writes it is its author.
void judge(storage::Write& write, const Feedback* before, Feedback& feedback, Errors& errors);
/// As notes: its author and admins may.
std::string_view why_not_change(const Feedback& feedback, const Viewer& viewer);

}  // namespace office
