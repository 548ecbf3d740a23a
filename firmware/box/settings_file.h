// The settings file as people write it: a part of TOML.
//
//   # remark
//   data = "/srv/clientbox"
//   [serve]
//   name = ["box.office.example", "192.0.2.7"]
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace box {

/// Number of the first line that is none of these; empty when all are. The reader of such files would guess instead.
std::optional<std::size_t> broken_line(std::string_view text);

}  // namespace box
