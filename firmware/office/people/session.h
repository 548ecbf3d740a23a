// Proofs of who is asking: a browser's session and a program's token. Both are 256 random bits of which only the
// SHA-256 is stored.
#pragma once

#include "office/people/user.h"

namespace office {

/// A signed-in browser.
struct Session : Stored {
    static constexpr Kind kind{8, "session", "sessions", "Session", "Sessions", false, true};
    Secret token;
    Ref<User> user;
    std::string address, browser;
    Moment last_seen;  ///< written at most every five minutes
    Moment ends;       ///< whatever happens

    static constexpr auto fields = std::tuple{
        Field{1, "token", &Session::token, {.label = "Token", .index = Index::unique, .hidden = true}},
        Field{2, "user", &Session::user, {.label = "User", .index = Index::sorted, .gone = Gone::cascade}},
        Field{3, "address", &Session::address, {.label = "Address"}},
        Field{4, "browser", &Session::browser, {.label = "Browser", .longest = 300}},
        Field{5, "last_seen", &Session::last_seen, {.label = "Last seen"}},
        Field{6, "ends", &Session::ends, {.label = "Ends", .index = Index::sorted}},
    };
};

/// A program that may use the JSON API in a user's name.
struct Token : Stored {
    static constexpr Kind kind{9, "token", "tokens", "Token", "Tokens", true, true};
    Secret token;
    Ref<User> user;
    std::string label;

    static constexpr auto fields = std::tuple{
        Field{1, "token", &Token::token, {.label = "Token", .index = Index::unique, .hidden = true}},
        Field{
            2, "user", &Token::user, {.label = "User", .index = Index::sorted, .parent = true, .gone = Gone::cascade}},
        Field{3, "label", &Token::label, {.label = "What for"}},
    };
};

}  // namespace office
