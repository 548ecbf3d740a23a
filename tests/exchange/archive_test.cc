// Archives: whole ZIP files that hold what they say, and nothing that is nobody's business.
#include <catch2/catch_test_macros.hpp>
#include <format>
#include <map>

#include "exchange/archives/everything.h"
#include "exchange/archives/personal.h"
#include "exchange/office.h"
#include "office/clients/contact.h"
#include "office/clients/note.h"
#include "office/documents/document.h"
#include "office/documents/documents.h"
#include "storage/bytes.h"

using namespace exchange;
using namespace exchange::tests;
using office::Client;
using office::Contact;
using office::Document;
using office::Note;

namespace {

std::uint64_t number_at(std::string_view bytes, std::size_t at, std::size_t size) {
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < size; ++i)
        number |= std::uint64_t{static_cast<unsigned char>(bytes.at(at + i))} << (8 * i);
    return number;
}

/// Out of stored blocks.
std::string inflated(std::string_view packed) {
    std::string bytes;
    for (bool last = false; !last;) {
        last = packed.at(0) == 1;
        const auto size = number_at(packed, 1, 2);
        REQUIRE((number_at(packed, 3, 2) ^ size) == 0xFFFF);
        bytes += packed.substr(5, size);
        packed.remove_prefix(5 + size);
    }
    REQUIRE(packed.empty());
    return bytes;
}

/// As a program reads it: from the list at the end.
std::map<std::string, std::string> entries_of(std::string_view zip) {
    std::map<std::string, std::string> entries;
    const std::size_t end = zip.size() - 22;
    REQUIRE(number_at(zip, end, 4) == 0x06054B50);
    std::size_t at = number_at(zip, end + 16, 4);
    for (std::size_t i = 0; i < number_at(zip, end + 10, 2); ++i) {
        REQUIRE(number_at(zip, at, 4) == 0x02014B50);
        const auto name_size = number_at(zip, at + 28, 2);
        const auto place = number_at(zip, at + 42, 4);
        const std::string name(zip.substr(at + 46, name_size));
        REQUIRE(number_at(zip, place, 4) == 0x04034B50);
        CHECK(zip.substr(place + 30, name_size) == name);
        std::string bytes = inflated(zip.substr(place + 30 + name_size, number_at(zip, at + 20, 4)));
        CHECK(bytes.size() == number_at(zip, at + 24, 4));
        CHECK(storage::checksum(bytes) == number_at(zip, at + 16, 4));
        CHECK(entries.emplace(name, std::move(bytes)).second);
        at += 46 + name_size;
    }
    CHECK(at == end);
    return entries;
}

std::string whole(Archive archive) {
    std::string zip;
    while (archive.next(zip)) {
    }
    return zip;
}

struct Filed : Office {
    storage::Files files{folder.path(), 0};
    Archive_source source{.store = store, .files = files, .types = archived_types()};

    Client add_client(std::string name) {
        Client client{.first_name = "Ann", .last_name = std::move(name)};
        client.email = {std::format("{}@a.example", client.last_name)};
        return add(client);
    }
    Document add_document(office::Any_ref about, std::string_view bytes, std::string_view name) {
        storage::Incoming incoming = files.begin();
        incoming.append(bytes);
        const storage::File file = office::described(files, incoming.finish(), name);
        return store.write(actor, [&](storage::Write& write) {
            return office::add_document(write, file, {{"about", storage::show_any(about)}}, office::References::ids);
        });
    }
};

}  // namespace

