// Small things that many pages say in the same way: numbers, moments, links, who is asking.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "http/server.h"
#include "office/people/permissions.h"
#include "pages/frame/page.h"
#include "storage/journal.h"
#include "storage/types/record_type.h"

namespace pages {

/// Moves `item` into a list; Data::push_back would copy all that hangs on it.
void append(Data& list, Data item);

bool may(const http::Request& request, office::Right right);
/// No right: whoever is signed in.
bool may(const http::Request& request, std::optional<office::Right> right);
http::Access needs(office::Right right);
storage::Actor actor_of(const http::Request& request);

/// For parts/kept: what the form held, but for its token and some other fields.
Data kept_data(const http::Request& request, std::initializer_list<std::string_view> without = {});

/// "/clients/7"
std::string url_of(const storage::Kind& kind, storage::Id id);
/// "043-797-5229" → "tel:0437975229"
std::string phone_url(std::string_view phone);
/// The name of a record, in the signs of its script; "Client 7" when it has none.
std::string name_or_number(const Language& language, const storage::Kind& kind, std::string_view name, storage::Id id);
/// For labels inside a sentence.
std::string lower_first(std::string_view label);

std::string with_separators(const Language& language, std::uint64_t number);
/// "1,000+" when `count` is more than `bound`.
std::string count_up_to(const Language& language, std::uint64_t count, std::uint64_t bound);
/// "12 clients"
std::string counted(const Language& language, const storage::Kind& kind, std::uint64_t count);
/// "clients", as it stands behind that number.
std::string counted_kind(const Language& language, const storage::Kind& kind, std::uint64_t count);
/// 1234.50 → "€1,234.50"; takes what Value<Money>::show gives.
std::string money_text(const Language& language, std::string_view amount, const storage::Currency& currency);
/// 1234.5 → "1234.5": it may be a year or the number of something, so nothing stands between thousands.
std::string number_text(const Language& language, std::string_view number);

/// A moment in the box's time zone.
struct Moment_text {
    std::string relative;  ///< "2 hours ago", "1 March 2026"
    std::string exact;     ///< "21 November 2026 14:02"
    std::string day;       ///< "Today", "Monday, 16 November 2026"
    std::string time;      ///< "14:02"
    std::string iso;       ///< RFC 3339 in UTC
};
Moment_text moment_text(const Language& language, storage::Moment moment);
/// "2024-12-15" → "15 December 2024"
std::string date_text(const Language& language, std::string_view iso);

/// The class of a chip for an option such as a tag's colour or a client's status.
std::string chip_color(std::string_view option);

}  // namespace pages
