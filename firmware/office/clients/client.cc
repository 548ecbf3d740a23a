#include "office/clients/client.h"

namespace office {

std::string Client::name() const {
    const std::string person =
        first_name.empty() || last_name.empty() ? last_name + first_name : last_name + ", " + first_name;
    const bool by_organisation = type == Client_type::organisation ? !organisation.empty() : person.empty();
    const std::string& name = by_organisation ? organisation : person;
    if (!name.empty() || !may_lack_details) return name;
    for (const std::string* other : {&organisation, &email.text, &phone.text, &other_phone.text, &reference})
        if (!other->empty()) return *other;
    return {};
}

std::vector<Detail> Client::missing() const {
    if (type == Client_type::organisation)
        return organisation.empty() ? std::vector{Detail::organisation} : std::vector<Detail>{};
    std::vector<Detail> missing;
    if (first_name.empty()) missing.push_back(Detail::first_name);
    if (last_name.empty()) missing.push_back(Detail::last_name);
    const bool has_phone = !phone.text.empty() || !other_phone.text.empty();
    if (email.text.empty() && !phone_will_do) missing.push_back(Detail::email);
    if (email.text.empty() && phone_will_do && !has_phone) missing.push_back(Detail::email_or_phone);
    return missing;
}

void refuse_missing(const std::vector<Detail>& missing, Errors& errors) {
    for (const Detail detail : missing)
        if (detail == Detail::email_or_phone)
            errors.emplace("email", "Enter an e-mail address or a phone number.");
        else
            errors.emplace(storage::Value<Detail>::show(detail), storage::is_required);
}

void check(const Client& client, Errors& errors) {
    if (client.may_lack_details && !client.name().empty()) return;
    refuse_missing(client.missing(), errors);
}

}  // namespace office
