// A whole appliance in a temporary folder, on a free port, with one user of each role.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "appliance.h"
#include "support/peer.h"

namespace support {

class Box {
  public:
    /// `keep_free`: bytes of the disk that files leave.
    explicit Box(std::uint64_t keep_free = 0);
    ~Box();
    Box(const Box&) = delete;
    Box& operator=(const Box&) = delete;

    /// One request with a bearer token of "admin", "staff" or "read_only"; "" sends none. A body goes as JSON.
    Answer api(std::string_view role, std::string_view method, std::string_view target, std::string_view body = {},
               std::string_view headers = {});
    /// One request as it is.
    Answer ask(std::string_view method, std::string_view target, std::string_view headers = {},
               std::string_view body = {});
    /// The line that says who asks.
    std::string headers_of(std::string_view role) const;
    storage::Store& store() { return appliance_->store(); }
    const std::filesystem::path& folder() const { return folder_; }
    int port() const { return appliance_->http_port(); }

  private:
    std::filesystem::path folder_;
    std::unique_ptr<Appliance> appliance_;
    std::string admin_, staff_, read_only_;  ///< tokens
};

inline constexpr std::string_view password = "correct horse battery";

}  // namespace support
