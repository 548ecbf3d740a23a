// E-mails to clients: written here, sent by the outbox (outgoing.h).
#pragma once

#include "office/messages/message.h"
#include "office/people/viewer.h"
#include "storage/write.h"

namespace office {

/// "Send again": under the same Message-ID, so that who has it already may see that it is the same.
void resend(storage::Write& write, Ref<Message> message);
std::string_view why_not_resend(const storage::Read& read, const Message& message);
/// "It went out": somebody has found out that an unclear one did.
void went_out(storage::Write& write, Ref<Message> message);
std::string_view why_not_went_out(const storage::Read& read, const Message& message);
void cancel(storage::Write& write, Ref<Message> message);
std::string_view why_not_cancel(const storage::Read& read, const Message& message);
/// "It came back": somebody has read so in the office's mailbox.
void came_back(storage::Write& write, Ref<Message> message);
std::string_view why_not_came_back(const storage::Read& read, const Message& message);

/// Queues what was typed ("client", "to", "subject", "text", "attachments", "follows"), in the name of whoever makes the change. It
/// goes to the client's address unless another was typed, with files of that client alone. Throws Error{invalid} by field.
Message write_message(storage::Write& write, const storage::Typed& typed);
/// Why none can be written now; "" when one can.
std::string_view why_no_mail(const storage::Read& read);
/// What was written stays told, as long as the client is there.
void before_erase(storage::Write& write, const Message& message);

}  // namespace office
