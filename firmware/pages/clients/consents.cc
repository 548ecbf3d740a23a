#include "pages/clients/consents.h"

#include <algorithm>
#include <format>

#include "office/clients/consents.h"
#include "office/records/kind.h"
#include "pages/frame/view.h"

namespace pages {

using office::Client;
using office::Consent;

namespace {

constexpr std::size_t most_consents = 10;

std::string_view label_of_way(office::Consent_way way) {
    const auto all = options(way);
    const auto at = std::ranges::find(all, static_cast<std::uint8_t>(way), &storage::Option::number);
    return at == all.end() ? std::string_view{} : at->label;
}

Data consent_data(const storage::Read& read, const http::Request& request, const Consent& consent) {
    const Language& language = Language::of(request);
    const Moment_text given = moment_text(language, consent.given_at);
    const std::string url = url_of(Consent::kind, consent.id);
    const bool may_withdraw = may(request, office::rights_for(Consent::kind).edit) && !consent.is_withdrawn();
    Data data = object();
    data["consent_purpose"] = text(language.say(consent.name()));
    data["consent_url"] = text(url);
    data["consent_given"] = text(given.relative);
    data["consent_given_exact"] = text(given.exact);
    data["consent_how"] = text(language.say(label_of_way(consent.how)));
    data["consent_by"] = text(read.name(office::User::kind.number, consent.given_by.id));
    data["consent_withdrawn"] =
        consent.is_withdrawn() ? text(moment_text(language, consent.withdrawn_at).relative) : Data(false);
    data["consent_withdraw_url"] = may_withdraw ? text(url + "/withdraw") : Data(false);
    return data;
}

}  // namespace

void set_consents(Data& data, const storage::Read& read, const http::Request& request, storage::Id client) {
    const auto all = office::consents_of(read, {client});
    Data consents = list();
    for (const Consent& consent : all)
        if (consents.list_value().size() < most_consents) append(consents, consent_data(read, request, consent));
    data["has_consents"] = !all.empty();
    data["consents"] = std::move(consents);
    data["consents_url"] =
        text(std::format("/{}?subject={}", Consent::kind.plural, storage::show_any({Client::kind.number, client})));
    data["consents_all"] =
        all.size() > most_consents
            ? text(Language::of(request).say("All {}", {with_separators(Language::of(request), all.size())}))
            : Data(false);
    data["consent_new_url"] =
        may(request, office::Right::edit_clients) ? text(url_of(Client::kind, client) + "/give_consent") : Data(false);
}

}  // namespace pages
