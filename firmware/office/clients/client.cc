#include "office/clients/client.h"

namespace office {

std::string Client::name() const {
    const std::string person =
        first_name.empty() || last_name.empty() ? last_name + first_name : last_name + ", " + first_name;
    const bool by_organisation = type == Client_type::organisation ? !organisation.empty() : person.empty();
    return by_organisation ? organisation : person;
}

void check(const Client& client, Errors& errors) {
    const auto require = [&](const char* field, const std::string& text) {
        if (text.empty()) errors.emplace(field, "is required");
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
