// Contacts, notes and tags.
#include <catch2/catch_test_macros.hpp>
#include <format>

#include "office/clients/contacts.h"
#include "office/clients/notes.h"
#include "office/clients/tags.h"
#include "office/office.h"
#include "office/records/kind.h"
#include "office/records/merging.h"

using namespace office_test;
using office::Client;
using office::Contact;
using office::Note;
using office::Tag;

namespace {

struct With_client : Office {
    Client ana = save<Client>(person("Ana", "Ruiz", "ana@example.org"));
    Client ivo = save<Client>(person("Ivo", "Maas", "ivo@example.org"));

    Contact contact(std::string name, std::vector<Id> clients) {
        return save<Contact>({{"name", std::move(name)}, {"phone", "12345"}, {"clients", storage::show_ids(clients)}},
                             References::ids);
    }
    Id primary(const Client& client) { return get<Client>(client.id).primary_contact.id; }
    std::vector<Id> contacts(const Client& client) {
        std::vector<Id> ids;
        store.read([&](const Read& read) { ids = read.where<&Contact::clients>(Ref<Client>{client.id}); });
        return ids;
    }
    std::optional<Fault> act(std::string_view action, const Client& client, const Contact& contact) {
        return fault_of([&] {
            store.write(box, [&](Write& write) {
                office::act(write, storage::record_type<Client>(), *office::find_action(Client::kind, action),
                            client.id, std::nullopt, {{"contact", std::to_string(contact.id)}});
            });
        });
    }
};

std::string html(std::string text) { return office::html_of({std::move(text)}); }

}  // namespace

TEST_CASE("A contact has at least an e-mail address or a phone number", "[K1]") {
    Office office;
    CHECK(errors_of([&] { office.save<Contact>({{"name", "Kim"}}); }) ==
          Errors{{"email", "Enter an e-mail address or a phone number."}});
    CHECK(errors_of([&] { office.save<Contact>({{"email", "kim@example.org"}}); }).contains("name"));
    const auto kim = office.save<Contact>({{"name", "Kim"}, {"email", "kim@example.org"}});
    office.save<Contact>({{"name", "Lea"}, {"phone", "12345"}});
    CHECK(errors_of([&] { office.change<Contact>(kim.id, {{"email", ""}}); }).contains("email"));
}

TEST_CASE("The first contact of a client becomes its primary one", "[K2]") {
    With_client office;
    const auto kim = office.contact("Kim", {office.ana.id});
    const auto lea = office.contact("Lea", {office.ana.id, office.ivo.id});
    CHECK(office.primary(office.ana) == kim.id);
    CHECK(office.primary(office.ivo) == lea.id);
    CHECK(office.contacts(office.ana) == std::vector{kim.id, lea.id});
    CHECK_FALSE(office.act("make_primary", office.ana, lea));
    CHECK(office.primary(office.ana) == lea.id);
    CHECK(office.act("make_primary", office.ana, lea) == Fault::refused);
}

TEST_CASE("The primary contact cannot leave before another is chosen, whichever way it is tried", "[K2]") {
    With_client office;
    const auto kim = office.contact("Kim", {office.ana.id});
    const auto lea = office.contact("Lea", {office.ana.id});
    CHECK(office.act("remove_contact", office.ana, kim) == Fault::refused);
    CHECK(errors_of([&] { office.change<Contact>(kim.id, {{"clients", ""}}, References::ids); }).contains("clients"));
    CHECK(fault_of([&] { office.erase<Contact>(kim.id); }) == Fault::refused);

    CHECK_FALSE(office.act("make_primary", office.ana, lea));
    CHECK_FALSE(office.act("remove_contact", office.ana, kim));
    CHECK(office.contacts(office.ana) == std::vector{lea.id});
    office.erase<Contact>(kim.id);
    CHECK_FALSE(office.find<Contact>(kim.id));
}

TEST_CASE("Only a contact of the client can be its primary one", "[K2]") {
    With_client office;
    const auto kim = office.contact("Kim", {office.ana.id});
    const auto lea = office.contact("Lea", {office.ivo.id});
    CHECK(office.act("make_primary", office.ana, lea) == Fault::refused);
    CHECK(office.primary(office.ana) == kim.id);
    const auto revision = office.get<Client>(office.ana.id).revision;
    office.change<Client>(office.ana.id, {{"primary_contact", std::to_string(lea.id)}}, References::ids);
    CHECK(office.primary(office.ana) == kim.id);
    CHECK(office.get<Client>(office.ana.id).revision == revision);
}

