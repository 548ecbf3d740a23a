#include "office/records/sent_form.h"

#include <catch2/catch_test_macros.hpp>

#include "office/office.h"

using namespace office_test;
using office::Client;
using office::Note;

namespace {

struct With_client : Office {
    Client oak = save<Client>(person("Bo", "Oak", "oak@a.example"));

    bool send(std::string_view sent, const storage::Actor& actor = box) {
        return store.write(actor, [&](Write& write) {
            return office::make_once(write, sent, [&] {
                const Raw raw = office::save(write, record_type<Note>(), 0, 0,
                                             {{"client", std::to_string(oak.id)}, {"text", "Rang"}}, References::ids);
                return office::Any_ref{Note::kind.number, raw.id};
            });
        });
    }
};

}  // namespace

TEST_CASE_METHOD(With_client, "The same form makes something once, another one makes more", "[P7]") {
    CHECK(send("17 note Rang"));
    CHECK_FALSE(send("17 note Rang"));
    CHECK(count(record_type<Note>()) == 1);
    CHECK(send("18 note Rang"));
    CHECK(send("17 note Rang", as(user("Ana", "ana@office.org"))));
    CHECK(count(record_type<Note>()) == 3);
}

TEST_CASE_METHOD(With_client, "What was made and is gone can be made again", "[P7]") {
    CHECK(send("17 note Rang"));
    erase<Note>(1);
    CHECK(send("17 note Rang"));
}

TEST_CASE_METHOD(With_client, "Forms that were sent today are not forgotten", "[P7]") {
    CHECK(send("17 note Rang"));
    store.write(box, office::forget_sent_forms);
    CHECK_FALSE(send("17 note Rang"));
}
