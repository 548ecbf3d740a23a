#include "office/messages/outgoing.h"

#include <algorithm>
#include <limits>

#include "office/clients/holds.h"
#include "office/messages/opt_out.h"
#include "storage/values/card_number.h"

namespace office {

using storage::Id;
using storage::Read;
using storage::Write;

namespace {

/// Looked at in one transaction.
constexpr std::size_t at_once = 100;
/// Held ones of which it is asked, after each change, whether one may go on.
constexpr std::size_t most_held_looked_at = 1'000;
constexpr std::size_t most_references = 20;
constexpr std::size_t longest_words = 1'000;

std::vector<Id> waiting(const Read& read, bool held, std::size_t limit) {
    const auto& type = storage::record_type<Message>();
    return read
        .select(type,
                {.tag = type.column("not_before")->tag,
                 .filters = {Read::having<&Message::state>(Message_state::queued), Read::having<&Message::held>(held)},
                 .limit = limit})
        .ids;
}

bool may_go_on(const Read& read, Id held) { return may_send(read, read.get<Message>(held).client); }

std::vector<std::string> references_of(const Read& read, const Message& message) {
    std::vector<std::string> ids;
    for (auto earlier = read.find(message.follows); earlier && ids.size() < most_references;
         earlier = read.find(earlier->follows))
        ids.push_back(earlier->message_id);
    std::ranges::reverse(ids);
    return ids;
}

/// As people write it on a letter.
std::string addressed_name(const Client& client) {
    if (client.type == Client_type::organisation) return client.organisation;
    const bool both = !client.first_name.empty() && !client.last_name.empty();
    return client.first_name + (both ? " " : "") + client.last_name;
}

/// What some servers say has digits that look like the number of a payment card, which no record keeps.
std::string kept_words(std::string words) {
    words.resize(std::min(words.size(), longest_words));
    if (!storage::never_kept(words).empty()) std::erase_if(words, [](char c) { return c >= '0' && c <= '9'; });
    return words;
}

Letter letter_of(const Read& read, const Message& message, const Mail_settings& settings) {
    Letter letter{.message = {message.id},
                  .from_name = sender_name(read, settings),
                  .from = settings.sender.text,
                  .to_name = {},
                  .to = message.to.text,
                  .subject = message.subject,
                  .text = message.text,
                  .message_id = message.message_id,
                  .references = references_of(read, message),
                  .written = message.created,
                  .files = {}};
    const auto client = read.get(message.client);
    if (client.email == message.to) letter.to_name = addressed_name(client);
    for (const auto ref : message.attachments) letter.files.push_back(read.get(ref).file);
    return letter;
}

/// False when it may not go out now.
bool begin(Write& write, Message& message, Moment now) {
    if (!may_send(write, message.client)) {
        message.held = true;
    } else if (has_opted_out(write, message.to)) {
        message.state = Message_state::failed;
        message.problem = Mail_problem::opted_out;
    } else {
        message.state = Message_state::sending;
        message.tried_at = now;
        ++message.attempts;
    }
    write.update(message);
    return message.state == Message_state::sending;
}

void put_off(Message& message, Moment now) {
    const auto tried = static_cast<std::size_t>(std::max<std::int64_t>(message.attempts, 1));
    if (tried > back_off.size()) {
        message.state = Message_state::failed;
    } else {
        message.state = Message_state::queued;
        message.not_before = {now.milliseconds + back_off[tried - 1].count()};
    }
}

}  // namespace

Moment next_message(const Read& read) {
    constexpr Moment never{std::numeric_limits<std::int64_t>::max()};
    if (!mail_settings(read)) return never;
    if (!read.where<&Message::state>(Message_state::sending, 1).empty()) return {};
    if (std::ranges::any_of(waiting(read, true, most_held_looked_at), [&](Id id) { return may_go_on(read, id); }))
        return {};
    const auto first = waiting(read, false, 1);
    return first.empty() ? never : read.get<Message>(first.front()).not_before;
}

void find_unclear(Write& write) {
    for (const Id id : write.where<&Message::state>(Message_state::sending)) {
        Message message = write.get<Message>(id);
        message.state = Message_state::unclear;
        message.problem = Mail_problem::stopped;
        write.update(message);
    }
}

void let_go(Write& write) {
    for (const Id id : waiting(write, true, most_held_looked_at)) {
        if (!may_go_on(write, id)) continue;
        Message message = write.get<Message>(id);
        message.held = false;
        write.update(message);
    }
}

std::optional<Letter> begin_next(Write& write, Moment now) {
    const auto settings = mail_settings(write);
    if (!settings) return std::nullopt;
    for (const Id id : waiting(write, false, at_once)) {
        Message message = write.get<Message>(id);
        if (message.not_before > now) break;
        if (begin(write, message, now)) return letter_of(write, message, *settings);
    }
    return std::nullopt;
}

void end(Write& write, Ref<Message> ref, const Delivery& delivery, Moment now) {
    Message message = write.get(ref);
    message.problem = delivery.problem;
    message.words = kept_words(delivery.words);
    switch (delivery.outcome) {
    case Delivery::sent:
        message.state = Message_state::sent;
        message.sent_at = now;
        break;
    case Delivery::later: put_off(message, now); break;
    case Delivery::failed: message.state = Message_state::failed; break;
    case Delivery::unclear: message.state = Message_state::unclear; break;
    }
    write.update(message);
}

}  // namespace office
