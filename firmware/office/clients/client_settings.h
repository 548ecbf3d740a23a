// What the office asks for when a client is made: an e-mail address, or one or a phone number.
#pragma once

#include "office/clients/client.h"
#include "storage/store.h"

namespace office {

/// There is one at most; without it an e-mail address is asked for.
struct Client_settings : Stored {
    static constexpr Kind kind{19, "client_setting", "client_settings", "What a client must have",
                               "What a client must have"};
    static constexpr storage::Id only = 1;
    bool phone_will_do = false;

    static constexpr auto fields = std::tuple{
        Field{1, "phone_will_do", &Client_settings::phone_will_do, {.label = "A phone number will do"}},
    };
};

bool phone_will_do(const storage::Read& read);

/// Clients that are there are judged anew, so that what is asked for is what they are marked by; others save in between.
void set_phone_will_do(storage::Store& store, const storage::Actor& actor, bool will_do);

/// What a new client has before anything is typed.
std::string begun_client(const storage::Read& read);
/// The same of one that may lack details.
std::string incomplete_client(const storage::Read& read);

/// Asks for what the office has set; what lacked it before stays as it is.
void ask_for_details(const storage::Read& read, Client& client, Errors& errors);

}  // namespace office
