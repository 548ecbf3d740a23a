// What is the same, and what only looks like it.
#include <catch2/catch_test_macros.hpp>

#include "storage/people.h"
#include "storage/scratch.h"
#include "storage/values/domain.h"
#include "storage/words.h"

using namespace storage;
using namespace scratch;

namespace {

bool same(std::string_view one, std::string_view other) { return ordered_text(one) == ordered_text(other); }

bool same_email(std::string_view one, std::string_view other) {
    return ordered_email(*parse_email(one)) == ordered_email(*parse_email(other));
}

}  // namespace

TEST_CASE("case, composition and white space do not make two texts of one; accents, strokes and letters do", "[C3]") {
    CHECK(same("BÄR  GmbH", " bär gmbh"));
    CHECK(same("Be\u0301a", "B\u00E9a"));
    CHECK(same("Straße", "STRASSE"));
    CHECK(same("a\u00A0b", "a b"));
    CHECK_FALSE(same("Bär GmbH", "Bar GmbH"));
    CHECK_FALSE(same("José", "Jose"));
    CHECK_FALSE(same("Łódź", "Lodz"));
    CHECK_FALSE(same("Søren", "Soren"));
}

TEST_CASE("texts that look alike stand together, plain ones first, and are found by how they begin", "[C1]") {
    const auto before = [](std::string_view one, std::string_view other) {
        return ordered_text(one) < ordered_text(other);
    };
    CHECK(before("Bar", "Bär"));
    CHECK(before("Bär", "Bas"));
    CHECK(before("Bär", "Bara"));
    for (const char* text : {"Bar", "Bär", "BÄR"}) CHECK(ordered_text(text).starts_with(ordered_alike("bar")));
    CHECK_FALSE(ordered_text("Bara").starts_with(ordered_alike("bar")));
}

TEST_CASE("apostrophes and dashes weigh nothing in the order, and tell texts apart all the same", "[C1]") {
    const std::vector<std::string_view> names{"Obrian",    "Obrien", "O'Brien",     "O’Brien",     "Obriet",
                                              "Smith Zoe", "Smithe", "Smith-Jones", "Smith‐Jones", "Smithjones2"};
    for (std::size_t i = 1; i < names.size(); ++i) {
        CAPTURE(names[i - 1], names[i]);
        CHECK(ordered_text(names[i - 1]) < ordered_text(names[i]));
    }
    CHECK_FALSE(same("O'Brien", "OBrien"));
    CHECK(same("O’BRIEN", "o’brien"));
    CHECK(ordered_text("’t Hooft").starts_with(ordered_alike("'t hooft")));
    CHECK(ordered_text("-") > ordered_text(""));
}

TEST_CASE("long texts are told apart to their last letter, in keys of a limited size", "[C3]") {
    for (const std::size_t size : {100UL, 250UL, 400UL, 5'000UL}) {
        std::string one(size, 'x');
        std::string umlauts;
        for (std::size_t i = 0; i < size; ++i) umlauts += "ü";
        CHECK_FALSE(same(one + "a", one + "b"));
        CHECK_FALSE(same(umlauts + "a", umlauts + "b"));
        CHECK(same(umlauts + "a", umlauts + "A"));
        CHECK(ordered_text(umlauts).size() <= 450);
    }
}

TEST_CASE("e-mail addresses are the same in any case, and not without their accents", "[C3]") {
    CHECK(same_email("Ann@Example.org", "ann@EXAMPLE.org"));
    CHECK(same_email("JOSÉ@example.org", "josé@example.org"));
    CHECK_FALSE(same_email("josé@example.org", "jose@example.org"));
    CHECK_FALSE(same_email("eve@müller.example", "eve@muller.example"));
    CHECK_FALSE(same_email("eve@straße.example", "eve@strasse.example"));
}

TEST_CASE("a host is the same in Unicode and in Punycode, and shown in Unicode", "[C3]") {
    CHECK(parse_email("ann@xn--mller-kva.example")->text == "ann@müller.example");
    CHECK(parse_email("Ann@XN--MLLER-KVA.example")->text == "Ann@müller.example");
    CHECK(parse_email("Ann@Example.org")->text == "Ann@Example.org");
    CHECK(same_email("ann@xn--mller-kva.example", "ann@MÜLLER.example"));
    // RFC 3492, 7.1: (B) Chinese, (I) Russian, (L) Japanese
    CHECK(unicode_host("xn--ihqwcrb4cv8a8dqg056pqjye") == "他们为什么不说中文");
    CHECK(unicode_host("xn--b1abfaaepdrnnbgefbadotcwatmq2g4l") == "почемужеонинеговорятпорусски");
    CHECK(unicode_host("xn--3B-ww4c5e180e575a65lsy2b") == "3年b組金八先生");
    for (const char* host : {"müller.example", "他们为什么不说中文", "почемужеонинеговорятпорусски", "3年b組金八先生",
                             "a.b", "bücher.straße.example"})
        CHECK(unicode_host(ascii_host(host)) == host);
    CHECK(ascii_host("müller.example") == "xn--mller-kva.example");
    CHECK(ascii_host("3年b組金八先生") == "xn--3b-ww4c5e180e575a65lsy2b");
    for (const char* broken : {"xn--", "xn--a-", "xn--\u00FC", "xn--99999999999999", "xn--mller-kva!",
                               // "ａb", "exa\u00ADmple", "a。b"
                               "xn--b-yq0i", "xn--example-nka", "xn--ab-r13a"})
        CHECK(unicode_host(broken) == broken);
}

TEST_CASE("two people whose addresses differ by an accent are two people", "[C3]") {
    Scratch_store store;
    const Person with = store.add(person("José", "Ruiz", "josé@example.org"));
    const Person without = store.add(person("Jose", "Ruiz", "jose@example.org"));
    store->read([&](const Read& read) {
        CHECK(read.first<&Person::email>(Email{"JOSÉ@example.org"})->id == with.id);
        CHECK(read.first<&Person::email>(Email{"jose@example.org"})->id == without.id);
        CHECK(read.search(record_type<Person>(), "jose", 10).size() == 2);
    });
    CHECK_THROWS_AS(store.add(person("X", "Y", "JOSE@example.org")), Error);
}
