#pragma once

#include "office/clients/client.h"

namespace office {

using storage::Any_ref;
using storage::File;

/// A file that belongs to a client, a company, or any other record.
struct Document : Stored {
    static constexpr Kind kind{30, "document", "documents", "Document", "Documents"};
    std::string name;
    Any_ref about;
    std::vector<Ref<Tag>> tags;
    File file;
    Ref<User> uploaded_by;
    bool visible_to_client = false;
    bool issued = false;  ///< it was sent as it is
    Ref<Client> client;   ///< whom it is about in the end: a file on a note is among those of the note's client

    bool frozen() const { return issued; }
    static constexpr std::array after_freeze{3, 6, 8};  ///< tags, visible_to_client, client

    static constexpr auto fields = std::tuple{
        Field{1,
              "name",
              &Document::name,
              {.label = "Name",
               .search = true,
               .index = Index::sorted,
               .personal = true,
               .audience = Audience::client,
               .longest = 255}},
        Field{2,
              "about",
              &Document::about,
              {.label = "About",
               .index = Index::sorted,
               .parent = true,
               .added_there = true,
               .gone = Gone::cascade,
               .hint = "What it belongs to, for example “client: Ruiz, Ana”"}},
        Field{
            3, "tags", &Document::tags, {.label = "Tags", .search = true, .index = Index::sorted, .gone = Gone::clear}},
        Field{4,
              "file",
              &Document::file,
              {.label = "File",
               .index = Index::sorted,
               .personal = true,
               .read_only = true,
               .audience = Audience::client}},
        Field{5,
              "uploaded_by",
              &Document::uploaded_by,
              {.label = "Uploaded by", .index = Index::sorted, .by_name = true, .read_only = true}},
        Field{6,
              "visible_to_client",
              &Document::visible_to_client,
              {.label = "Visible to the client", .index = Index::sorted}},
        Field{7, "issued", &Document::issued, {.label = "Issued", .read_only = true}},
        Field{8,
              "client",
              &Document::client,
              {.label = "Client",
               .index = Index::sorted,
               .by_name = true,
               .parent = true,
               .added_there = true,
               .gone = Gone::cascade,
               .read_only = true}},
    };
};

}  // namespace office
