// The names and addresses under which browsers may ask for this box. A site elsewhere can have its own name lead here (DNS
// rebinding) and would then be "the same site" to a browser: requests under any other name are turned away.
#pragma once

#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace http {

class Own_names {
  public:
    /// Beside "localhost", loopback, and the addresses of this machine. "*.office.example" is any one word before that.
    explicit Own_names(const std::vector<std::string>& names);

    /// `host`: a Host header (framing.h, is_host). May be called by many threads at once.
    bool has(std::string_view host) const;

  private:
    bool has_address(const std::string& address) const;

    std::vector<std::string> names_;  ///< in lower case
    mutable std::mutex mutex_;
    mutable std::vector<std::string> addresses_;  ///< of this machine, as far as they were asked for
};

}  // namespace http
