// What clients agreed to. Only these verbs give a consent and withdraw it; nothing else of it is changed, and it stays as long as its
// client is there.
#pragma once

#include "office/clients/consent.h"
#include "storage/write.h"

namespace office {

struct Consent_asked {
    Consent_purpose purpose{};
    Consent_way how = Consent_way::staff;
    Text wording;
    static constexpr auto fields = std::tuple{
        Field{1,
              "purpose",
              &Consent_asked::purpose,
              {.label = "Purpose", .required = true, .missing = "Choose a purpose."}},
        Field{2, "how", &Consent_asked::how, {.label = "How", .required = true, .missing = "Choose how."}},
        Field{
            3, "wording", &Consent_asked::wording, {.label = "Wording", .hint = "What was agreed to, word for word"}}};
};

/// The client's newsletter becomes what its last consent for it says; nothing else sets it, so that what a file or a program says of it
/// is not taken for a consent.
void follow_consents(storage::Write& write, Ref<Client> client);

/// One for the newsletter sets the client's newsletter.
void give_consent(storage::Write& write, Ref<Client> client, const Consent_asked& asked);
/// One for the newsletter takes the client's newsletter away, unless a later one is there.
void withdraw(storage::Write& write, Ref<Consent> consent);
std::string_view why_not_withdraw(const storage::Read& read, const Consent& consent);

/// Newest first.
std::vector<Consent> consents_of(const storage::Read& read, Ref<Client> client);

void before_erase(storage::Write& write, const Consent& consent);

}  // namespace office
