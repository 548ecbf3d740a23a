// Connections to a mail server, and the door to libcurl. One at a time is open, and kept for the next message.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "messages/conversation.h"
#include "office/messages/outgoing.h"

namespace messages {

/// Bytes of a file that is attached, from an offset on; 0 at the end.
using Bytes = std::function<std::size_t(std::uint64_t offset, std::span<char> into)>;
struct Attachment {
    storage::File file;
    Bytes read;
};

struct Attempt {
    office::Delivery delivery;
    bool reached = false;  ///< server and login are as they should be: what went wrong, did so with this message
    std::vector<std::string> conversation;
};

class Smtp {
  public:
    /// `stopping` is asked while it waits: true breaks off.
    Smtp(const office::Mail_settings& settings, std::function<bool()> stopping);
    ~Smtp();
    Smtp(const Smtp&) = delete;
    Smtp& operator=(const Smtp&) = delete;

    Attempt send(const office::Letter& letter, const std::vector<Attachment>& attachments);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace messages
