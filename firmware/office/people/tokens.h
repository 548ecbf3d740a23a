// Tokens: programs that may use the JSON API in a user's name, until a day, for some kinds of records, reading or changing.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "office/people/now.h"
#include "office/people/session.h"
#include "office/people/viewer.h"
#include "storage/store.h"

namespace office {

inline constexpr std::chrono::days longest_token{730};
inline constexpr std::size_t most_tokens = 100;  ///< of one user

struct New_token {
    std::string label;
    std::chrono::days works_for{365};
    Token_access access = Token_access::write;
    std::vector<std::string> kinds = {};  ///< names of kinds; none: all but users
    std::string address = {};             ///< of whoever makes it
};

/// Throws Error{invalid} for "label", "works_for" or "kinds".
std::string make_token(storage::Write& write, storage::Ref<User> user, const New_token& wanted);
/// Takes it back.
void end_token(storage::Write& write, const Token& token);
/// All that were given out in a user's name.
void end_tokens(storage::Write& write, storage::Ref<User> user);

storage::Moment end_of(const Token& token);
/// The numbers of the kinds that it is for; empty: all but users.
std::vector<std::uint8_t> kinds_of(const Token& token);
bool may_change(const Token& token);

/// Somebody's, or everybody's when `user` is empty; also those that are over, newest first.
std::vector<Token> tokens_of(const storage::Read& read, storage::Ref<User> user);

struct Program {
    User user;
    Token token;
    Viewer viewer;
};
/// The token of that secret; empty when unknown, over, or the user is disabled. Notes its first use from an address, and at most
/// every five minutes that it was used.
std::optional<Program> identify_token(storage::Store& store, std::string_view secret, std::string_view address,
                                      storage::Moment now = storage::Moment::now());

}  // namespace office