TEST_CASE("One contact belongs to several clients and stands in one place", "[K3][K5]") {
    With_client office;
    const auto kim = office.contact("Kim", {office.ana.id});
    CHECK_FALSE(office.act("add_contact", office.ivo, kim));
    CHECK_FALSE(office.act("add_contact", office.ivo, kim));
    CHECK(office.get<Contact>(kim.id).clients.size() == 2);
    CHECK(office.primary(office.ivo) == kim.id);
    office.change<Contact>(kim.id, {{"name", "Kim B"}});
    CHECK(office.contacts(office.ana) == std::vector{kim.id});
    CHECK(office.contacts(office.ivo) == std::vector{kim.id});
}

TEST_CASE("A note has its author, and only the author or an administrator changes or deletes it", "[P7]") {
    With_client office;
    const auto eva = office.user("Eva", "eva@office.org");
    const auto max = office.user("Max", "max@office.org");
    const auto adm = office.user("Ada", "ada@office.org", "admin");
    const Typed typed{{"client", std::to_string(office.ana.id)}, {"text", "Call **back**"}, {"author", "99"}};
    const auto note = office.save<Note>(typed, References::ids, as(eva));
    CHECK(note.author.id == eva.id);
    const auto change_as = [&](const office::User& user) {
        return fault_of([&] { office.change<Note>(note.id, {{"text", user.name}}, References::ids, as(user)); });
    };
    CHECK(change_as(max) == Fault::refused);
    CHECK_FALSE(change_as(eva));
    CHECK_FALSE(change_as(adm));
    CHECK(office.get<Note>(note.id).author.id == eva.id);
    CHECK(fault_of([&] { office.erase<Note>(note.id, as(max)); }) == Fault::refused);
    office.erase<Note>(note.id, as(eva));
    CHECK_FALSE(office.find<Note>(note.id));
    CHECK(errors_of([&] { office.save<Note>({{"text", "x"}}, References::ids, as(eva)); }).contains("client"));
}

TEST_CASE("Pinned notes come first, then the newest, and each stands in its client's history", "[P7][P18]") {
    With_client office;
    const auto note = [&](std::string text, std::string pinned) {
        return office
            .save<Note>({{"client", std::to_string(office.ana.id)}, {"text", std::move(text)}, {"pinned", pinned}},
                        References::ids)
            .id;
    };
    const Id first = note("1", "");
    const Id pinned = note("2", "yes");
    const Id last = note("3", "");
    office.store.read([&](const Read& read) {
        std::vector<Id> ids;
        const auto& type = storage::record_type<Note>();
        ids = read.select(type, {.tag = type.column("pinned")->tag, .descending = true, .limit = 10}).ids;
        CHECK(ids == std::vector{pinned, last, first});
        const auto history = read.history({Client::kind.number, office.ana.id}, 0, 10);
        REQUIRE(history.size() == 4);
        CHECK(history.front().kind == Note::kind.number);
        CHECK(history.front().id == last);
    });
}

