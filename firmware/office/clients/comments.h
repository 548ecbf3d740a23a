// Comments about a client, and who is told of them. Everybody who may write notes writes them; only the author or an admin
// changes or removes one.
#pragma once

#include <functional>

#include "office/clients/comment.h"
#include "office/people/mentions.h"
#include "office/people/viewer.h"
#include "storage/write.h"

namespace office {

/// Who is to be told of a comment on that client: who commented on it before and who is mentioned, by name. Not its author, and
/// nobody who cannot sign in or does not see the client.
std::vector<Person> told_of(const storage::Read& read, Ref<Client> client, const std::vector<Ref<User>>& mentions,
                            Ref<User> author);

/// Who of those that a comment on that client names would not be told, since they do not see it: "names “@Bob”, who does not see
/// this client"; "" when all would be.
std::string why_not_told(const storage::Read& read, Ref<Client> client, const std::vector<Mention>& mentions);

/// Its Markdown as HTML that is safe to show, in which those whom it mentions are links, if they are still called so; `link_to`
/// gives addresses that need no escape.
std::string html_of(const Comment& comment, const std::vector<Person>& people,
                    const std::function<std::string(const Person&)>& link_to);

/// Notices that wait for somebody, the latest first; at most `most`.
std::vector<Notice> waiting_for(const storage::Read& read, Ref<User> user, std::size_t most);
/// Whether some do that are of comments on that client.
bool anything_waits(const storage::Read& read, Ref<User> user, Ref<Client> client);
/// They have looked at the comments on that client.
void have_seen(storage::Write& write, Ref<User> user, Ref<Client> client);

/// Its author is whoever writes it, and it mentions whom its text names (office/records/rules.h).
void judge(storage::Write& write, const Comment* before, Comment& comment, Errors& errors);
/// Those who are to be told get a notice.
void follow(storage::Write& write, const Comment& comment);

std::string_view why_not_change(const Comment& comment, const Viewer& viewer);

}  // namespace office
