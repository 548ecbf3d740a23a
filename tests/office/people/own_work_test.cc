// Crew sees what its own work is about, and nothing else.
#include <catch2/catch_test_macros.hpp>

#include "office/clients/company.h"
#include "office/clients/contact.h"
#include "office/people/access_settings.h"
#include "office/people/viewer.h"
#include "office/people/with_admin.h"
#include "office/work/task.h"

using namespace office_test;
using office::Client;
using office::Note;
using office::Task;

namespace {

/// Two clients of which Cora of the crew has work at one.
struct Two_clients : With_admin {
    office::User cora = user("Cora", "cora@office.org", "crew");
    Client hers = add_client("Ruiz", "Heron"), other = add_client("Smith", "Zebra");
    Task task = save<Task>({{"title", "Prune"}, {"client", hers.name()}, {"assignee", "Cora"}});
    Task others_task = save<Task>({{"title", "Mow"}, {"client", hers.name()}, {"assignee", "Ada"}});

    Client add_client(std::string last, std::string company) {
        auto client = save<Client>(with(person("Ana", last, last + "@example.org"), "company", company));
        save<Note>({{"client", std::to_string(client.id)}, {"text", "Note"}}, References::ids);
        save<office::Contact>(
            {{"name", last + " contact"}, {"email", last + "@contact.org"}, {"clients", std::to_string(client.id)}},
            References::ids);
        return client;
    }
    template <class Record> std::vector<Id> seen() {
        const auto scope =
            store.read([&](const Read& read) { return office::scope_of(office::viewer_of(read, cora)); });
        return store.read(&scope, [](const Read& read) {
            return read.select(record_type<Record>(), {.tag = storage::index_tag::created}).ids;
        });
    }
};

}  // namespace

TEST_CASE("Crew sees its own tasks, the clients these are about, and what hangs on those", "[U2]") {
    Two_clients office;
    CHECK(office.seen<Task>() == std::vector<Id>{office.task.id});
    CHECK(office.seen<Client>() == std::vector<Id>{office.hers.id});
    CHECK(office.seen<Note>() == std::vector<Id>{1});
    CHECK(office.seen<office::Contact>() == std::vector<Id>{1});
    CHECK(office.seen<office::Company>() == std::vector<Id>{office.hers.company.id});
    CHECK(office.seen<User>().size() == 2);

    office.change<Task>(office.task.id, {{"assignee", "Ada"}});
    CHECK(office.seen<Task>().empty());
    CHECK(office.seen<Client>().empty());
    CHECK(office.seen<Note>().empty());
}

TEST_CASE("A value that is taken is said to be so without a name to whoever does not see who has it", "[U2][C3]") {
    Two_clients office;
    const auto objection = [&](const User& who, const std::string& email) {
        try {
            office.save<Client>(person("Eve", "Low", email), References::names, as(who));
        } catch (const storage::Error& error) {
            return std::pair(error.fields().at("email"), error.clashes().size());
        }
        return std::pair(std::string{}, std::size_t{0});
    };
    CHECK(objection(office.cora, "Smith@example.org") == std::pair(std::string("is taken already"), std::size_t{0}));
    CHECK(objection(office.cora, "Ruiz@example.org").first == "belongs to Ruiz, Ana already");
    CHECK(objection(office.ada, "Smith@example.org") ==
          std::pair(std::string("belongs to Smith, Ana already"), std::size_t{1}));
    CHECK(errors_of([&] {
              office.change<Client>(office.hers.id, {{"email", "Smith@example.org"}}, References::names,
                                    as(office.cora));
          }) == Errors{{"email", "is taken already"}});
    CHECK(errors_of([&] {
              office.save<Client>(with(person("Eve", "Low", "eve@example.org"), "company", "Zebra"), References::names,
                                  as(office.cora));
          }) == Errors{{"company", "is taken already"}});
}

TEST_CASE("What somebody writes who may not see clients is about none", "[U2]") {
    Two_clients office;
    const auto ben = office.user("Ben", "ben@office.org");
    const auto write = [&] {
        return errors_of([&] {
            office.save<Note>({{"client", std::to_string(office.hers.id)}, {"text", "Seen"}}, References::ids, as(ben));
        });
    };
    CHECK(write().empty());
    office.store.write(as(office.ada),
                       [](Write& to) { office::set_right(to, office::Role::staff, "see_clients", false); });
    CHECK(write().contains("client"));
    CHECK(errors_of([&] {
              office.save<Task>({{"title", "Call"}, {"client", std::to_string(office.hers.id)}}, References::ids,
                                as(ben));
          }).contains("client"));
}

TEST_CASE("What crew writes is about its own work, and a task without anybody is its own", "[U2]") {
    Two_clients office;
    const auto write_note = [&](const Client& client) {
        return fault_of([&] {
            office.save<Note>({{"client", std::to_string(client.id)}, {"text", "Seen"}}, References::ids,
                              as(office.cora));
        });
    };
    CHECK_FALSE(write_note(office.hers));
    CHECK(write_note(office.other));
    const auto task = office.save<Task>({{"title", "Call back"}}, References::names, as(office.cora));
    CHECK(task.assignee.id == office.cora.id);
    CHECK(fault_of(
        [&] { office.change<Task>(office.others_task.id, {{"title", "x"}}, References::names, as(office.cora)); }));
}