TEST_CASE("Markdown becomes HTML that cannot do harm", "[P7]") {
    CHECK(html("**a** _b_") == "<p><strong>a</strong> <em>b</em></p>\n");
    CHECK(html("one\ntwo").contains("<br"));
    CHECK(html("see https://example.org/a?b=1&c=2") ==
          "<p>see <a href=\"https://example.org/a?b=1&amp;c=2\" rel=\"noopener noreferrer\" "
          "target=\"_blank\">https://example.org/a?b=1&amp;c=2</a></p>\n");
    CHECK(html("kim@example.org").contains("href=\"mailto:kim@example.org\""));
    CHECK(html("[a](HTTP://example.org)").contains("href=\"HTTP://example.org\""));
    for (const std::string link : {"[a](javascript:alert(1))", "[a](JaVaScRiPt:alert(1))", "[a](&#106;avascript:x)",
                                   "[a](data:text/html,x)", "[a](//example.org)", "[a](/clients/1/deletion)",
                                   "<javascript:alert(1)>", "[a]: vbscript:x\n\n[a]", "[a](java\\script:x)"}) {
        CAPTURE(link);
        CHECK_FALSE(html(link).contains("href"));
    }
    CHECK(html("<script>alert(1)</script>") == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n");
    CHECK_FALSE(html("a <b onclick=x>b</b>").contains("<b "));
    CHECK(html("![a > \"b\"](https://example.org/x.png \"t\")") == "<p>a &gt; &quot;b&quot;</p>\n");
    CHECK(html("[![x](https://a.org/b.png)](javascript:x)") == "<p><a>x</a></p>\n");
    CHECK(html("[a](https://example.org/\"onmouseover=\"x)").contains("onmouseover=\"") == false);
    CHECK(html("") == "");
    CHECK(html("a < b > c") == "<p>a &lt; b &gt; c</p>\n");
}

TEST_CASE("Tags are found in any case, made when missing, and have no commas", "[C7]") {
    Office office;
    office.store.write(box, [](Write& write) {
        const auto vip = office::tag_named(write, "VIP");
        CHECK(office::tag_named(write, " vip ") == vip);
        CHECK(office::tag_named(write, "Café") == office::tag_named(write, "CAFÉ"));
        CHECK(errors_of([&] { office::tag_named(write, "a, b"); }).contains("name"));
        CHECK(errors_of([&] { office::tag_named(write, " "); }).contains("name"));
        std::vector<std::string> names;
        for (const auto& tag : office::all_tags(write)) names.push_back(tag.name);
        CHECK(names == std::vector<std::string>{"Café", "VIP"});
    });
}

TEST_CASE("Merging tags retags a thousand clients, and the merged one is gone", "[C7]") {
    Office office;
    office.store.write(box, [](Write& write) {
        office::Saver saver(write, record_type<Client>());
        for (int i = 0; i < 1'000; ++i)
            saver.save(
                0, 0, with(person("A", "B", std::format("{}@example.org", i)), "tags", i % 2 == 0 ? "Old" : "Old, New"),
                References::names);
    });
    const auto [old_tag, new_tag] = office.store.write(box, [](Write& write) {
        const auto from = office::tag_named(write, "Old");
        const auto to = office::tag_named(write, "New");
        CHECK(fault_of([&] { merge(write, from, {.into = from}); }) == Fault::refused);
        merge(write, from, {.into = to});
        return std::pair(from, to);
    });
    CHECK_FALSE(office.find<Tag>(old_tag.id));
    office.store.read([&](const Read& read) {
        CHECK(office::clients_tagged(read, old_tag) == 0);
        CHECK(office::clients_tagged(read, new_tag) == 1'000);
        for (const Id id : {Id{1}, Id{2}}) CHECK(read.get<Client>(id).tags == std::vector{Ref<Tag>{new_tag}});
    });
    CHECK(office.search("old").empty());
    CHECK(office.search("new").size() == 10);
}

TEST_CASE("What people type into a note stays what it is", "[P7]") {
    for (const std::string mark : {"", "> ", "* ", "1. ", "> - ", "- > "})
        CHECK(html(mark + "[14:30]: rang").contains("[14:30]: rang"));
    CHECK(html("[14:30\n15:00]: rang twice").contains("15:00]: rang twice"));
    CHECK(html("- [b](http://b.example/) [9:00]: x").contains("<a href=\"http://b.example/\""));
    for (const std::string signs : {"*", "-", "&gt;", "![](x)"})
        CHECK(html(signs == "&gt;" ? ">" : signs).contains(signs));
    CHECK(html("http://[2001:db8::1]:8080/x").contains("<a href=\"http://[2001:db8::1]:8080/x\""));
    const std::string days = html("3. May: paid\n17. June: reminder\n2. July: sold");
    for (const auto* day : {"3. May: paid", "17. June: reminder", "2. July: sold"}) CHECK(days.contains(day));
    CHECK(html("1. one\n2. two").contains("<ol>"));
    CHECK(html("1. one\n1. two").contains("<ol>"));
    CHECK(html("3. three\n4. four").contains("start=\"3\""));
    CHECK(html("5*3*2 = 30 and __init__ in \\\\server\\share\\*.pdf")
              .contains("5*3*2 = 30 and __init__ in \\\\server\\share\\*.pdf"));
    CHECK(html("see C:\\*.pdf").contains("C:\\*.pdf"));
    CHECK(html("**bold** and *so*").contains("<strong>bold</strong> and <em>so</em>"));
    CHECK(html("`5*3*2` and `a __b__`").contains("<code>5*3*2</code>"));
    for (const std::string address :
         {"http://uni.example/~bee/index.html", "http://192.0.2.5:8080/path", "https://de.example/wiki/Ast_(Baum)"})
        CHECK(html("(see " + address + ").").contains("<a href=\"" + address + "\""));
    CHECK(html("https://müller.example/weg").contains(">https://müller.example/weg</a>"));
    CHECK(html("<http://a.example/x> and [b](http://b.example/_c_)").contains("href=\"http://b.example/_c_\""));
}
