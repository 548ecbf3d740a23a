#include "office/clients/consents.h"

#include <algorithm>

#include "office/people/users.h"
#include "storage/digest.h"

namespace office {

using storage::Read;
using storage::Write;

namespace {

Any_ref about(Ref<Client> client) { return {Client::kind.number, client.id}; }

}  // namespace

void follow_consents(Write& write, Ref<Client> ref) {
    const auto all = consents_of(write, ref);
    const auto last = std::ranges::find(all, Consent_purpose::newsletter, &Consent::purpose);
    Client client = write.get(ref);
    const bool wanted = last != all.end() && !last->is_withdrawn();
    if (client.newsletter == wanted) return;
    client.newsletter = wanted;
    write.update(client);
}

std::string Consent::name() const {
    const auto all = options(purpose);
    const auto at = std::ranges::find(all, static_cast<std::uint8_t>(purpose), &Option::number);
    return at == all.end() ? std::string{} : std::string(at->label);
}

void give_consent(Write& write, Ref<Client> client, const Consent_asked& asked) {
    Consent consent;
    consent.subject = about(client);
    consent.purpose = asked.purpose;
    consent.how = asked.how;
    consent.wording = asked.wording;
    if (!asked.wording.text.empty()) consent.text_digest = storage::hex(storage::sha256(asked.wording.text));
    consent.given_at = Moment::now();
    consent.given_by = whoever_asks(write);
    write.create(consent);
    if (consent.purpose == Consent_purpose::newsletter) follow_consents(write, client);
}

void withdraw(Write& write, Ref<Consent> ref) {
    Consent consent = write.get(ref);
    consent.withdrawn_at = Moment::now();
    consent.withdrawn_by = whoever_asks(write);
    write.update(consent);
    if (consent.purpose == Consent_purpose::newsletter && consent.subject.kind == Client::kind.number)
        follow_consents(write, {consent.subject.id});
}

std::string_view why_not_withdraw(const Read&, const Consent& consent) {
    return consent.is_withdrawn() ? "This consent was withdrawn already." : "";
}

std::vector<Consent> consents_of(const Read& read, Ref<Client> client) {
    std::vector<Consent> all;
    for (const storage::Id id : read.where<&Consent::subject>(about(client))) all.push_back(read.get<Consent>(id));
    std::ranges::sort(all, std::greater{},
                      [](const Consent& consent) { return std::pair(consent.given_at, consent.id); });
    return all;
}

void before_erase(Write&, const Consent&) {
    throw storage::Error(storage::Fault::refused, "Consents stay as long as their client is there.");
}

}  // namespace office
