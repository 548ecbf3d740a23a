// What can be done with one client besides typing into its form.
#pragma once

#include <string_view>

#include "office/clients/client.h"
#include "storage/write.h"

namespace office {

void archive(storage::Write& write, Ref<Client> client);
std::string_view why_not_archive(const storage::Read& read, const Client& client);

/// Out of the archive: it is active again.
void restore(storage::Write& write, Ref<Client> client);
std::string_view why_not_restore(const storage::Read& read, const Client& client);

void rate(storage::Write& write, Ref<Client> client, Stars rating);

/// A tag of that name that is not there yet is made. Throws Error{invalid} for "name".
void add_tag(storage::Write& write, Ref<Client> client, std::string_view name);
void remove_tag(storage::Write& write, Ref<Client> client, Ref<Tag> tag);

}  // namespace office
