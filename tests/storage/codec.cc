// A record as bytes: whole, cut off, of a newer program, and of the first format for ever.
#include "storage/types/codec.h"

#include <catch2/catch_test_macros.hpp>

#include "storage/digest.h"
#include "storage/people.h"
#include "storage/scratch.h"

using namespace storage;
using namespace scratch;

TEST_CASE("a record comes back from its bytes the same", "[C2]") {
    Random random(21);
    for (int i = 0; i < 500; ++i) {
        const Person before = some_person(random, {1, 2, 3});
        const std::string bytes = encode_fields(before);
        const Person after = decode_fields<Person>(bytes);
        CHECK(after.name() == before.name());
        CHECK(after.home == before.home);
        CHECK(after.tags == before.tags);
        CHECK(encode_fields(after) == bytes);
    }
}

TEST_CASE("bytes cut off anywhere are told or give a shorter record") {
    Random random(22);
    for (int i = 0; i < 20; ++i) {
        const std::string bytes = encode_fields(some_person(random, {1, 2}));
        for (std::size_t size = 0; size < bytes.size(); ++size) {
            try {
                const std::string again = encode_fields(decode_fields<Person>(std::string_view(bytes).substr(0, size)));
                CHECK(again.size() <= size);
            } catch (const Error& error) {
                CHECK(error.fault() == Fault::corrupt);
            }
        }
    }
}

TEST_CASE("any bytes are told or decoded") {
    Random random(23);
    const std::string good = encode_fields(some_person(random, {1, 2}));
    for (int i = 0; i < 5'000; ++i) {
        std::string bytes = good;
        for (int harm = 0; harm < 3; ++harm) bytes[random() % bytes.size()] = static_cast<char>(random());
        try {
            const Person person = decode_fields<Person>(bytes);
            record_type<Person>().show(encode_fields(person), {});
            record_type<Person>().index_entries(encode_fields(person));
        } catch (const Error& error) {
            CHECK(error.fault() == Fault::corrupt);
        }
    }
}

TEST_CASE("fields of a newer program survive being read and saved", "[C2]") {
    std::string bytes = encode_fields(person("Ada"));
    put_run(bytes, 99, "from the future");
    const Person ada = decode_fields<Person>(bytes);
    CHECK(encode_fields(ada) == bytes);
}

TEST_CASE("records of format 1 are still read", "[C2]") {
    // Written by the first release; never to be changed.
    const std::string bytes = from_hex("0103416461"                            // first_name "Ada"
                                       "02084c6f76656c616365"                  // last_name "Lovelace"
                                       "030f616461406578616d706c652e6f7267"    // email
                                       "05080000000000000003"                  // group 3
                                       "060b01024d7402054cc3b66e64"            // home: street "Mt", city "Lönd"
                                       "071000000000000000010000000000000002"  // tags 1, 2
                                       "090102"                                // status active
                                       "0a087fffffffffff46d6"                  // born
                                       "0b08800000000000007b"                  // balance 1.23
                                       "0d0104"                                // rating 4
                                       "0e0101");                              // vip
    REQUIRE(!bytes.empty());
    const Person ada = decode_fields<Person>(bytes);
    CHECK(ada.name() == "Lovelace, Ada");
    CHECK(ada.email.text == "ada@example.org");
    CHECK(ada.group.id == 3);
    CHECK(ada.home == Place{"Mt", "Lönd"});
    CHECK(ada.tags == std::vector<Ref<Group>>{{1}, {2}});
    CHECK(ada.status == Status::active);
    CHECK(Value<Date>::show(ada.born) == "1840-03-21");
    CHECK(ada.balance.minor == 123);
    CHECK(ada.rating.count == 4);
    CHECK(ada.vip);
    CHECK(encode_fields(ada) == bytes);
    const std::string sealed = from_hex("5c51bc15"
                                        "0000000000000002"
                                        "8000000000000064"
                                        "80000000000000c8"
                                        "0103416461");
    const Raw raw = unseal(2, 7, sealed);
    CHECK(raw.revision == 2);
    CHECK(raw.created.milliseconds == 100);
    CHECK(seal(2, raw) == sealed);
    CHECK_THROWS_AS(unseal(2, 8, sealed), Error);
    CHECK_THROWS_AS(unseal(3, 7, sealed), Error);
}
