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

bool Client::is_incomplete() const {
    if (!may_lack_details) return false;
    if (type == Client_type::organisation) return organisation.empty();
    return first_name.empty() || last_name.empty() || email.text.empty();
}

void check(const Client& client, Errors& errors) {
    if (client.may_lack_details && !client.name().empty()) return;
    const auto require = [&](const char* field, const std::string& text) {
        if (text.empty()) errors.emplace(field, storage::is_required);
    };
    if (client.type == Client_type::organisation) {
        require("organisation", client.organisation);
        return;
    }
    require("first_name", client.first_name);
    require("last_name", client.last_name);
    require("email", client.email.text);
}

}  // namespace office
