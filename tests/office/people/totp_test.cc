// Codes of authenticator apps, as the RFCs have them.
#include <catch2/catch_test_macros.hpp>
#include <utility>

#include "office/people/totp.h"
#include "storage/digest.h"

using storage::Moment;

namespace {

constexpr std::string_view key = "12345678901234567890";

Moment at(std::int64_t seconds) { return {seconds * 1000}; }

}  // namespace

TEST_CASE("HMAC-SHA-1 is that of RFC 2202", "[U3]") {
    CHECK(storage::hex(storage::hmac_sha1(std::string(20, '\x0b'), "Hi There")) ==
          "b617318655057264e28bc0b6fb378c8ef146be00");
    CHECK(storage::hex(storage::hmac_sha1("Jefe", "what do ya want for nothing?")) ==
          "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
}

TEST_CASE("Codes are those of RFC 4226, appendix D, and RFC 6238, appendix B", "[U3]") {
    const std::array counted{"755224", "287082", "359152", "969429", "338314",
                             "254676", "287922", "162583", "399871", "520489"};
    for (std::size_t i = 0; i < counted.size(); ++i)
        CHECK(office::totp_code(key, static_cast<std::int64_t>(i)) == counted[i]);
    for (const auto& [seconds, code] : {std::pair{59LL, "287082"}, std::pair{1'111'111'109LL, "081804"},
                                        std::pair{1'111'111'111LL, "050471"}, std::pair{1'234'567'890LL, "005924"},
                                        std::pair{2'000'000'000LL, "279037"}, std::pair{20'000'000'000LL, "353130"}})
        CHECK(office::totp_code(key, office::totp_step(at(seconds))) == code);
}

TEST_CASE("A code is taken one step early and one late, and no more", "[U3]") {
    const Moment now = at(1'700'000'000);
    const std::int64_t step = office::totp_step(now);
    for (const std::int64_t apart : {-1, 0, 1})
        CHECK(office::step_of_code(key, office::totp_code(key, step + apart), now) == step + apart);
    for (const std::int64_t apart : {-2, 2})
        CHECK_FALSE(office::step_of_code(key, office::totp_code(key, step + apart), now));
    CHECK_FALSE(office::step_of_code(key, "", now));
}

TEST_CASE("Keys are written as RFC 4648 has base32, and read as people type them", "[U3]") {
    for (const auto& [bytes, text] :
         {std::pair{"", ""}, std::pair{"f", "MY"}, std::pair{"fo", "MZXQ"}, std::pair{"foo", "MZXW6"},
          std::pair{"foob", "MZXW6YQ"}, std::pair{"fooba", "MZXW6YTB"}, std::pair{"foobar", "MZXW6YTBOI"}}) {
        CHECK(office::base32(bytes) == text);
        CHECK(office::from_base32(text) == bytes);
    }
    CHECK(office::from_base32("mzxw 6ytb oi======") == "foobar");
    CHECK(office::from_base32("MZX1").empty());
    CHECK(office::new_totp_key().size() == 20);
    CHECK(office::new_totp_key() != office::new_totp_key());
}

TEST_CASE("The address for the app escapes what names the account", "[U3]") {
    CHECK(office::totp_address(key, "Baum & Söhne", "ana@office.org") ==
          "otpauth://totp/Baum%20%26%20S%C3%B6hne:ana%40office.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
          "&issuer=Baum%20%26%20S%C3%B6hne&algorithm=SHA1&digits=6&period=30");
}
