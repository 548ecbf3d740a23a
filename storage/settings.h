// What the office has set for all of its records. There is one such record at most; without it all is as the program comes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "storage/types/record_type.h"

namespace storage {

class Read;

struct Settings : Stored {
    static constexpr Kind kind{16, "setting", "settings", "Settings", "Settings"};
    static constexpr Id only = 1;
    std::string currency;  ///< of all amounts, ISO 4217
    std::string office;    ///< what the office is called; may be empty

    static constexpr auto fields = std::tuple{
        Field{1,
              "currency",
              &Settings::currency,
              {.label = "Currency", .required = true, .hint = "Its code, like EUR", .missing = "Choose a currency."}},
        Field{2, "office", &Settings::office, {.label = "Name of the office", .hint = "Stands on what is printed"}},
    };
};

/// The currency is one.
void check(const Settings& settings, Errors& errors);

/// What a change of the settings must not do, whoever makes it: an amount is units of a currency, so once there is one, in a
/// record or in the journal, it would silently become another. Amounts of the time before a currency was chosen are hundredths:
/// any currency with two digits may be said for them. Does nothing for other types. Throws Error.
void refuse_other_currency(const Read& read, const Record_type& type, std::optional<std::string_view> before,
                           std::string_view after);

}  // namespace storage
