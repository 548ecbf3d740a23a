#pragma once

#include "office/records/declare.h"

namespace office {

enum class Role : std::uint8_t { admin = 1, staff, read_only, manager, estimator, crew };

/// In the order in which people read them.
constexpr auto options(Role) {
    return std::array{Option{1, "admin", "Admin"},         Option{4, "manager", "Manager"},
                      Option{5, "estimator", "Estimator"}, Option{6, "crew", "Crew"},
                      Option{2, "staff", "Staff"},         Option{3, "read_only", "Read-only"}};
}

enum class Theme : std::uint8_t { automatic = 1, light, dark };

constexpr auto options(Theme) {
    return std::array{Option{1, "auto", "Like the system"}, Option{2, "light", "Light"}, Option{3, "dark", "Dark"}};
}

/// Somebody of the office who can sign in.
struct User : Stored {
    static constexpr Kind kind{7, "user", "users", "User", "Users", true, false, true};
    std::string name;
    Email email;
    Role role{};
    bool disabled = false;
    Secret password;  ///< see passwords.h; empty: cannot sign in
    Theme theme = Theme::automatic;
    std::string language;  ///< BCP 47; "": the office's
    /// Set: somebody else made the password; it works until then, for nothing but choosing another one.
    Moment one_time_until;

    static constexpr auto fields = std::tuple{
        Field{1,
              "name",
              &User::name,
              {.label = "Name",
               .required = true,
               .search = true,
               .index = Index::sorted,
               .autocomplete = "name",
               .missing = "Enter a name."}},
        Field{2,
              "email",
              &User::email,
              {.label = "E-mail",
               .required = true,
               .search = true,
               .index = Index::unique,
               .autocomplete = "email",
               .missing = "Enter an e-mail address."}},
        Field{3,
              "role",
              &User::role,
              {.label = "Role", .required = true, .index = Index::sorted, .missing = "Choose a role."}},
        Field{4, "disabled", &User::disabled, {.label = "Cannot sign in"}},
        Field{5, "password", &User::password, {.label = "Password", .read_only = true, .hidden = true}},
        Field{6, "theme", &User::theme, {.label = "Theme", .read_only = true, .hidden = true}},
        Field{7, "language", &User::language, {.label = "Language", .read_only = true, .hidden = true}},
        Field{8,
              "one_time_until",
              &User::one_time_until,
              {.label = "One-time password until", .read_only = true, .hidden = true}},
    };
};

}  // namespace office
