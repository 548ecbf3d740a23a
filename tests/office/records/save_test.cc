#include "office/records/save.h"

#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <format>
#include <thread>

#include "office/clients/duplicates.h"
#include "office/clients/tags.h"
#include "office/office.h"

using namespace office_test;
using office::Client;
using office::Company;
using office::Tag;
using office::User;

TEST_CASE("A person needs a first name, a last name and an e-mail address, an organisation its name", "[C2]") {
    Office office;
    CHECK(errors_of([&] { office.save<Client>({}); }) ==
          Errors{{"first_name", "is required"}, {"last_name", "is required"}, {"email", "is required"}});
    CHECK(errors_of([&] { office.save<Client>({{"type", "organisation"}}); }) ==
          Errors{{"organisation", "is required"}});
    CHECK(office.save<Client>(person("Ana", "Ruiz", "ana@example.org")).name() == "Ruiz, Ana");
    CHECK(office.save<Client>({{"type", "organisation"}, {"organisation", "Acme"}}).name() == "Acme");
    CHECK(office.count(record_type<Client>()) == 2);
}

TEST_CASE("Everything that is wrong is said at once, with who has the e-mail address already", "[C2][C3]") {
    Office office;
    const auto ana = office.save<Client>(person("Ana", "Ruiz", "ana@example.org"));
    try {
        auto typed = person("", "Ruiz", "ANA@example.org");
        typed["company"] = "Acme";
        typed["assignee"] = "Nobody";
        typed["website"] = "ftp://x";
        office.save<Client>(typed);
        FAIL("was saved");
    } catch (const storage::Error& error) {
        CHECK(error.fields().at("first_name") == "is required");
        CHECK(error.fields().at("email") == "belongs to Ruiz, Ana already");
        CHECK(error.fields().at("assignee") == "is not a user's name or e-mail address");
        CHECK(error.fields().contains("website"));
        CHECK(error.fields().size() == 4);
        CHECK(error.clashes().at("email").id == ana.id);
    }
    CHECK(office.count(record_type<Company>()) == 0);
}

