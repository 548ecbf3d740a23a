#include "messages/outbox.h"

#include <catch2/catch_test_macros.hpp>

#include "messages/headers.h"
#include "messages/outgoing.h"
#include "office/documents/documents.h"

using namespace messages_test;
using namespace std::chrono_literals;

namespace {

office::Document add_file(Outgoing& office, const std::string& bytes, const std::string& name, Id client) {
    storage::Incoming incoming = office.files.begin();
    incoming.append(bytes);
    const storage::File file = office::take_file(office.files, incoming, name);
    return office.store.write(box, [&](Write& write) {
        return office::add_document(write, file, {{"about", std::format("1:{}", client)}}, References::ids);
    });
}

struct At_step {
    const char *step, *answer;
    Message_state state;
    Mail_problem problem;
};

using enum Mail_problem;
using enum Message_state;
constexpr std::array wrong_steps{
    At_step{"greeting", "421 Too busy", queued, refused},
    At_step{"AUTH", "535 5.7.8 Wrong password", queued, login},
    At_step{"MAIL", "550 5.7.1 Not your address", failed, sender},
    At_step{"MAIL", "552 5.3.4 Too large", failed, too_large},
    At_step{"MAIL", "451 Later", queued, sender},
    At_step{"RCPT", "550 5.1.1 Nobody of that name", failed, recipient},
    At_step{"RCPT", "450 Greylisted", queued, recipient},
    At_step{"DATA", "451 Not now", queued, refused},
    At_step{".", "552 5.3.4 Too large", failed, too_large},
    At_step{".", "554 5.7.1 Spam", failed, refused},
    At_step{".", "452 4.3.1 Disk full", queued, refused},
};

}  // namespace

