// Sends what is queued. Between two writes that say what is sent and what came of it, nothing of the store is held.
#pragma once

#include <atomic>
#include <functional>
#include <memory>

#include "messages/smtp.h"
#include "storage/files/files.h"
#include "storage/store.h"

namespace messages {

/// What the server says to a test goes to whoever asked; its message goes to the sender, and is kept nowhere.
Attempt send_test(const office::Mail_settings& settings, const std::string& sender_name, const std::string& subject,
                  const std::string& text);

class Outbox {
  public:
    explicit Outbox(storage::Files& files)
        : files_(&files) {}

    /// For background::Work.
    storage::Moment due(const storage::Read& read) const;
    /// Sends for a while; what is left is due still.
    void send_some(storage::Store& store, const std::function<storage::Moment()>& now);
    /// What is being sent breaks off.
    void stop() { stopping_ = true; }

  private:
    Attempt send(storage::Store& store, const office::Letter& letter);
    std::vector<Attachment> attachments_of(const office::Letter& letter) const;

    storage::Files* files_;
    std::unique_ptr<Smtp> smtp_;
    std::uint64_t settings_revision_ = 0;      ///< of what the connection was made with
    std::atomic<std::int64_t> not_before_{0};  ///< when the server was not to be reached, or refused who the box is
    std::atomic<bool> stopping_{false};
};

}  // namespace messages
