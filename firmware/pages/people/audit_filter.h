// What the two pages of the audit have in common: their head, and that they are narrowed to a person and days.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pages/records/simple_form.h"
#include "storage/read.h"

namespace pages {

struct Audit_filter {
    storage::Id person = 0;                      ///< 0: everybody
    std::optional<storage::Moment> from, until;  ///< within the first, before the second
    bool takes(storage::Moment moment) const { return (!from || moment >= *from) && (!until || moment < *until); }
};

/// What is asked for in the address. What cannot be read goes to the form as a message, and asks for nothing.
Audit_filter audit_filter(const http::Pairs& query, Simple_form& form);

/// The fields that it has.
std::vector<Simple_field> audit_fields(const storage::Read& read, const Language& language);

/// The page's address with what is asked for, but for those; ends in "?" or "&".
std::string audit_url(std::string_view url, const http::Pairs& query, std::string_view but_for = {});

/// Sets the names that both pages have (web/pages/parts/audit_head): also how the verification of the history stands.
void set_audit_head(Data& data, const storage::Read& read, const http::Request& request, std::string_view url);

}  // namespace pages
