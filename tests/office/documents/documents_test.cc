// Documents, and files that arrive in several attempts.
#include "office/documents/documents.h"

#include <catch2/catch_test_macros.hpp>
#include <format>

#include "office/documents/uploads.h"
#include "office/office.h"
#include "storage/digest.h"

using namespace office_test;
using office::Document;
using office::Upload;

namespace {

struct Files_office : Office {
    storage::Files files{folder.path(), 0};
    office::Uploads uploads{store, files};
    office::User user = save<office::User>({{"name", "Ben"}, {"email", "ben@example.org"}, {"role", "staff"}});
    storage::Id client = save<office::Client>(person("Ana", "Ruiz", "ana@example.org")).id;

    office::File file(std::string_view bytes, std::string_view name = "plan.txt") {
        auto incoming = files.begin();
        incoming.append(bytes);
        return office::described(files, incoming.finish(), name);
    }
    Document add(const Typed& typed, std::string_view bytes = "bytes") {
        const auto sent = file(bytes);
        return store.write(as(user),
                           [&](Write& write) { return office::add_document(write, sent, typed, References::names); });
    }
    Upload begun(std::uint64_t size, std::string digest = {}) {
        return uploads.begin(as(user), {.name = "plan.txt", .about = "client:1", .digest = digest, .size = size});
    }
    Upload sent(const Upload& upload, std::uint64_t offset, std::string_view bytes) {
        const auto attempt = uploads.go_on(as(user), upload.id, offset);
        attempt->take(bytes);
        return attempt->done();
    }
};

}  // namespace

TEST_CASE("a document is called as its file, knows who brought it, and goes with its client", "[P9]") {
    Files_office office;
    const Document plan = office.add({{"about", "client: Ruiz, Ana"}});
    CHECK(plan.name == "plan.txt");
    CHECK(plan.file.type == "text/plain");
    CHECK(plan.file.size == 5);
    CHECK(plan.uploaded_by.id == office.user.id);
    CHECK(plan.about == office::Any_ref{office::Client::kind.number, office.client});
    CHECK(office.change<Document>(plan.id, {{"name", "Ground plan"}}).name == "Ground plan");
    CHECK(office.change<Document>(plan.id, {{"name", ""}}).name == "plan.txt");
    office.store.read([&](const Read& read) { CHECK(read.search(record_type<Document>(), "plan", 5).size() == 1); });
    office.erase<office::Client>(office.client);
    CHECK_FALSE(office.find<Document>(plan.id));
}

TEST_CASE("a document has a file, and is about something that people know", "[P9]") {
    Files_office office;
    CHECK(errors_of([&] { office.save<Document>({{"name", "Nothing"}}); }) == Errors{{"file", "has to be sent"}});
    for (const char* wrong : {"Nobody, Ana", "planet: Mars", "session: 1", "client: Nobody"})
        CHECK(errors_of([&] { office.add({{"about", wrong}}); }).contains("about"));
    const auto typed_by_number = [&](const char* about) {
        return errors_of([&] {
            office.store.write(box, [&](Write& write) {
                office::add_document(write, office.file("x"), {{"about", about}}, References::ids);
            });
        });
    };
    CHECK(typed_by_number("31:1") == Errors{{"about", "is not a record"}});
    CHECK(typed_by_number("1:99").contains("about"));
    CHECK(typed_by_number("1:1").empty());
    CHECK(office.add({{"about", "Client: ana@example.org"}}).about.id == office.client);
    CHECK(office.add({}).about == office::Any_ref{});
}

TEST_CASE("a file on a note is its client's, and the note stays there with it", "[P7][P9]") {
    Files_office office;
    const auto other = office.save<office::Client>(person("Bo", "Oak", "oak@example.org"));
    const Typed written{{"client", std::to_string(office.client)}, {"text", "The gate"}};
    const auto note = office.save<office::Note>(written, References::ids);
    const Document photo = office.add({{"about", std::format("note:{}", note.id)}});
    CHECK(photo.client.id == office.client);
    CHECK(office.add({{"about", ""}}).client.id == 0);
    const Typed moved{{"client", std::to_string(other.id)}};
    CHECK(errors_of([&] { office.change<office::Note>(note.id, moved, References::ids); }).contains("client"));
    office.erase<Document>(photo.id);
    CHECK(office.change<office::Note>(note.id, moved, References::ids).client.id == other.id);
}

TEST_CASE("documents from before say whose they are, once and for all", "[P9]") {
    Files_office office;
    Document old = office.add({{"about", "client:1"}});
    old.client = {};
    old.issued = true;
    office.store.write(box, [&](Write& write) { write.update(old); });
    CHECK(office.store.read(office::lacks_clients));
    office::name_clients(office.store);
    CHECK(office.get<Document>(old.id).client.id == office.client);
    CHECK_FALSE(office.store.read(office::lacks_clients));
}

