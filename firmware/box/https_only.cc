#include "box/https_only.h"

#include <format>

#include "storage/descriptor.h"
#include "storage/whole_files.h"

namespace box {

namespace {

std::filesystem::path file_in(const std::filesystem::path& data) { return data / "tls" / "only"; }

}  // namespace

bool https_only(const std::filesystem::path& data) {
    std::error_code error;
    return std::filesystem::exists(file_in(data), error);
}

void set_https_only(const std::filesystem::path& data, bool on) {
    if (on) return storage::write_file(file_in(data), "Nobody is served without HTTPS.\n");
    std::error_code error;
    std::filesystem::remove(file_in(data), error);
    if (error) storage::failed(std::format("{} cannot be removed", file_in(data).string()), error.value());
}

}  // namespace box