TEST_CASE("A field takes so many names and no more, however many are typed", "[C7]") {
    Office office;
    const auto tags = [](int count) {
        std::string names;
        for (int i = 0; i < count; ++i) names += std::format("{}t{}", i == 0 ? "" : ",", i);
        return names;
    };
    const auto ana = office.save<Client>(with(person("Ana", "Ruiz", "ana@example.org"), "tags", tags(200)));
    CHECK(ana.tags.size() == 200);
    for (const int count : {201, 30'000})
        CHECK(errors_of([&] { office.change<Client>(ana.id, {{"tags", tags(count)}}); }).contains("tags"));
}

TEST_CASE("Companies and tags that are typed are found in any case, or made on the spot", "[C2][C7][C9]") {
    Office office;
    const auto acme = office.save<Company>({{"name", "Acme"}});
    auto typed = person("Ana", "Ruiz", "ana@example.org");
    typed["company"] = " ACME ";
    typed["tags"] = "VIP, Lead,, vip";
    const auto ana = office.save<Client>(typed);
    CHECK(ana.company.id == acme.id);
    REQUIRE(ana.tags.size() == 2);
    CHECK(office.get<Tag>(ana.tags[0].id).name == "VIP");
    CHECK(office.get<Tag>(ana.tags[1].id).name == "Lead");

    const auto changed = office.change<Client>(ana.id, {{"company", "Bolt"}, {"tags", "lead, New"}});
    CHECK(office.get<Company>(changed.company.id).name == "Bolt");
    CHECK(changed.tags.size() == 2);
    CHECK(changed.tags[0] == ana.tags[1]);
    CHECK(office.count(record_type<Tag>()) == 3);

    const auto cleared = office.change<Client>(ana.id, {{"company", ""}, {"tags", " "}});
    CHECK_FALSE(cleared.company);
    CHECK(cleared.tags.empty());
    CHECK(errors_of([&] { office.change<Client>(ana.id, {{"tags", std::string(61, 'x')}}); }) ==
          Errors{{"tags", "Each must have at most 60 characters."}});
}

TEST_CASE("An assignee is given by name or e-mail address, and never made", "[C2]") {
    Office office;
    const auto eva = office.save<User>({{"name", "Eva"}, {"email", "eva@office.org"}, {"role", "staff"}});
    office.save<User>({{"name", "Max"}, {"email", "max1@office.org"}, {"role", "staff"}});
    const auto max = office.save<User>({{"name", "Max"}, {"email", "max2@office.org"}, {"role", "staff"}});
    const auto ana = office.save<Client>(with(person("Ana", "Ruiz", "ana@example.org"), "assignee", "eva"));
    CHECK(ana.assignee.id == eva.id);
    CHECK(office.change<Client>(ana.id, {{"assignee", "MAX2@office.org"}}).assignee.id == max.id);
    CHECK(office.change<Client>(ana.id, {{"assignee", "Max"}}).assignee.id == max.id);  // as it is shown: unchanged
    office.change<Client>(ana.id, {{"assignee", ""}});
    CHECK(errors_of([&] { office.change<Client>(ana.id, {{"assignee", "Max"}}); }) ==
          Errors{{"assignee", "fits several: choose one of those that are offered"}});
    CHECK(errors_of([&] { office.change<Client>(ana.id, {{"assignee", "Ivo"}}); }).contains("assignee"));
    CHECK_FALSE(office.change<Client>(ana.id, {{"assignee", ""}}).assignee);
    CHECK(office.count(record_type<User>()) == 3);
}

TEST_CASE("Through the API references are ids, and one that is not there is named", "[C2]") {
    Office office;
    const auto acme = office.save<Company>({{"name", "Acme"}});
    const auto typed = with(person("Ana", "Ruiz", "ana@example.org"), "company", std::to_string(acme.id));
    CHECK(office.save<Client>(typed, References::ids).company.id == acme.id);
    const auto wrong = with(person("Ivo", "Ruiz", "ivo@example.org"), "company", "99");
    CHECK(errors_of([&] { office.save<Client>(wrong, References::ids); }).contains("company"));
    CHECK(errors_of([&] { office.save<Client>(with(wrong, "company", "Acme"), References::ids); }).contains("company"));
}

TEST_CASE("Names of references are shown as they can be typed again", "[C2]") {
    Office office;
    auto typed = person("Ana", "Ruiz", "ana@example.org");
    typed["tags"] = "VIP, Lead";
    typed["company"] = "Acme";
    const auto ana = office.save<Client>(typed);
    office.save<Client>(person("Ivo", "Ruiz", "ivo@example.org"));
    const auto contact =
        office.save<office::Contact>({{"name", "Kim"}, {"phone", "12345"}, {"clients", "Ruiz, Ana; ivo@example.org"}});
    CHECK(contact.clients.size() == 2);
    office.store.read([&](const Read& read) {
        Typed shown;
        const auto& type = record_type<Client>();
        for (const auto& row : type.show(read.get(type, ana.id).fields, {}))
            shown[row.column->name] = office::names_of(read, row);
        CHECK(shown["tags"] == "VIP, Lead");
        CHECK(shown["company"] == "Acme");
        CHECK(shown["first_name"] == "Ana");
        const auto& contacts = record_type<office::Contact>();
        for (const auto& row : contacts.show(read.get(contacts, contact.id).fields, {}))
            if (row.column->name == "clients") CHECK(office::names_of(read, row) == "Ruiz, Ana; Ruiz, Ivo");
    });
}

TEST_CASE("Of two people who change one record the second is told, before anything else", "[C12]") {
    Office office;
    const auto ana = office.save<Client>(person("Ana", "Ruiz", "ana@example.org"));
    office.change<Client>(ana.id, {{"phone", "12345"}});
    const auto save_old = [&](const Typed& typed) {
        office.store.write(box, [&](Write& write) {
            save(write, record_type<Client>(), ana.id, ana.revision, typed, References::names);
        });
    };
    CHECK(fault_of([&] { save_old({{"phone", "67890"}}); }) == Fault::stale);
    CHECK(fault_of([&] { save_old({{"email", "no address"}}); }) == Fault::stale);
    CHECK(fault_of([&] { save_old({}); }) == Fault::stale);
    CHECK(office.get<Client>(ana.id).phone.text == "12345");
    CHECK(fault_of([&] { office.change<Client>(99, {}); }) == Fault::not_found);
}

TEST_CASE("Of two simultaneous clients with one e-mail address in other case exactly one is saved", "[C3]") {
    Office office;
    for (int round = 0; round < 20; ++round) {
        std::atomic<int> saved = 0;
        std::atomic<int> refused = 0;
        const auto create = [&](const std::string& email) {
            const auto errors = errors_of([&] {
                office.save<Client>(person("Ana", "Ruiz", email));
                ++saved;
            });
            if (errors.contains("email")) ++refused;
        };
        std::thread other([&] { create(std::format("ana{}@example.org", round)); });
        create(std::format("ANA{}@Example.ORG", round));
        other.join();
        CHECK(saved == 1);
        CHECK(refused == 1);
    }
}

TEST_CASE("Clients with the same phone number, or the same name and city, may be the same", "[C3]") {
    Office office;
    auto typed = person("Ana", "Ruiz", "ana@example.org");
    typed["phone"] = "043 797-5229";
    typed["billing_address.city"] = "Köln";
    const auto ana = office.save<Client>(typed);
    auto far = person("Ana", "Ruiz", "other@example.org");
    far["billing_address.city"] = "Bonn";
    const auto other = office.save<Client>(far);
    const auto found = [&](const Typed& asked, Id id = 0) {
        std::vector<Id> ids;
        for (const auto& hit :
             office.store.read([&](const Read& read) { return office::possible_duplicates(read, asked, id); }))
            ids.push_back(hit.id);
        return ids;
    };
    CHECK(found({{"phone", "+49 (43) 7975229"}}) == std::vector{ana.id});
    CHECK(found({{"other_phone", "0437975229"}}) == std::vector{ana.id});
    CHECK(found({{"phone", "5229"}}).empty());
    CHECK(found({{"phone", "7975229"}}).empty());
    CHECK(found({{"first_name", "ANA"}, {"last_name", "ruiz"}, {"billing_address.city", "koln"}}) ==
          std::vector{ana.id});
    CHECK(found({{"first_name", "Ana"}, {"last_name", "Ruiz"}}) == std::vector{ana.id, other.id});
    CHECK(found({{"first_name", "Ana"}, {"last_name", "Ruiz"}, {"billing_address.city", "Ulm"}}).empty());
    CHECK(found(typed, ana.id).empty());
    CHECK(found({}).empty());
    for (int i = 0; i < 10; ++i)
        office.save<Client>(with(person("A", "B", std::format("x{}@example.org", i)), "phone", "0437975229"));
    CHECK(found({{"phone", "0437975229"}}).size() == 5);
}

TEST_CASE("Renaming a company makes its clients findable under the new name and not the old", "[C4][C9]") {
    Office office;
    const auto ana = office.save<Client>(with(person("Ana", "Ruiz", "ana@example.org"), "company", "Acme"));
    REQUIRE(office.search("acme").size() == 1);
    office.change<Company>(ana.company.id, {{"name", "Zebra"}});
    CHECK(office.search("acme").empty());
    REQUIRE(office.search("zeb").size() == 1);
    CHECK(office.search("zeb").front().id == ana.id);
    office.save<Company>({{"name", "Acme"}});
    CHECK(errors_of([&] { office.change<Company>(ana.company.id, {{"name", "ACME"}}); }) ==
          Errors{{"name", "belongs to Acme already"}});
}

TEST_CASE("A deleted client takes its notes along and leaves its contacts", "[C10]") {
    Office office;
    const auto ana = office.save<Client>(with(person("Ana", "Ruiz", "ana@example.org"), "company", "Acme"));
    const auto id = std::to_string(ana.id);
    const auto note = office.save<office::Note>({{"client", id}, {"text", "Hello"}}, References::ids);
    const auto contact =
        office.save<office::Contact>({{"name", "Kim"}, {"phone", "12345"}, {"clients", id}}, References::ids);
    office.erase<Client>(ana.id);
    CHECK_FALSE(office.find<Client>(ana.id));
    CHECK_FALSE(office.find<office::Note>(note.id));
    CHECK(office.get<office::Contact>(contact.id).clients.empty());
    CHECK(office.find<Company>(ana.company.id));
    CHECK(office.search("ruiz").empty());
    CHECK(fault_of([&] { office.erase<Client>(ana.id); }) == Fault::not_found);
}

TEST_CASE("Records that the program makes cannot be typed", "[U3]") {
    Office office;
    const auto eva = office.user("Eva", "eva@office.org");
    const Typed typed{{"user", std::to_string(eva.id)}, {"label", "x"}};
    CHECK(fault_of([&] { office.save<office::Token>(typed, References::ids); }) == Fault::refused);
    CHECK(fault_of([&] { office.save<office::Session>(typed, References::ids); }) == Fault::refused);
}

TEST_CASE("A password cannot be typed into a user's record", "[U3]") {
    Office office;
    const auto eva = office.user("Eva", "eva@office.org");
    office.change<User>(eva.id, {{"password", "something else"}, {"name", "Eva B"}}, References::ids);
    CHECK(office.get<User>(eva.id).password == eva.password);
}

TEST_CASE("An import saves rows that are right and leaves nothing of those that are wrong", "[E1]") {
    Office office;
    office.store.write(box, [&](Write& write) {
        office::Saver saver(write, record_type<Client>());
        const auto row = [&](std::string email, std::string company) {
            return errors_of([&] {
                saver.save(0, 0, with(person("Ana", "Ruiz", std::move(email)), "company", std::move(company)),
                           References::names);
            });
        };
        CHECK(row("1@example.org", "Acme").empty());
        CHECK(row("2@example.org", "acme").empty());
        CHECK(row("no address", "Left over").contains("email"));
        CHECK(row("1@example.org", "Left over").contains("email"));
        CHECK(row("3@example.org", "Bolt").empty());
    });
    CHECK(office.count(record_type<Client>()) == 3);
    CHECK(office.count(record_type<Company>()) == 2);
}

TEST_CASE("Ten thousand clients are saved in one transaction", "[E1][large]") {
    Office office;
    office.store.write(box, [&](Write& write) {
        office::Saver saver(write, record_type<Client>());
        for (int i = 0; i < 10'000; ++i) {
            auto typed = person(std::format("First{}", i % 500), std::format("Last{}", i),
                                std::format("client{}@example.org", i));
            typed["company"] = std::format("Company {}", i % 300);
            typed["tags"] = i % 2 == 0 ? "VIP, Lead" : "Lead";
            typed["phone"] = std::format("+49 221 {:07}", i);
            typed["billing_address.city"] = "Köln";
            saver.save(0, 0, typed, References::names);
        }
    });
    CHECK(office.count(record_type<Client>()) == 10'000);
    CHECK(office.count(record_type<Company>()) == 300);
    CHECK(office.search("last7777").size() == 1);
}
