// Clients on hold: nothing goes out to them until they are released. Only these verbs set that status, and leave it.
#pragma once

#include <optional>

#include "office/clients/hold.h"
#include "storage/write.h"

namespace office {

struct Hold_reason {
    std::string reason;
    static constexpr auto fields =
        std::tuple{Field{1,
                         "reason",
                         &Hold_reason::reason,
                         {.label = "Reason", .required = true, .missing = "Enter a reason.", .longest = 500}}};
};

void put_on_hold(storage::Write& write, Ref<Client> client, const Hold_reason& asked);
std::string_view why_not_put_on_hold(const storage::Read& read, const Client& client);

struct Release_reason {
    std::string reason;
    static constexpr auto fields =
        std::tuple{Field{1, "reason", &Release_reason::reason, {.label = "Reason", .longest = 500}}};
};

/// The client has the status again that it had before.
void release(storage::Write& write, Ref<Hold> hold, const Release_reason& asked);
std::string_view why_not_release(const storage::Read& read, const Hold& hold);

/// What was held stays told, as long as the client is there.
void before_erase(storage::Write& write, const Hold& hold);
/// Of a client at most one is open, and the client is on hold then.
void agree(const storage::Read& read, const Hold& hold, Errors& errors);

/// The one that holds now, if any does.
std::optional<Hold> hold_of(const storage::Read& read, const Client& client);
/// Whether anything may go out to them; whoever sends asks.
bool may_send(const storage::Read& read, Ref<Client> client);

/// Nobody types that status, and nobody types it away.
void refuse_typed_hold(const Client* before, const Client& client, Errors& errors);

}  // namespace office
