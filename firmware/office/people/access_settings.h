// What an admin set about who gets in and who may do what.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "office/people/permissions.h"
#include "storage/write.h"

namespace office {

/// A right that a role has, or has not, otherwise than as the program comes.
struct Changed_right : storage::Table_row {
    Role role{};
    std::string right;  ///< Right_row::name; one of another version changes nothing here
    bool given = false;

    static constexpr auto fields = std::tuple{
        Field{1, "role", &Changed_right::role, {.label = "Role"}},
        Field{2, "right", &Changed_right::right, {.label = "Right"}},
        Field{3, "given", &Changed_right::given, {.label = "May"}},
    };
    auto operator<=>(const Changed_right&) const = default;
};

/// There is one at most; without it all is as the program comes.
struct Access_settings : Stored {
    static constexpr Kind kind{245, "access_setting", "access_settings", "Permissions", "Permissions", true, true,
                               true};
    static constexpr storage::Id only = 1;
    std::vector<Changed_right> rights;
    bool second_factor_for_all = false;  ///< whoever has none must set one up before anything else

    static constexpr auto fields = std::tuple{
        Field{1, "rights", &Access_settings::rights, {.label = "Changed rights"}},
        Field{2,
              "second_factor_for_all",
              &Access_settings::second_factor_for_all,
              {.label = "Everybody needs a second factor"}},
    };
};

Access_settings access_settings(const storage::Read& read);

/// Gives a role a right, or takes it from it. Throws Error{invalid} for "role" or "right": an admin has each of them, and
/// nobody else can be given what makes one an admin.
void set_right(storage::Write& write, Role role, std::string_view right, bool given);
/// All as the program comes.
void reset_rights(storage::Write& write);

void set_second_factor_for_all(storage::Write& write, bool needed);

}  // namespace office
