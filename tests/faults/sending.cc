// The plug is pulled at each step of sending an e-mail: none is lost, and none goes out twice.
#include <atomic>
#include <chrono>
#include <functional>
#include <thread>

#include "faults/folder.h"
#include "office/clients/clients.h"
#include "office/messages/messages.h"
#include "office/messages/outgoing.h"
#include "office/records/save.h"
#include "support/mail_server.h"

using namespace std::chrono_literals;
using office::Message;
using office::Message_state;
using storage::Read;
using storage::Write;
using support::Mail_server;

namespace {

const storage::Actor box{0, "Box"};

struct Office : faults::Folder {
    /// With one e-mail that waits to be sent.
    explicit Office(const Mail_server& server) {
        const auto store = open_or_make_store(folder());
        store->write(box, [&](Write& write) {
            office::Mail_settings settings;
            settings.server = "127.0.0.1";
            settings.port = server.port();
            settings.security = office::Mail_security::none;
            settings.sender.text = "office@example.org";
            office::set_mail(write, settings);
            const auto client =
                office::save(write, storage::record_type<office::Client>(), 0, 0,
                             {{"first_name", "Ana"}, {"last_name", "Ruiz"}, {"email", "ana@example.org"}},
                             office::References::names);
            office::write_message(write,
                                  {{"client", std::to_string(client.id)}, {"subject", "One"}, {"text", "Hello"}});
        });
    }
    Message message() const {
        return open_store(folder())->read([](const Read& read) { return read.get<Message>(1); });
    }
    void send_again() const {
        open_store(folder())->write(box, [](Write& write) { office::resend(write, {1}); });
    }
    /// Serves until it stands so.
    bool comes_to(Message_state state) const {
        support::Program program(support::binary(), folder());
        for (int tries = 0; tries < 2'000; ++tries) {
            if (message().state == state) return program.stop() == 0;
            std::this_thread::sleep_for(5ms);
        }
        return false;
    }
};

}  // namespace

TEST_CASE("A box that goes down at any step of sending neither loses an e-mail nor sends it twice", "[faults][M3]") {
    for (const std::string step : {"greeting", "EHLO", "MAIL", "RCPT", "DATA", "."}) {
        CAPTURE(step);
        std::atomic<int> cut = 0;  ///< 1: the step is reached, 2: the box is down
        Mail_server server({.reached = [&](const std::string& reached) {
            int before = 0;
            if (reached != step || !cut.compare_exchange_strong(before, 1)) return;
            cut.notify_all();
            cut.wait(1);
        }});
        const Office office(server);
        support::Program program(support::binary(), office.folder());
        cut.wait(0);
        program.kill_now();
        cut = 2;
        cut.notify_all();
        CHECK(office.message().state == Message_state::sending);
        CHECK(office.comes_to(Message_state::unclear));
        const std::size_t taken = step == "." ? 1 : 0;
        CHECK(server.received().size() == taken);
        office.send_again();
        CHECK(office.comes_to(Message_state::sent));
        REQUIRE(server.received().size() == taken + 1);
        for (const auto& mail : server.received())
            CHECK(mail.message.contains("Message-ID: <" + office.message().message_id + ">"));
    }
}
