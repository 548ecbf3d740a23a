// A mail server on loopback, which takes mail, or fails on purpose at a step that the test names.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace support {

struct Received_mail {
    std::string from, to;
    std::string message;  ///< as it came, without the dot at its end
};

class Mail_server {
  public:
    enum Security { none, starttls, tls };
    struct Settings {
        Security security = none;
        std::string login = {}, password = {};  ///< "": it asks for none
        /// What it answers in place of the usual at a step: "greeting", "EHLO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", ".". "":
        /// it closes the connection instead.
        std::map<std::string, std::string> answers = {};
        /// Called when a step is come to, before it is answered.
        std::function<void(const std::string& step)> reached = {};
    };
    Mail_server();
    explicit Mail_server(Settings settings);
    ~Mail_server();
    Mail_server(const Mail_server&) = delete;
    Mail_server& operator=(const Mail_server&) = delete;

    int port() const;
    /// From the next step on.
    void answer(const std::string& step, const std::string& with);
    void answer_as_usual();
    std::vector<Received_mail> received() const;
    std::size_t connections() const;
    std::string authority() const;  ///< PEM, that its certificate is by

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace support
