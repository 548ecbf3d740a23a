#pragma once

#include "office/clients/client.h"

namespace office {

using storage::Any_ref;

enum class Consent_purpose : std::uint8_t { portal = 1, newsletter, sms, card, privacy, terms };

constexpr auto options(Consent_purpose) {
    return std::array{Option{1, "portal", "Portal"},   Option{2, "newsletter", "Newsletter"},
                      Option{3, "sms", "SMS"},         Option{4, "card", "Stored card"},
                      Option{5, "privacy", "Privacy"}, Option{6, "terms", "Terms"}};
}

enum class Consent_way : std::uint8_t { staff = 1, form, kiosk, portal };

constexpr auto options(Consent_way) {
    return std::array{Option{1, "staff", "Told to the office"}, Option{2, "form", "In a form"},
                      Option{3, "kiosk", "At the counter"}, Option{4, "portal", "In the portal"}};
}

/// What somebody agreed to, and when: kept as it was given, and when it was withdrawn.
struct Consent : Stored {
    static constexpr Kind kind{33, "consent", "consents", "Consent", "Consents"};
    Any_ref subject;
    Consent_purpose purpose{};
    std::string text_digest;  ///< SHA-256 of the wording, hexadecimal; "" when none was kept
    Moment given_at;
    Ref<User> given_by;  ///< who noted it; none: the box itself
    Consent_way how = Consent_way::staff;
    Moment withdrawn_at;
    Ref<User> withdrawn_by;
    Text wording;

    bool is_withdrawn() const { return withdrawn_at != Moment{}; }
    std::string name() const;

    static constexpr auto fields = std::tuple{
        Derived{200, "name", &Consent::name, {.label = "Consent"}},
        Field{1,
              "subject",
              &Consent::subject,
              {.label = "About", .index = Index::sorted, .parent = true, .gone = Gone::cascade}},
        Field{2, "purpose", &Consent::purpose, {.label = "Purpose", .index = Index::sorted}},
        Field{3, "text_digest", &Consent::text_digest, {.label = "Digest of the wording"}},
        // 4: the wording that the office keeps, for several
        Field{5, "given_at", &Consent::given_at, {.label = "Given", .index = Index::sorted}},
        Field{6, "given_by", &Consent::given_by, {.label = "Noted by", .index = Index::sorted, .gone = Gone::clear}},
        // 7: the address that it came from
        Field{8, "how", &Consent::how, {.label = "How", .index = Index::sorted}},
        Field{9, "withdrawn_at", &Consent::withdrawn_at, {.label = "Withdrawn", .index = Index::sorted}},
        Field{10,
              "withdrawn_by",
              &Consent::withdrawn_by,
              {.label = "Withdrawn by", .index = Index::sorted, .gone = Gone::clear}},
        Field{11, "wording", &Consent::wording, {.label = "Wording", .personal = true}},
    };
};

}  // namespace office
