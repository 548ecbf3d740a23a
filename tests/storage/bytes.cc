// Numbers, lengths and runs as bytes; words and phone numbers as they are searched.
#include "storage/bytes.h"

#include <catch2/catch_test_macros.hpp>
#include <limits>

#include "storage/digest.h"
#include "storage/error.h"
#include "storage/words.h"

using namespace storage;
using Words = std::vector<std::string>;

TEST_CASE("numbers and lengths come back from their bytes") {
    for (const std::uint64_t number : {0ULL, 1ULL, 127ULL, 128ULL, 16'383ULL, 16'384ULL, 0xFFFF'FFFFULL}) {
        std::string bytes;
        put_number(bytes, number);
        put_length(bytes, number);
        Reader reader(bytes);
        CHECK(reader.number() == number);
        CHECK(reader.length() == number);
        CHECK(reader.done());
    }
    CHECK(sign_restored(sign_flipped(-5)) == -5);
    CHECK(sign_flipped(std::numeric_limits<std::int64_t>::min()) == 0);
}

TEST_CASE("a reader never goes past the end") {
    CHECK_THROWS_AS(Reader("").byte(), Error);
    CHECK_THROWS_AS(Reader("1234567").number(), Error);
    CHECK_THROWS_AS(Reader("\x05"
                           "abc")
                        .text(),
                    Error);
    CHECK_THROWS_AS(Reader("\xFF\xFF\xFF\xFF\xFF\xFF\xFF").length(), Error);
    CHECK_THROWS_AS(get_number("123"), Error);
}

TEST_CASE("a checksum continues over two pieces") {
    CHECK(checksum("123456789") == 0xCBF43926);  // the check value of CRC-32
    CHECK(checksum("6789", checksum("12345")) == checksum("123456789"));
}

TEST_CASE("digests are those of the standard") {
    CHECK(hex(sha256("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    Sha256 pieces;
    pieces.add("a");
    pieces.add("bc");
    CHECK(pieces.finish() == sha256("abc"));
    CHECK(from_hex(hex("\x01\xFF z")) == "\x01\xFF z");
    CHECK(from_hex("abc").empty());
    CHECK(from_hex("zz").empty());
    CHECK(random_bytes(16) != random_bytes(16));
}

TEST_CASE("text is folded without case, accents and ligatures", "[C4]") {
    CHECK(folded("Çelik ﬁn STRASSE straße") == "celik fin strasse strasse");
    CHECK(folded("Ångström") == folded("ANGSTROM"));
    CHECK(folded("Łucja Sørensen, ĐURIĆ, Işık") == "lucja sorensen, duric, isik");
    CHECK(folded("\xFF\xFE") == "\xFF\xFE");
}

TEST_CASE("words are runs of letters and digits in any script", "[C4]") {
    CHECK(words_of("O'Brien & Sons, Ltd. 24/7") == Words{"o", "brien", "sons", "ltd", "24", "7"});
    CHECK(words_of("日本 – Ελλάς “Zoë”") == Words{"日本", "ελλασ", "zoe"});
    CHECK(words_of("O’Brien…") == Words{"o", "brien"});
    CHECK(words_of(" -- ").empty());
    for (const std::string& word : words_of(std::string(500, 'a') + " " + "ж" + std::string(63, 'b') + "ж")) {
        CHECK(word.size() <= 64);
        CHECK(is_text(word));
    }
}

TEST_CASE("a phone number is found by its digits from both ends", "[C4]") {
    CHECK(phone_digits("+49 (30) 123-456 ext. 12") == "4930123456");
    const Words words = phone_words("030/12 34 x5");
    CHECK(words == Words{"0301234",
                         "\x01"
                         "4321030",
                         "03012345",
                         "\x01"
                         "54321030"});
    CHECK(phone_words("").empty());
}

TEST_CASE("text is well-formed UTF-8 without NUL") {
    for (const auto* good : {"", "Zoë 日本", "\U0001F600", "\uFFFF"}) CHECK(is_text(good));
    for (const std::string_view wrong :
         {std::string_view("\xC3"), std::string_view("\xC0\x80"), std::string_view("\0", 1),
          std::string_view("\xED\xA0\x80"), std::string_view("\xF5\x80\x80\x80"), std::string_view("\xF4\x90\x80\x80"),
          std::string_view("\xE2\x82"), std::string_view("\x80"), std::string_view("a\xFF")})
        CHECK(!is_text(wrong));
}