TEST_CASE("An e-mail goes out encrypted and with login, and a foreign parser reads in it what was written",
          "[M1][M3]") {
    for (const auto& [security, theirs] : {std::pair{office::Mail_security::starttls, Mail_server::starttls},
                                           std::pair{office::Mail_security::tls, Mail_server::tls}}) {
        Mail_server server({.security = theirs, .login = "büro", .password = std::string(secret)});
        Outgoing office;
        office.use(server, security, "büro");
        const std::string bytes(100'000, '\xE9');
        const auto file = add_file(office, bytes, "Angebot März.bin", office.client.id);
        const std::string subject =
            "Ihr Angebot: „Bäume“ für 1.200 € und noch ein Satz, der lang genug ist, dass er umbricht";
        const auto message = office.write(subject, "Guten *Tag*,\n.\n..zwei Punkte\n" + std::string(1'500, 'x'),
                                          {{"attachments", std::to_string(file.id)}});
        CHECK(message.state == Message_state::queued);
        const Message sent = office.run();
        CHECK(sent.state == Message_state::sent);
        CHECK(sent.words == "250 2.0.0 Queued as 1");
        REQUIRE(server.received().size() == 1);
        const auto mail = server.received().front();
        CHECK(mail.from == "office@xn--bro-hoa.example");
        CHECK(mail.to == "ana@kunde.example");
        const std::string read = read_by_python(mail.message);
        CAPTURE(read);
        CHECK(read.contains("From: Büro Süd <office@xn--bro-hoa.example>\n"));
        CHECK(read.contains("To: Ana Müller <ana@kunde.example>\n"));
        CHECK(read.contains("Subject: " + subject + "\n"));
        CHECK(read.contains("Message-ID: <" + sent.message_id + ">\n"));
        CHECK(read.contains("text/plain utf-8 'Guten *Tag*,\\r\\n.\\r\\n..zwei Punkte\\r\\nxxx"));
        CHECK(read.contains("text/html utf-8 "));
        CHECK(read.contains("<em>Tag</em>"));
        CHECK(read.contains("Angebot März.bin " + storage::hex(storage::sha256(bytes))));
        CHECK_FALSE(read.contains("DEFECT"));
    }
}

TEST_CASE("A certificate that nobody knows is not trusted, and nothing is sent", "[M1]") {
    Mail_server server({.security = Mail_server::starttls, .login = "a", .password = std::string(secret)});
    Mail_server other({.security = Mail_server::starttls});
    Outgoing office;
    office.use(server, office::Mail_security::starttls, "a");
    office.store.write(box, [&](Write& write) {
        auto settings = *office::mail_settings(write);
        settings.authority.text = other.authority();
        office::set_mail(write, settings);
    });
    office.write("One");
    const Message message = office.run();
    CHECK(message.state == Message_state::queued);
    CHECK(message.problem == Mail_problem::certificate);
    CHECK(server.received().empty());
}

TEST_CASE("What goes wrong has a name, and what the server refuses for good has failed", "[M1][M3]") {
    for (const At_step& at : wrong_steps) {
        CAPTURE(at.step, at.answer);
        Mail_server server({.login = "a", .password = std::string(secret), .answers = {{at.step, at.answer}}});
        Outgoing office;
        office.use(server, office::Mail_security::none, "a");
        office.write("One");
        const Message message = office.run();
        CHECK(message.state == at.state);
        CHECK(message.problem == at.problem);
        CHECK(message.words == at.answer);
        CHECK(message.attempts == 1);
        CHECK(server.received().empty());
    }
}

TEST_CASE("A server that is not there has a name too", "[M1]") {
    Mail_server server;
    Outgoing office;
    office.use(server);
    office.write("One");
    const auto with = [&](auto&& change) {
        office.store.write(box, [&](Write& write) {
            auto settings = *office::mail_settings(write);
            change(settings);
            office::set_mail(write, settings);
        });
        office.pass(2h);
        return office.run().problem;
    };
    CHECK(with([](auto& settings) { settings.port = 1; }) == Mail_problem::no_connection);
    CHECK(with([](auto& settings) { settings.server = "nowhere.invalid"; }) == Mail_problem::no_such_server);
    CHECK(with([&](auto& settings) {
              settings.server = "127.0.0.1";
              settings.port = server.port();
              settings.security = office::Mail_security::starttls;
          }) == Mail_problem::no_encryption);
    CHECK(server.received().empty());
}

TEST_CASE("A connection that breaks off leaves nothing lost and nothing sent twice", "[M3]") {
    for (const char* step : {"greeting", "EHLO", "AUTH", "MAIL", "RCPT", "DATA", "."}) {
        CAPTURE(step);
        Mail_server server({.login = "a", .password = std::string(secret), .answers = {{step, ""}}});
        Outgoing office;
        office.use(server, office::Mail_security::none, "a");
        const auto written = office.write("One");
        const bool is_unclear = std::string_view(step) == ".";
        CHECK(office.run().state == (is_unclear ? Message_state::unclear : Message_state::queued));
        CHECK(server.received().size() == (is_unclear ? 1 : 0));
        server.answer_as_usual();
        office.pass(24h);
        const Message later = office.run();
        CHECK(later.state == (is_unclear ? Message_state::unclear : Message_state::sent));
        REQUIRE(server.received().size() == 1);
        CHECK(server.received().front().message.contains("Message-ID: <" + written.message_id + ">"));
    }
}

TEST_CASE("A power cut while it is sent leaves it unclear, until somebody says what became of it", "[M3]") {
    Mail_server server;
    Outgoing office;
    office.use(server);
    const auto written = office.write("One");
    const auto cut = [&] {
        REQUIRE(office.store.write(box, [&](Write& write) { return office::begin_next(write, office.now); }));
        CHECK(office.get<Message>(1).state == Message_state::sending);
        auto again = office.after_a_cut();
        CHECK(office.is_due());
        again.send_some(office.store, [&] { return office.now; });
        CHECK(office.get<Message>(1).state == Message_state::unclear);
        CHECK(server.received().empty());
    };
    CHECK(fault_of([&] { office.act("went_out"); }) == Fault::refused);
    cut();
    office.act("resend");
    cut();
    office.act("resend");
    CHECK(office.run().state == Message_state::sent);
    REQUIRE(server.received().size() == 1);
    CHECK(server.received().front().message.contains(written.message_id));
    CHECK(fault_of([&] { office.act("resend"); }) == Fault::refused);
    office.write("Two");
    REQUIRE(office.store.write(box, [&](Write& write) { return office::begin_next(write, office.now); }));
    CHECK(fault_of([&] { office.act("cancel", 2); }) == Fault::refused);
    CHECK(office.run(2).state == Message_state::unclear);
    office.act("went_out", 2);
    CHECK(office.run(2).state == Message_state::sent);
    CHECK(server.received().size() == 1);
}

TEST_CASE("It is tried again after a minute, five, thirty, two hours, six and twelve; then it has failed", "[M3]") {
    Mail_server server({.answers = {{"RCPT", "450 Greylisted"}}});
    Outgoing office;
    office.use(server);
    office.write("One");
    for (const auto wait : {1min, 5min, 30min, 120min, 360min, 720min}) {
        CHECK(office.run().state == Message_state::queued);
        office.pass(wait - 1ms);
        CHECK_FALSE(office.is_due());
        office.pass(1ms);
        CHECK(office.is_due());
    }
    const Message message = office.run();
    CHECK(message.state == Message_state::failed);
    CHECK(message.attempts == 7);
    server.answer_as_usual();
    office.act("resend");
    CHECK(office.run().state == Message_state::sent);
    CHECK(server.received().size() == 1);
}

TEST_CASE("Hold and opt-out count when it is sent, not when it is written", "[M3][H2]") {
    Mail_server server;
    Outgoing office;
    office.use(server);
    office.write("One");
    office.store.write(box, [&](Write& write) { office::put_on_hold(write, {office.client.id}, {"Unpaid"}); });
    CHECK(office.run().held);
    CHECK_FALSE(office.is_due());
    CHECK(office.get<Message>(1).state == Message_state::queued);
    office.store.write(box, [&](Write& write) { office::release(write, {1}, {"Paid"}); });
    CHECK(office.is_due());
    CHECK(office.run().state == Message_state::sent);
    CHECK(server.received().size() == 1);

    office.write("Two");
    const auto opted_out = office.save<office::Opt_out>({{"address", "ANA@kunde.example"}});
    CHECK(office.run(2).state == Message_state::failed);
    CHECK(office.get<Message>(2).problem == Mail_problem::opted_out);
    office.erase<office::Opt_out>(opted_out.id);
    office.act("resend", 2);
    CHECK(office.run(2).state == Message_state::sent);
}

TEST_CASE("Many go over one connection, and what goes on with another says so", "[M3]") {
    Mail_server server;
    Outgoing office;
    office.use(server);
    const auto first = office.write("First");
    const auto second = office.write("Re: First", "More", {{"follows", std::to_string(first.id)}});
    const auto third = office.write("Re: First", "Even more", {{"follows", std::to_string(second.id)}});
    for (int i = 0; i < 20; ++i) office.write("Another");
    while (office.is_due()) office.run();
    CHECK(server.received().size() == 23);
    CHECK(server.connections() == 1);
    office.write("Later");
    office.run();
    CHECK(server.connections() == 2);  // none is kept that nothing comes over
    const std::string read = read_by_python(server.received()[2].message);
    CAPTURE(read);
    CHECK(read.contains(std::format("In-Reply-To: <{}>\n", second.message_id)));
    CHECK(read.contains(std::format("References: <{}> <{}>\n", first.message_id, second.message_id)));
}

TEST_CASE("A test shows what box and server said, without the password", "[M4]") {
    for (const bool right : {true, false}) {
        Mail_server server(
            {.security = Mail_server::starttls, .login = "a", .password = right ? std::string(secret) : "x"});
        Outgoing office;
        office.use(server, office::Mail_security::starttls, "a");
        const auto settings = *office.store.read([](const Read& read) { return office::mail_settings(read); });
        const auto attempt = messages::send_test(settings, "Me", "Test", "Hello");
        CHECK(attempt.delivery.outcome == (right ? office::Delivery::sent : office::Delivery::later));
        CHECK(server.received().size() == (right ? 1 : 0));
        std::string all;
        for (const std::string& line : attempt.conversation) all += line + "\n";
        CAPTURE(all);
        CHECK(all.contains("→ STARTTLS"));
        CHECK(all.contains(right ? "← 235 2.7.0 Welcome" : "← 535 5.7.8 Wrong login or password"));
        CHECK(all.contains(right ? "→ (the message, " : "→ AUTH PLAIN"));
        CHECK_FALSE(all.contains(secret));
        CHECK_FALSE(all.contains("AHYzcnkhczNjcmV0LXBhc3M"));  // in base64, as PLAIN sends it
        CHECK_FALSE(all.contains("djNyeSFzM2NyZXQtcGFzcw"));
        CHECK_FALSE(all.contains("M2NyZXQ"));
    }
}

TEST_CASE("Nothing that is typed begins another header", "[M1]") {
    Mail_server server;
    Outgoing office;
    office.use(server);
    CHECK(office.refused("One\r\nBcc: all@example.org").contains("subject"));
    CHECK(office.refused("One", "Text", {{"to", "a@example.org\r\nBcc: all@example.org"}}).contains("to"));
    CHECK(office.count(record_type<Message>()) == 0);
    for (const char* bad : {"a\nb", "a\r\nb", "a\rb", "a\x01"}) {
        CHECK_THROWS_AS(messages::header_text(bad), storage::Error);
        CHECK_THROWS_AS(messages::header_address(bad, "a@example.org"), storage::Error);
        CHECK_THROWS_AS(messages::wire_address(bad), storage::Error);
        CHECK_THROWS_AS(messages::header_disposition(bad), storage::Error);
    }
    CHECK(messages::header_address("Smith, \"Al\"", "a@b.example") == "\"Smith, \\\"Al\\\"\" <a@b.example>");
}