TEST_CASE("a ZIP file is whole, however its entries come", "[E2]") {
    Archive archive(storage::Moment::now());
    archive.add_text("empty.txt", "");
    archive.add_text("Übersicht.txt", std::string(200'000, 'x'));
    const auto entries = entries_of(whole(std::move(archive)));
    CHECK(entries.at("empty.txt").empty());
    CHECK(entries.at("Übersicht.txt") == std::string(200'000, 'x'));
    CHECK(entries_of(whole(Archive(storage::Moment::now()))).empty());
}

TEST_CASE("everything goes out as JSON with its files, and no secret", "[E2]") {
    Filed office;
    for (int i = 0; i < 450; ++i) office.add_client(std::format("Number{}", i));
    office.add(office::User{.name = "Ada", .email = {"ada@o.example"}, .password = {"$argon2id$secret"}});
    office.add_document({Client::kind.number, 1}, "%PDF-1.7 text", "../contract \"1\".pdf");
    const Document lost = office.add_document({Client::kind.number, 1}, "lost bytes", "lost.txt");
    std::filesystem::remove(office.folder.path() / "files" / storage::hex(lost.file.digest).substr(0, 2) /
                            storage::hex(lost.file.digest));
    const std::string zip = whole(everything(office.source, storage::Moment::now()));
    const auto entries = entries_of(zip);
    const std::string& clients = entries.at("clients.json");
    CHECK(clients.starts_with("{\"kind\":\"clients\",\"records\":[\n{\"id\":1,"));
    CHECK(clients.ends_with("}\n]}\n"));
    CHECK(std::ranges::count(clients, '\n') == 452);
    CHECK(clients.contains("Number449@a.example"));
    CHECK(entries.at("documents.json").contains("\"names\":{\"about\":"));
    CHECK(std::ranges::any_of(entries, [](const auto& entry) {
        return entry.first.starts_with("documents/1 ") && entry.second == "%PDF-1.7 text";
    }));
    CHECK(entries.at("missing.txt") == "documents/2 lost.txt\n");
    CHECK_FALSE(entries.contains("companies.json"));
    CHECK(entries.at("fields.json").contains(R"({"field":"email","label":"E-mail","personal":true})"));
    CHECK_FALSE(zip.contains("argon2id"));
}

TEST_CASE("everything goes out as tables too, in the order in which they come back", "[E2]") {
    Filed office;
    const Client ann = office.add_client("Own");
    office.add(office::User{.name = "Ada", .email = {"ada@o.example"}});
    office.add(Contact{.name = "Con", .email = {"con@a.example"}, .clients = {{ann.id}}});
    office.add(Note{.client = {ann.id}, .text = {"own note"}});
    std::vector<std::string> tables;
    const auto entries = entries_of(whole(everything(office.source, storage::Moment::now())));
    for (const auto& [name, text] : entries)
        if (name.starts_with("tables/")) tables.push_back(name.substr(name.find('-') + 1));
    CHECK(tables == std::vector<std::string>{"users.csv", "clients.csv", "contacts.csv", "notes.csv"});
    const auto clients =
        std::ranges::find_if(entries, [](const auto& entry) { return entry.first.contains("-clients"); });
    REQUIRE(clients != entries.end());
    CHECK(clients->second.contains("primary_contact"));
    CHECK(clients->second.contains("clientbox_id"));
}

TEST_CASE("all about one client: what hangs on it, and nothing of anybody else", "[S7]") {
    Filed office;
    const Client ann = office.add_client("Own");
    const Client other = office.add_client("Foreign");
    office.add(Note{.client = {ann.id}, .text = {"own note"}});
    office.add(Note{.client = {other.id}, .text = {"foreign note"}});
    const Contact shared =
        office.add(Contact{.name = "Shared", .email = {"s@a.example"}, .clients = {{ann.id}, {other.id}}});
    const Contact own = office.add(Contact{.name = "Alone", .email = {"o@a.example"}, .clients = {{ann.id}}});
    office.add_document({Client::kind.number, ann.id}, "of the client", "client.txt");
    office.add_document({Contact::kind.number, own.id}, "of the contact", "what? <a|b>: \"c\"\t*.txt.");
    office.add_document({Contact::kind.number, shared.id}, "of the shared one", "shared.txt");
    office.add_document({Client::kind.number, other.id}, "of the other", "other.txt");
    office.store.write(office.actor, [&](storage::Write& write) {
        Client changed = write.get<Client>(ann.id);
        changed.phone = {"030 5550101"};
        write.update(changed);
    });
    const std::string zip = whole(personal_data(office.source, {Client::kind.number, ann.id}, storage::Moment::now()));
    const auto entries = entries_of(zip);
    CHECK(entries.at("notes.json").contains("own note"));
    CHECK(entries.at("contacts.json").contains("Shared"));
    CHECK(entries.at("documents/1 client.txt") == "of the client");
    CHECK(entries.at("documents/2 what_ _a_b__ _c_ _.txt") == "of the contact");
    CHECK(entries.at("history.json").contains(R"("after":{"phone":"030 5550101"})"));
    CHECK(entries.at("clients.json").contains("\"id\":1"));
    for (const char* foreign : {"foreign note", "of the shared one", "of the other", "Foreign@"})
        CHECK_FALSE(zip.contains(foreign));
    CHECK_THROWS_AS(personal_data(office.source, {Client::kind.number, 99}, storage::Moment::now()), storage::Error);
}

TEST_CASE("who sees less takes less along", "[E2][S7]") {
    Filed office;
    const Client ann = office.add_client("Own");
    office.add(Note{.client = {ann.id}, .text = {"own note"}});
    std::erase(office.source.types, &storage::record_type<Note>());
    CHECK_FALSE(whole(everything(office.source, storage::Moment::now())).contains("own note"));
    const auto entries =
        entries_of(whole(personal_data(office.source, {Client::kind.number, ann.id}, storage::Moment::now())));
    CHECK_FALSE(entries.contains("notes.json"));
}