TEST_CASE("an issued document stays, and so does its client", "[P9]") {
    Files_office office;
    Document invoice = office.add({{"about", "client:1"}});
    invoice.issued = true;
    office.store.write(box, [&](Write& write) { write.update(invoice); });
    CHECK(fault_of([&] { office.erase<Document>(invoice.id); }) == Fault::refused);
    CHECK(fault_of([&] { office.erase<office::Client>(office.client); }) == Fault::refused);
    CHECK(fault_of([&] { office.change<Document>(invoice.id, {{"name", "Another"}}); }) == Fault::refused);
    CHECK(office.change<Document>(invoice.id, {{"visible_to_client", "yes"}}).visible_to_client);
}

TEST_CASE("an upload goes on where it stands, and is a document with its last byte", "[P9]") {
    Files_office office;
    const Upload upload = office.begun(13);
    CHECK(office.sent(upload, 0, "one two ").received == 8);
    CHECK(fault_of([&] { office.sent(upload, 0, "one"); }) == Fault::stale);
    CHECK(fault_of([&] { office.sent(upload, 9, "x"); }) == Fault::stale);
    const Upload whole = office.sent(upload, 8, "three");
    REQUIRE(whole.document != 0);
    const auto plan = office.get<Document>(static_cast<storage::Id>(whole.document));
    CHECK(plan.file.digest == storage::sha256("one two three"));
    CHECK(plan.about.id == office.client);
    CHECK(plan.uploaded_by.id == office.user.id);
    CHECK(office.uploads.find(as(office.user), upload.id).received == 13);
    CHECK(fault_of([&] { office.sent(upload, 13, ""); }) == Fault::stale);
    CHECK(office.begun(0).document != 0);
}

TEST_CASE("what an attempt brought is kept when it breaks off", "[P9]") {
    Files_office office;
    const Upload upload = office.begun(13);
    {
        const auto attempt = office.uploads.go_on(as(office.user), upload.id, 0);
        attempt->take("one ");
        CHECK(fault_of([&] { office.uploads.go_on(as(office.user), upload.id, 0); }) == Fault::stale);
        CHECK(fault_of([&] { attempt->take("much more than was announced"); }) == Fault::too_large);
    }
    CHECK(office.uploads.find(as(office.user), upload.id).received == 4);
    CHECK(office.sent(upload, 4, "two three").document != 0);
}

TEST_CASE("an upload is its owner's, and expires", "[P9]") {
    Files_office office;
    const Upload upload = office.begun(5);
    const storage::Actor other{.user = 99, .name = "Eve"};
    CHECK(fault_of([&] { office.uploads.find(other, upload.id); }) == Fault::not_found);
    CHECK(fault_of([&] { office.uploads.go_on(other, upload.id, 0); }) == Fault::not_found);
    CHECK(fault_of([&] { office.uploads.give_up(other, upload.id); }) == Fault::not_found);
    office.sent(upload, 0, "ab");
    const office::Now now = office::Now::now();
    const auto wall_in = [&](std::chrono::hours time) {
        return storage::Moment{now.wall.milliseconds + std::chrono::milliseconds(time).count()};
    };
    office.uploads.forget_expired(now);
    CHECK(office.find<Upload>(upload.id));
    // A clock that jumps by a month takes nothing away.
    office.uploads.forget_expired({wall_in(std::chrono::hours{30 * 24}), now.steady});
    CHECK(
        office.uploads.find(as(office.user), upload.id, {wall_in(std::chrono::hours{30 * 24}), now.steady}).received ==
        2);
    office.uploads.forget_expired({wall_in(std::chrono::hours{25}), now.steady + std::chrono::hours{25}});
    CHECK_FALSE(office.find<Upload>(upload.id));
    CHECK(fault_of([&] { office.sent(upload, 2, "cde"); }) == Fault::not_found);
    CHECK(std::filesystem::is_empty(office.folder.path() / "files" / "incoming"));
}

TEST_CASE("an upload that is given up, too large or not what was announced leaves no document", "[P9]") {
    Files_office office;
    const Upload upload = office.begun(5);
    office.uploads.give_up(as(office.user), upload.id);
    CHECK(fault_of([&] { office.sent(upload, 0, "abcde"); }) == Fault::not_found);
    CHECK(fault_of([&] { office.begun(office::largest_file + 1); }) == Fault::too_large);
    CHECK(errors_of([&] { office.begun(5, "abcd"); }).contains("digest"));
    CHECK(office.sent(office.begun(5, storage::hex(storage::sha256("abcde"))), 0, "abcde").document != 0);
    const Upload wrong = office.begun(5, storage::hex(storage::sha256("abcde")));
    CHECK(errors_of([&] { office.sent(wrong, 0, "abcdx"); }).contains("file"));
    CHECK_FALSE(office.find<Upload>(wrong.id));
    CHECK(office.count(record_type<Document>()) == 1);
}
