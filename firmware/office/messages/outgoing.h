// What the outbox does to messages. Each step is one transaction, so that a power cut between two of them leaves a message where
// it stands: `sending` is on the disk before the first byte of it leaves, and whatever is found so later is unclear.
//
//   queued ── begin_next ──> sending ── end ──> sent | queued, later | failed | unclear
#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "office/messages/mail_settings.h"
#include "office/messages/message.h"

namespace office {

/// What is sent, as it stands when it is.
struct Letter {
    Ref<Message> message;
    std::string from_name, from, to_name, to;
    std::string subject;
    Text text;
    std::string message_id;
    std::vector<std::string> references;  ///< Message-IDs of what it goes on with, the oldest first
    Moment written;
    std::vector<storage::File> files;
};

/// What came of one attempt.
struct Delivery {
    enum Outcome : std::uint8_t {
        sent,     ///< the server took it
        later,    ///< nothing was sent; once more after a while
        failed,   ///< the server refuses it for good
        unclear,  ///< all of it was sent, and no answer came
    } outcome = later;
    Mail_problem problem{};
    std::string words = {};  ///< of the server, in ASCII
};

/// How long one waits after each attempt that came to nothing; behind the last it has failed.
inline constexpr std::array<std::chrono::milliseconds, 6> back_off{std::chrono::minutes{1},  std::chrono::minutes{5},
                                                                   std::chrono::minutes{30}, std::chrono::hours{2},
                                                                   std::chrono::hours{6},    std::chrono::hours{12}};

/// Until then there is nothing to do; {} for at once.
Moment next_message(const storage::Read& read);

/// Of those that were being sent when the box went down it is not known whether they were.
void find_unclear(storage::Write& write);
/// Those of clients that were released since go on.
void let_go(storage::Write& write);
/// The next that is due and may go out: it is `sending` from now on. Those that may not are held, or have failed.
std::optional<Letter> begin_next(storage::Write& write, Moment now);
void end(storage::Write& write, Ref<Message> message, const Delivery& delivery, Moment now);

}  // namespace office
