#pragma once

#include "office/documents/document.h"

namespace office {

/// A file that is arriving, in one attempt or several; what has come lies beside the store.
struct Upload : Stored {
    static constexpr Kind kind{31, "upload", "uploads", "Upload", "Uploads", false, true};
    std::string name;                     ///< of the file, as its sender calls it
    std::int64_t size = 0, received = 0;  ///< bytes; so many are on the disk
    Moment expires;
    Ref<User> owner;
    Any_ref about;              ///< of the document
    std::int64_t document = 0;  ///< its number, once all has come; it may be gone since
    std::string digest;         ///< SHA-256 that the sender announced, in hexadecimal; "" when it did not

    static constexpr auto fields = std::tuple{
        Field{1, "name", &Upload::name, {.label = "Name", .longest = 255}},
        Field{2, "size", &Upload::size, {.label = "Size"}},
        Field{3, "received", &Upload::received, {.label = "Received"}},
        Field{4, "expires", &Upload::expires, {.label = "Expires", .index = Index::sorted}},
        Field{5, "owner", &Upload::owner, {.label = "Owner", .index = Index::sorted, .gone = Gone::cascade}},
        Field{6, "about", &Upload::about, {.label = "About", .index = Index::sorted, .gone = Gone::cascade}},
        Field{7, "document", &Upload::document, {.label = "Document"}},
        Field{8, "digest", &Upload::digest, {.label = "SHA-256"}},
    };
};

}  // namespace office
