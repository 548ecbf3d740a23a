#include <catch2/catch_test_macros.hpp>

#include "messages/outgoing.h"
#include "office/documents/documents.h"
#include "office/records/record_json.h"

using namespace messages_test;

TEST_CASE("An e-mail needs a server, an address, a subject and a text", "[M1]") {
    Outgoing office;
    CHECK(office.refused("One").contains("to"));  // no server yet
    const Mail_server server;
    office.use(server);
    CHECK(office.refused("").contains("subject"));
    CHECK(office.refused("One", "").contains("text"));
    const auto nobody = office.save<Client>({{"type", "organisation"}, {"organisation", "Acme"}});
    CHECK(office.refused("One", "Hello", {{"client", std::to_string(nobody.id)}}).contains("to"));
    CHECK(office.write("One", "Hello", {{"client", std::to_string(nobody.id)}, {"to", "acme@example.org"}}).to.text ==
          "acme@example.org");
    CHECK(office.write("One").to.text == "ana@kunde.example");
    CHECK(office.count(record_type<Message>()) == 2);
}

TEST_CASE("Only files of the client are attached, and no more than servers take", "[M1]") {
    Outgoing office;
    const Mail_server server;
    office.use(server);
    const auto other = office.save<Client>(person("Bo", "Berg", "bo@example.org"));
    const auto file_of = [&](Id client, std::uint64_t size) {
        storage::Incoming incoming = office.files.begin();
        incoming.append("bytes");
        storage::File file = office::take_file(office.files, incoming, "a.txt");
        file.size = size;
        const auto document = office.store.write(box, [&](Write& write) {
            return office::add_document(write, file, {{"about", std::format("1:{}", client)}}, References::ids);
        });
        return std::to_string(document.id);
    };
    const std::string own = file_of(office.client.id, 5), foreign = file_of(other.id, 5),
                      large = file_of(office.client.id, Message::most_attached + 1);
    CHECK(office.refused("One", "Hello", {{"attachments", foreign}}).contains("attachments"));
    CHECK(office.refused("One", "Hello", {{"attachments", large}}).contains("attachments"));
    CHECK(office.refused("One", "Hello", {{"attachments", "99"}}).contains("attachments"));
    CHECK(office.write("One", "Hello", {{"attachments", own}}).attachments.size() == 1);
}

TEST_CASE("What waits can be cancelled, what failed sent again, and what is over stays over", "[M3]") {
    Outgoing office;
    const Mail_server server;
    office.use(server);
    office.write("One");
    CHECK(fault_of([&] { office.act("resend"); }) == Fault::refused);
    CHECK(fault_of([&] { office.act("came_back"); }) == Fault::refused);
    office.act("cancel");
    CHECK(office.run().state == Message_state::cancelled);
    for (const char* action : {"cancel", "resend", "went_out", "came_back"})
        CHECK(fault_of([&] { office.act(action); }) == Fault::refused);
    CHECK(server.received().empty());
    CHECK(fault_of([&] { office.erase<Message>(1); }) == Fault::refused);
    office.erase<Client>(office.client.id);
    CHECK(office.count(record_type<Message>()) == 0);
}

TEST_CASE("The password of the mail server is in no JSON and no history, and stays when none is typed", "[M4]") {
    Outgoing office;
    const Mail_server server;
    office.use(server, office::Mail_security::none, "a");
    const auto set = [&](auto&& change) {
        return errors_of([&] {
            office.store.write(box, [&](Write& write) {
                auto settings = *office::mail_settings(write);
                settings.password = {};
                change(settings);
                office::set_mail(write, settings);
            });
        });
    };
    const auto password = [&] {
        return office.store.read([](const Read& read) { return office::mail_settings(read)->password.text; });
    };
    CHECK(set([](auto& settings) { settings.port = 25; }).empty());
    CHECK(password() == secret);
    CHECK(set([](auto& settings) { settings.server = "a/b"; }).contains("server"));
    CHECK(set([](auto& settings) { settings.port = 0; }).contains("port"));
    CHECK(set([](auto& settings) { settings.authority.text = "none"; }).contains("authority"));
    office.store.read([&](const Read& read) {
        const auto& type = record_type<office::Mail_settings>();
        const auto raw = read.get(type, office::Mail_settings::only);
        for (const storage::Row& row : type.show(raw.fields, {})) CHECK_FALSE(row.text.contains(secret));
        for (const auto& entry : read.history({type.kind.number, 1}, 0, 10))
            CHECK_FALSE((entry.before + entry.after).contains(secret));
    });
    CHECK(set([](auto& settings) { settings.login = ""; }).empty());
    CHECK(password().empty());
    CHECK(set([](auto& settings) { settings.login = "b"; }).contains("password"));
}
