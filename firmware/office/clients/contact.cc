#include "office/clients/contact.h"

namespace office {

void check(const Contact& contact, Errors& errors) {
    if (contact.email.text.empty() && contact.phone.text.empty())
        errors.emplace("email", "Enter an e-mail address or a phone number.");
}

}  // namespace office
