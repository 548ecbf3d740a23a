// Proofs of who is asking: a browser's session and a program's token. Both are 256 random bits of which only the
// SHA-256 is stored.
#pragma once

#include "office/people/user.h"

namespace office {

/// A signed-in browser.
struct Session : Stored {
    static constexpr Kind kind{8, "session", "sessions", "Session", "Sessions", false, true, true};
    Secret token;
    Ref<User> user;
    std::string address, browser;
    Moment last_seen;          ///< written at most every five minutes
    Moment ends;               ///< whatever happens
    bool awaits_code = false;  ///< the password was right; it opens nothing before the second factor is

    static constexpr auto fields = std::tuple{
        Field{1, "token", &Session::token, {.label = "Token", .index = Index::unique, .hidden = true}},
        Field{2, "user", &Session::user, {.label = "User", .index = Index::sorted, .gone = Gone::cascade}},
        Field{3, "address", &Session::address, {.label = "Address"}},
        Field{4, "browser", &Session::browser, {.label = "Browser", .longest = 300}},
        Field{5, "last_seen", &Session::last_seen, {.label = "Last seen"}},
        Field{6, "ends", &Session::ends, {.label = "Ends", .index = Index::sorted}},
        Field{7, "awaits_code", &Session::awaits_code, {.label = "Waits for a code"}},
    };
};

enum class Token_access : std::uint8_t { read = 1, write };

constexpr auto options(Token_access) {
    return std::array{Option{1, "read", "Read"}, Option{2, "write", "Read and change"}};
}

/// A program that may use the JSON API in a user's name.
struct Token : Stored {
    static constexpr Kind kind{9, "token", "tokens", "Token", "Tokens", false, true, true};
    Secret token;
    Ref<User> user;
    std::string label;
    Moment ends;            ///< not set in those of older versions: a year after they were made
    Token_access access{};  ///< not set in those of older versions: write
    std::string kinds;      ///< names of the kinds of records that it is for, with commas; "": all but users
    Moment last_used;       ///< written at most every five minutes
    std::string last_address;

    static constexpr auto fields = std::tuple{
        Field{1, "token", &Token::token, {.label = "Token", .index = Index::unique, .hidden = true}},
        Field{
            2, "user", &Token::user, {.label = "User", .index = Index::sorted, .parent = true, .gone = Gone::cascade}},
        Field{3, "label", &Token::label, {.label = "What for"}},
        Field{4, "ends", &Token::ends, {.label = "Ends"}},
        Field{5, "access", &Token::access, {.label = "May"}},
        Field{6, "kinds", &Token::kinds, {.label = "For", .longest = 2000}},
        Field{7, "last_used", &Token::last_used, {.label = "Last used"}},
        Field{8, "last_address", &Token::last_address, {.label = "From"}},
    };
};

}  // namespace office
