#pragma once

#include "office/documents/document.h"

namespace office {

enum class Message_state : std::uint8_t { queued = 1, sending, sent, failed, bounced, cancelled, unclear };

constexpr auto options(Message_state) {
    return std::array{Option{1, "queued", "Waiting"},      Option{2, "sending", "Being sent"},
                      Option{3, "sent", "Sent"},           Option{4, "failed", "Not sent"},
                      Option{5, "bounced", "Came back"},   Option{6, "cancelled", "Cancelled"},
                      Option{7, "unclear", "Perhaps sent"}};
}

/// Why a message is not sent yet, or never was.
enum class Mail_problem : std::uint8_t {
    none,
    no_such_server,
    no_connection,
    no_answer,
    no_encryption,
    certificate,
    login,
    sender,
    recipient,
    too_large,
    refused,
    broken_off,
    opted_out,
    no_file,
    stopped,
};

constexpr auto options(Mail_problem) {
    return std::array{Option{1, "no_such_server", "There is no mail server of that name"},
                      Option{2, "no_connection", "Nothing answers at that server and port"},
                      Option{3, "no_answer", "The mail server did not answer in time"},
                      Option{4, "no_encryption", "The mail server does not offer this way of encryption"},
                      Option{5, "certificate", "The certificate of the mail server is not to be trusted"},
                      Option{6, "login", "The mail server refuses login or password"},
                      Option{7, "sender", "The mail server refuses the sender"},
                      Option{8, "recipient", "The mail server refuses the recipient"},
                      Option{9, "too_large", "The message is too large for the mail server"},
                      Option{10, "refused", "The mail server refuses the message"},
                      Option{11, "broken_off", "The connection to the mail server broke off"},
                      Option{12, "opted_out", "This address wants no e-mail"},
                      Option{13, "no_file", "A file that is attached is gone"},
                      Option{14, "stopped", "The box was stopped"}};
}

/// An e-mail to a client. It stays as it was written; what becomes of it is in its state.
struct Message : Stored {
    static constexpr Kind kind{40, "message", "messages", "E-mail", "E-mails"};
    /// Of all that is attached; larger ones are refused by most servers.
    static constexpr std::uint64_t most_attached = 20'000'000;
    Ref<Client> client;
    Email to;
    std::string subject;
    Text text;
    std::vector<Ref<Document>> attachments;
    Ref<Message> follows;  ///< the one that it goes on with
    Ref<User> author;
    Message_state state = Message_state::queued;
    bool held = false;  ///< it waits for the client to be released
    Moment not_before;
    std::int64_t attempts = 0;  ///< since it was queued
    Moment tried_at;
    Mail_problem problem{};
    std::string words;       ///< of the server, as it said them last
    std::string message_id;  ///< RFC 5322 § 3.6.4, without its brackets; the same each time that it is sent
    Moment sent_at;          ///< the server took it

    std::string name() const { return subject; }

    static constexpr auto fields = std::tuple{
        Derived{200, "name", &Message::name, {.label = "Subject", .index = Index::sorted}},
        Field{1,
              "client",
              &Message::client,
              {.label = "Client",
               .required = true,
               .index = Index::sorted,
               .by_name = true,
               .parent = true,
               .added_there = true,
               .gone = Gone::cascade,
               .missing = "Choose a client."}},
        Field{2,
              "to",
              &Message::to,
              {.label = "Recipient",
               .index = Index::sorted,
               .personal = true,
               .hint = "When left empty: the client’s e-mail address."}},
        Field{3,
              "subject",
              &Message::subject,
              {.label = "Subject", .required = true, .search = true, .personal = true, .missing = "Enter a subject."}},
        Field{
            4,
            "text",
            &Message::text,
            {.label = "Text", .required = true, .search = true, .personal = true, .missing = "Write something first."}},
        Field{5,
              "attachments",
              &Message::attachments,
              {.label = "Attachments", .index = Index::sorted, .gone = Gone::clear}},
        Field{6,
              "follows",
              &Message::follows,
              {.label = "Goes on with", .index = Index::sorted, .gone = Gone::clear, .read_only = true}},
        Field{7,
              "author",
              &Message::author,
              {.label = "Author", .index = Index::sorted, .by_name = true, .gone = Gone::refuse, .read_only = true}},
        Field{8, "state", &Message::state, {.label = "Status", .index = Index::sorted, .read_only = true}},
        Field{9, "held", &Message::held, {.label = "Held", .index = Index::sorted, .read_only = true}},
        Field{
            10, "not_before", &Message::not_before, {.label = "Not before", .index = Index::sorted, .read_only = true}},
        Field{11, "attempts", &Message::attempts, {.label = "Attempts", .read_only = true}},
        Field{12, "tried_at", &Message::tried_at, {.label = "Last attempt", .read_only = true}},
        Field{13, "problem", &Message::problem, {.label = "Problem", .index = Index::sorted, .read_only = true}},
        Field{14, "words", &Message::words, {.label = "The mail server says", .read_only = true, .longest = 1'000}},
        Field{
            15, "message_id", &Message::message_id, {.label = "Message ID", .index = Index::unique, .read_only = true}},
        Field{16, "sent_at", &Message::sent_at, {.label = "Sent", .index = Index::sorted, .read_only = true}},
    };
    static constexpr auto indexes =
        std::tuple{storage::Index_on{240, &Message::state, &Message::held, &Message::not_before}};
};

/// It waits for somebody to say what is to become of it.
inline bool needs_somebody(const Message& message) {
    return message.state == Message_state::failed || message.state == Message_state::unclear;
}

}  // namespace office
