// An office with one administrator, and the time that its tests are told.
#pragma once

#include <chrono>
#include <string_view>
#include <vector>

#include "office/office.h"
#include "office/people/accounts.h"
#include "office/people/events.h"

namespace office_test {

using office::Happening;
using office::User;
using storage::Moment;

inline const Moment noon{1'700'000'000'000};

inline Moment after(std::chrono::milliseconds time) { return {noon.milliseconds + time.count()}; }

struct With_admin : Office {
    User ada = office::make_first_admin(store, "Ada", "Ada@Office.org", good_password);

    office::Signed_in sign_in(std::string_view password = good_password, Moment now = noon,
                              std::string_view email = "ada@office.org", std::string_view address = "10.0.0.1") {
        return office::sign_in(store, email, password, {.address = address, .browser = "Firefox"}, now);
    }
    std::vector<office::Event> events(Happening what) const {
        return store.read([&](const Read& read) {
            std::vector<office::Event> events;
            for (const auto id : read.where<&office::Event::what>(what)) events.push_back(read.get<office::Event>(id));
            return events;
        });
    }
    bool knows(const office::Signed_in& signed_in, Moment now) {
        const bool is_one = office::is_session(store, signed_in.secret, now);
        return office::identify(store, signed_in.secret, now).has_value() && is_one;
    }
};

}  // namespace office_test
