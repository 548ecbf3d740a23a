// An office whose administrator has a second factor.
#pragma once

#include "office/people/second_factor.h"
#include "office/people/totp.h"
#include "office/people/with_admin.h"

namespace office_test {

/// What an app shows that knows the key, which is in base32.
inline std::string code_of(std::string_view key, Moment now) {
    return office::totp_code(office::from_base32(key), office::totp_step(now));
}

struct With_factor : With_admin {
    std::string key;
    std::vector<std::string> codes;  ///< for recovery

    With_factor() { set_up(noon); }

    void set_up(Moment now) {
        store.write(as(ada), [&](Write& write) { office::begin_second_factor(write, {ada.id}); });
        key = store.read([&](const Read& read) { return office::begun_key(read, {ada.id}); });
        codes = office::turn_on_second_factor(store, {ada.id}, code_of(key, now), "10.0.0.1", now);
    }
    std::string code(Moment now) const { return code_of(key, now); }
    office::Signed_in give(const office::Signed_in& half, std::string_view code, Moment now) {
        return office::finish_sign_in(store, {ada.id}, code,
                                      {.address = "10.0.0.1", .browser = "Firefox", .secret = half.secret}, now);
    }
};

}  // namespace office_test
