// An office that sends its mail to a server of the test's own.
#pragma once

#include "messages/outbox.h"
#include "office/clients/holds.h"
#include "office/messages/messages.h"
#include "office/messages/opt_out.h"
#include "office/office.h"
#include "support/mail_server.h"

namespace messages_test {

using namespace office_test;
using office::Client;
using office::Mail_problem;
using office::Message;
using office::Message_state;
using storage::Moment;
using support::Mail_server;

inline constexpr std::string_view secret = "v3ry!s3cret-pass";

struct Outgoing : Office {
    storage::Files files{folder.path(), 0};
    messages::Outbox outbox{files};
    Moment now = Moment::now();
    Client client = save<Client>(person("Ana", "Müller", "ana@kunde.example"));

    void use(const Mail_server& server, office::Mail_security security = office::Mail_security::none,
             const std::string& login = {}) {
        office::Mail_settings settings;
        settings.server = "127.0.0.1";
        settings.port = server.port();
        settings.security = security;
        settings.login = login;
        settings.password.text = login.empty() ? "" : std::string(secret);
        settings.sender_name = "Büro Süd";
        settings.sender.text = "office@büro.example";
        settings.authority.text = server.authority();
        store.write(box, [&](Write& write) { office::set_mail(write, settings); });
    }
    Message write(const std::string& subject, const std::string& text = "Hello", Typed more = {}) {
        more.emplace("client", std::to_string(client.id));
        more.emplace("subject", subject);
        more.emplace("text", text);
        const auto written = store.write(box, [&](Write& write) { return office::write_message(write, more); });
        catch_up();
        return written;
    }
    Errors refused(const std::string& subject, const std::string& text = "Hello", const Typed& more = {}) {
        return errors_of([&] { write(subject, text, more); });
    }
    Message run(Id id = 1) {
        outbox.send_some(store, [this] { return now; });
        return get<Message>(id);
    }
    void catch_up() { now = std::max(now, Moment::now()); }
    void pass(std::chrono::milliseconds time) { now.milliseconds += time.count(); }
    void act(std::string_view action, Id id = 1) {
        store.write(box, [&](Write& write) {
            office::act(write, record_type<Message>(), *office::find_action(Message::kind, action), id, std::nullopt,
                        {});
        });
        catch_up();
    }
    bool is_due() const {
        return store.read([&](const Read& read) { return outbox.due(read) <= now; });
    }
    /// After a power cut: another program over the same folder.
    messages::Outbox after_a_cut() { return messages::Outbox(files); }
};

/// What Python's `email` reads in a message: a line for each header, part and defect.
std::string read_by_python(const std::string& message);

}  // namespace messages_test
