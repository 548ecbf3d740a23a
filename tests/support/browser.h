// A person at a box over real HTTP: cookies, and the token of the page that was looked at last.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "support/peer.h"

namespace support {

class Browser {
  public:
    explicit Browser(int port)
        : port_(port) {}

    /// True when it came in.
    bool sign_in(std::string_view email, std::string_view password);
    Answer get(std::string_view target, std::string_view headers = {});
    /// `form` as it is sent: "a=1&b=2". `headers`: whole lines.
    Answer post(std::string_view target, std::string_view form, std::string_view headers = {});
    /// A file in a multipart form.
    Answer upload(std::string_view target, std::string_view file_name, std::string_view bytes);
    /// The same box under another port, since it was started again.
    void go_to(int port) { port_ = port; }
    /// As when the session ended, or somebody else sits down here.
    void forget_cookies() { cookies_.clear(); }

  private:
    Answer ask(std::string_view method, std::string_view target, std::string_view headers, std::string_view body);
    void remember(const Answer& answer);

    int port_;
    std::map<std::string, std::string> cookies_;
    std::string csrf_;
};

/// The token in the last form of a page; "" when there is none.
std::string csrf_in(const std::string& page);
/// The value of a header; "" when there is none.
std::string header(const Answer& answer, std::string_view name);

}  // namespace support
