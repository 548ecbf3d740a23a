// What can be done with one client besides typing into its form.
#pragma once

#include <string_view>

#include "office/clients/client.h"
#include "office/records/merging.h"
#include "storage/write.h"

namespace office {

/// A note by whoever makes the change.
void add_note(storage::Write& write, storage::Id client, const std::string& text);

void archive(storage::Write& write, Ref<Client> client);
std::string_view why_not_archive(const storage::Read& read, const Client& client);

/// Out of the archive: it is active again.
void restore(storage::Write& write, Ref<Client> client);
std::string_view why_not_restore(const storage::Read& read, const Client& client);

void judge(storage::Write& write, const Client* before, Client& client, Errors& errors);
/// On hold by a hold that is open; the primary contact is one of its own (holds.cc).
void agree(const storage::Read& read, const Client& client, Errors& errors);

/// The other one has a primary contact then if this one had contacts.
void merge(storage::Write& write, Ref<Client> gone, const Merge_into<Client>& asked);
std::string_view why_not_merge(const storage::Read& read, const Client& client);
std::string_view why_not_merge(const storage::Read& read, const Client& client, const Merge_into<Client>& asked);

/// What these ask for.
struct Rating {
    Stars rating;
    static constexpr auto fields = std::tuple{Field{1, "rating", &Rating::rating, {.label = "Rating"}}};
};
struct Tag_name {
    std::string tag;
    static constexpr auto fields =
        std::tuple{Field{1, "tag", &Tag_name::tag, {.label = "Tag", .required = true, .missing = "Choose a tag."}}};
};
struct Chosen_tag {
    Ref<Tag> tag;
    static constexpr auto fields =
        std::tuple{Field{1, "tag", &Chosen_tag::tag, {.label = "Tag", .required = true, .missing = "Choose a tag."}}};
};
struct Chosen_assignee {
    Ref<User> assignee;
    static constexpr auto fields = std::tuple{Field{1, "assignee", &Chosen_assignee::assignee, {.label = "Assignee"}}};
};

void rate(storage::Write& write, Ref<Client> client, const Rating& asked);

/// A tag of that name that is not there yet is made. Throws Error{invalid} for "tag".
void add_tag(storage::Write& write, Ref<Client> client, const Tag_name& asked);
void remove_tag(storage::Write& write, Ref<Client> client, const Chosen_tag& asked);

/// To nobody, too. Throws Error{invalid} for "assignee" who only looks.
void assign(storage::Write& write, Ref<Client> client, const Chosen_assignee& asked);

}  // namespace office
