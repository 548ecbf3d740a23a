// Whether everybody is led to HTTPS: the file `tls/only` of a data folder. It is no record, so that a backup that is restored on
// another box shuts nobody out, and it can be taken away without a browser.
#pragma once

#include <filesystem>

namespace box {

bool https_only(const std::filesystem::path& data);
/// Throws as storage::failed() does.
void set_https_only(const std::filesystem::path& data, bool on);

}  // namespace box
