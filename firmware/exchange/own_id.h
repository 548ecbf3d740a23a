// By what a record that was exported here is known when its row comes back.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "office/records/restore.h"

namespace exchange {

/// The column in which exports carry it.
inline constexpr std::string_view own_id_title = "clientbox_id";

/// "7-18f2a3b4c5d": its number and when it was made, so that another office's record of that number is another one.
std::string own_id(const storage::Raw& raw);
/// What it says; none when it is no such id.
std::optional<office::Known_as> known_as(std::string_view own_id);
/// The record that is called so; none when it is not of this office, or is gone.
std::optional<storage::Id> own_record(const storage::Read& read, const storage::Record_type& type,
                                      std::string_view own_id);

}  // namespace exchange
