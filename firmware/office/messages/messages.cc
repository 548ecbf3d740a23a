#include "office/messages/messages.h"

#include "office/messages/mail_settings.h"
#include "office/people/users.h"
#include "storage/digest.h"
#include "storage/types/record_type.h"
#include "storage/values/domain.h"

namespace office {

using storage::Read;
using storage::Write;

namespace {

/// 128 bits in letters alone: among digits there could be what looks like the number of a payment card, which no record keeps.
std::string new_message_id(const Mail_settings& settings) {
    std::string id;
    for (const char byte : storage::random_bytes(16)) {
        id += static_cast<char>('a' + static_cast<unsigned char>(byte) / 16);
        id += static_cast<char>('a' + static_cast<unsigned char>(byte) % 16);
    }
    return id + '@' + storage::ascii_host(settings.sender.text.substr(settings.sender.text.rfind('@') + 1));
}

void judge_attachments(const Read& read, const Message& message, Errors& errors) {
    std::uint64_t size = 0;
    for (const auto ref : message.attachments) {
        const auto document = read.find(ref);
        if (!document) continue;  // the store says so
        if (document->client != message.client) errors.emplace("attachments", "belong to somebody else");
        size += document->file.size;
    }
    if (size > Message::most_attached) errors.emplace("attachments", "are more than 20 MB");
}

void judge_recipient(const Read& read, Message& message, Errors& errors) {
    const auto client = read.find(message.client);
    if (message.to.text.empty() && client) message.to = client->email;
    if (message.to.text.empty() && client) errors.emplace("to", "This client has no e-mail address.");
}

}  // namespace

std::string_view why_no_mail(const Read& read) {
    return mail_settings(read) ? "" : "No mail server is set up yet. An administrator does that in the settings.";
}

Message write_message(Write& write, const storage::Typed& typed) {
    const auto& type = storage::record_type<Message>();
    Errors errors;
    auto message = storage::decode_fields<Message>(type.fill(type, {}, typed, true, {}, errors));
    message.author = whoever_asks(write);
    message.not_before = write.now();
    judge_recipient(write, message, errors);
    judge_attachments(write, message, errors);
    if (const auto follows = typed.find("follows"); follows != typed.end())
        message.follows.id = storage::parse_id(follows->second).value_or(0);
    if (const auto earlier = write.find(message.follows); earlier && earlier->client != message.client)
        errors.emplace("follows", "belongs to somebody else");
    if (const auto why = why_no_mail(write); !why.empty()) errors.emplace("to", why);
    if (!errors.empty()) throw storage::Error(std::move(errors));
    message.message_id = new_message_id(*mail_settings(write));
    write.create(message);
    return message;
}

void before_erase(Write&, const Message&) {
    throw storage::Error(storage::Fault::refused, "E-mails stay as long as their client is there.");
}

void resend(Write& write, Ref<Message> ref) {
    Message message = write.get(ref);
    message.state = Message_state::queued;
    message.not_before = write.now();
    message.attempts = 0;
    message.problem = {};
    message.words.clear();
    write.update(message);
}

std::string_view why_not_resend(const Read&, const Message& message) {
    switch (message.state) {
    case Message_state::failed:
    case Message_state::unclear:
    case Message_state::bounced: return "";
    case Message_state::queued: return "This e-mail waits to be sent already.";
    case Message_state::sending: return "This e-mail is being sent.";
    case Message_state::sent: return "This e-mail was sent.";
    case Message_state::cancelled: break;
    }
    return "This e-mail was cancelled.";
}

void went_out(Write& write, Ref<Message> ref) {
    Message message = write.get(ref);
    message.state = Message_state::sent;
    message.sent_at = message.tried_at;
    message.problem = {};
    write.update(message);
}

std::string_view why_not_went_out(const Read&, const Message& message) {
    return message.state == Message_state::unclear ? "" : "Only of an e-mail that was perhaps sent can this be said.";
}

void cancel(Write& write, Ref<Message> ref) {
    Message message = write.get(ref);
    message.state = Message_state::cancelled;
    message.held = false;
    write.update(message);
}

std::string_view why_not_cancel(const Read&, const Message& message) {
    switch (message.state) {
    case Message_state::queued:
    case Message_state::failed: return "";
    case Message_state::sending: return "This e-mail is being sent.";
    case Message_state::cancelled: return "This e-mail was cancelled already.";
    case Message_state::sent:
    case Message_state::bounced:
    case Message_state::unclear: break;
    }
    return "This e-mail has left the box.";
}

void came_back(Write& write, Ref<Message> ref) {
    Message message = write.get(ref);
    message.state = Message_state::bounced;
    write.update(message);
}

std::string_view why_not_came_back(const Read&, const Message& message) {
    return message.state == Message_state::sent ? "" : "Only an e-mail that was sent comes back.";
}

}  // namespace office
