#include "messages/outbox.h"

#include <algorithm>
#include <chrono>

#include "office/records/in_background.h"

namespace messages {

using office::Delivery;
using office::Letter;
using office::Mail_problem;
using storage::Moment;
using storage::Read;
using storage::Store;
using storage::Write;

namespace {

/// The worker has other things to do as well.
constexpr std::chrono::seconds at_a_time{2};
/// Until a server is tried again that was not to be reached, whichever message is next.
constexpr std::chrono::milliseconds pause = std::chrono::minutes{1};

}  // namespace

Attempt send_test(const office::Mail_settings& settings, const std::string& sender_name, const std::string& subject,
                  const std::string& text) {
    const std::string& sender = settings.sender.text;
    const Letter letter{.message = {},
                        .from_name = sender_name,
                        .from = sender,
                        .to_name = {},
                        .to = sender,
                        .subject = subject,
                        .text = {text},
                        .message_id = storage::hex(storage::random_bytes(16)) + sender.substr(sender.rfind('@')),
                        .references = {},
                        .written = Moment::now(),
                        .files = {}};
    return Smtp(settings, [] { return false; }).send(letter, {});
}

Moment Outbox::due(const Read& read) const { return std::max(office::next_message(read), Moment{not_before_.load()}); }

std::vector<Attachment> Outbox::attachments_of(const Letter& letter) const {
    std::vector<Attachment> attachments;
    for (const storage::File& file : letter.files) {
        auto bytes = std::make_shared<storage::Descriptor>(files_->open(file.digest));
        attachments.push_back({file, [bytes](std::uint64_t offset, std::span<char> into) {
                                   return storage::read_at(*bytes, offset, into);
                               }});
    }
    return attachments;
}

Attempt Outbox::send(Store& store, const Letter& letter) {
    const auto settings = store.read([](const Read& read) { return office::mail_settings(read); });
    if (!settings) return {.delivery = {.outcome = Delivery::later, .problem = Mail_problem::no_such_server}};
    if (!smtp_ || settings_revision_ != settings->revision)
        smtp_ = std::make_unique<Smtp>(*settings, [this] { return stopping_.load(); });
    settings_revision_ = settings->revision;
    try {
        return smtp_->send(letter, attachments_of(letter));
    } catch (const storage::Error& error) {
        const bool gone = error.fault() == storage::Fault::not_found;
        return {
            .delivery = {.outcome = Delivery::failed, .problem = gone ? Mail_problem::no_file : Mail_problem::refused},
            .reached = true};
    }
}

void Outbox::send_some(Store& store, const std::function<Moment()>& now) {
    const auto until = std::chrono::steady_clock::now() + at_a_time;
    auto letter = store.write(office::the_box, [&](Write& write) {
        office::find_unclear(write);
        office::let_go(write);
        return office::begin_next(write, now());
    });
    while (letter) {
        const Attempt attempt = send(store, *letter);
        const bool goes_on = attempt.reached && !stopping_ && std::chrono::steady_clock::now() < until;
        not_before_ = attempt.reached ? 0 : now().milliseconds + pause.count();
        letter = store.write(office::the_box, [&](Write& write) {
            office::end(write, letter->message, attempt.delivery, now());
            return goes_on ? office::begin_next(write, now()) : std::optional<Letter>{};
        });
    }
    // Servers do not like a connection that nothing comes over.
    if (store.read([&](const Read& read) { return due(read) > now(); })) smtp_.reset();
}

}  // namespace messages
