// Comments: whom they mention, who is told of them, and until when.
#include "office/clients/comments.h"

#include <catch2/catch_test_macros.hpp>

#include "office/office.h"
#include "office/people/undo.h"

using namespace office_test;
using office::Client;
using office::Comment;
using office::User;

namespace {

struct With_people : Office {
    User ana = user("Ana Meyer", "ana@office.example");
    User ben = user("Ben O'Neil", "ben@office.example");
    User rita = user("Rita", "rita@office.example", "read_only");
    Client oak = save<Client>(person("Bo", "Oak", "oak@a.example"));

    Comment say(const User& author, const std::string& text) {
        return save<Comment>({{"client", std::to_string(oak.id)}, {"text", text}}, References::ids, as(author));
    }
    Errors wrong(const std::string& text) {
        return errors_of([&] { say(ana, text); });
    }
    std::vector<std::string> told(const std::vector<Ref<User>>& mentions, const User& author) {
        return store.read([&](const Read& read) {
            std::vector<std::string> names;
            for (const auto& one : office::told_of(read, {oak.id}, mentions, {author.id})) names.push_back(one.name);
            return names;
        });
    }
    std::size_t waiting(const User& who) {
        return store.read([&](const Read& read) { return office::waiting_for(read, {who.id}, 10).size(); });
    }
    std::string html(const Comment& comment) {
        return store.read([&](const Read& read) {
            return office::html_of(comment, office::people_to_name(read),
                                   [](const office::Person& one) { return "to:" + std::to_string(one.user.id); });
        });
    }
};

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE_METHOD(With_people, "A comment mentions whom its text names, by the first or the whole name", "[P8]") {
    CHECK(say(ana, "@ben, please ring").mentions == std::vector<Ref<User>>{{ben.id}});
    CHECK(say(ana, "(@Ben O’Neil) and @RITA: look").mentions == std::vector<Ref<User>>{{ben.id}, {rita.id}});
    CHECK(say(ana, "@Ben.\n@Ben again").mentions == std::vector<Ref<User>>{{ben.id}});
    CHECK(say(ana, "write to bo@ben.example or https://a.example/@ben").mentions.empty());
    CHECK(say(ana, "at @ noon").mentions.empty());
    CHECK(say(ben, "plain").author.id == ben.id);
}

TEST_CASE_METHOD(With_people, "A name that is nobody's or several people's is no mention, and is said", "[P8]") {
    const User cora = user("Cora", "cora@office.example", "crew");
    CHECK(wrong("@Cora, look") == Errors{{"text", "names “@Cora”, who does not see this client"}});
    CHECK(waiting(cora) == 0);
    CHECK(wrong("@Zoe, look") == Errors{{"text", "names “@Zoe”, and nobody here is called so"}});
    user("Ben Smith", "smith@office.example");
    CHECK(wrong("@Ben, look") == Errors{{"text", "names “@Ben”, and several are called so: write the whole name"}});
    CHECK(wrong("@Ben Smith, look").empty());
    user("Ben", "only@office.example");
    CHECK(wrong("@Ben, look").empty());  // the whole name of one
    change<User>(rita.id, {{"disabled", "yes"}});
    CHECK(wrong("@Rita") == Errors{{"text", "names “@Rita”, and nobody here is called so"}});
}

TEST_CASE_METHOD(With_people, "Told are those who commented before and who is mentioned, but not the author", "[P8]") {
    CHECK(told({}, ana) == Names{});
    say(ana, "first");
    say(ben, "second");
    CHECK(told({}, ana) == Names{"Ben O'Neil"});
    CHECK(told({{rita.id}, {ana.id}}, ana) == Names{"Ben O'Neil", "Rita"});
    CHECK(told({{rita.id}}, rita) == Names{"Ana Meyer", "Ben O'Neil"});
    change<User>(ben.id, {{"disabled", "yes"}});
    CHECK(told({{ben.id}}, ana) == Names{});
}

TEST_CASE_METHOD(With_people, "Comments on another client tell nobody here", "[P8]") {
    const auto other = save<Client>(person("Al", "Elm", "elm@a.example"));
    save<Comment>({{"client", std::to_string(other.id)}, {"text", "there"}}, References::ids, as(ben));
    CHECK(told({}, ana) == Names{});
}

TEST_CASE_METHOD(With_people, "A comment waits for whoever is told until they have looked at the client's comments",
                 "[P8]") {
    say(ben, "first");
    const Comment comment = say(ana, "@Rita, look");
    CHECK(waiting(rita) == 1);
    CHECK(waiting(ben) == 1);
    CHECK(waiting(ana) == 0);
    store.write(as(rita), [&](Write& write) { office::have_seen(write, {rita.id}, {oak.id}); });
    CHECK(waiting(rita) == 0);
    CHECK(waiting(ben) == 1);
    change<Comment>(comment.id, {{"text", "@Rita, look again"}}, References::ids, as(ana));
    CHECK(waiting(rita) == 0);  // she knows
    change<Comment>(comment.id, {{"text", "@Ana, and @Ben"}}, References::ids, as(ana));
    CHECK(waiting(ben) == 1);
    erase<Comment>(comment.id, as(ana));
    CHECK(waiting(ben) == 0);
}

TEST_CASE_METHOD(With_people, "A comment that somebody has seen can be taken back all the same", "[P8]") {
    say(ben, "first");
    std::uint64_t operation = 0;
    const Comment comment = store.write(as(ana), [&](Write& write) {
        const Raw raw = office::save(write, record_type<Comment>(), 0, 0,
                                     {{"client", std::to_string(oak.id)}, {"text", "@Ben, look"}}, References::ids);
        operation = write.operation();
        return Read::typed<Comment>(raw);
    });
    store.write(as(ben), [&](Write& write) { office::have_seen(write, {ben.id}, {oak.id}); });
    const auto taken = office::take_back(store, as(ana), operation);
    CHECK(taken.left == 0);
    CHECK_FALSE(find<Comment>(comment.id));
}

TEST_CASE_METHOD(With_people, "Names in a comment are links to those people, and nothing else is", "[P8]") {
    const Comment comment = say(ana, "@Ben O'Neil: **bold** <b> [x](https://a.example/@rita) `@Rita`");
    const std::string shown = html(comment);
    CHECK(shown.contains("<a class=\"named\" href=\"to:" + std::to_string(ben.id) + "\">@Ben O'Neil</a>:"));
    CHECK(shown.contains("<strong>bold</strong>"));
    CHECK(shown.contains("&lt;b&gt;"));
    CHECK(shown.contains("<code>@Rita</code>"));
    change<User>(ben.id, {{"name", "Benedict"}});
    CHECK_FALSE(html(comment).contains("named"));
    CHECK(errors_of([&] {
              change<Comment>(comment.id, {{"text", comment.text.text}}, References::ids, as(ana));
          }).empty());
}

TEST_CASE_METHOD(With_people, "Only its author or an admin changes a comment", "[P8]") {
    const Comment comment = say(ana, "first");
    CHECK(fault_of([&] { change<Comment>(comment.id, {{"text", "second"}}, References::ids, as(ben)); }) ==
          Fault::refused);
    CHECK(fault_of([&] { erase<Comment>(comment.id, as(ben)); }) == Fault::refused);
    change<Comment>(comment.id, {{"text", "second"}}, References::ids, as(ana));
}
