#include "office/clients/client.h"

#include <algorithm>

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

namespace {

/// Article 215 of directive 2006/112 begins them with a country; other states write theirs with points and dashes.
bool may_be_vat_id(std::string_view id) {
    constexpr std::size_t fewest = 4;
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    const auto fits = [&](char c) {
        return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
               std::string_view(" .-+*/").contains(c);
    };
    return id.size() >= fewest && std::ranges::all_of(id, fits) && std::ranges::any_of(id, is_digit);
}

}  // namespace

void check(const Client& client, Errors& errors) {
    if (!client.vat_id.empty() && !may_be_vat_id(client.vat_id))
        errors.emplace("vat_id", "is not a VAT number (like DE123456789)");
    if (client.may_lack_details && !client.name().empty()) return;
    refuse_missing(client.missing(), errors);
}

}  // namespace office
