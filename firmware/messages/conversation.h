// What box and mail server said to each other, line by line, as the settings show it. What proves who the box is, is not in it, and
// of a message only how long it was.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace messages {

class Conversation {
  public:
    enum Step : std::uint8_t { greeting, hello, encryption, login, sender, recipient, data, body, other };

    void box_said(std::string_view bytes);
    void server_said(std::string_view bytes);
    void sent(std::string_view bytes_of_message);
    void note(std::string_view about_the_connection);

    /// "→ EHLO …", "← 250 …", "  TLS …"
    const std::vector<std::string>& lines() const { return lines_; }
    Step step() const { return step_; }                         ///< what the box said last
    const std::string& last_answer() const { return answer_; }  ///< of the server, its lines joined
    /// All of a message has left, and the server has not answered to it.
    bool waits_for_answer() const { return whole_; }

  private:
    void add(std::string_view mark, std::string_view text);

    std::vector<std::string> lines_;
    std::string answer_, end_of_body_;
    std::size_t body_bytes_ = 0;
    Step step_ = greeting;
    bool proving_ = false;  ///< what the box says is login or password
    bool goes_on_ = false;  ///< the server's answer
    bool whole_ = false;
};

}  // namespace messages
