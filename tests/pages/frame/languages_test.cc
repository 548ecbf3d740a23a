// Translations: reading them, choosing a language, saying things.
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <optional>
#include <string>

#include "http/request.h"
#include "pages/frame/languages.h"
#include "pages/frame/po.h"
#include "pages/frame/view.h"

namespace pages::test {
namespace {

/// As long as it lives the box's clock stands in that zone (POSIX: hours to be added for UTC).
class Zone {
  public:
    explicit Zone(const char* name) {
        if (const char* before = std::getenv("TZ")) before_ = before;
        setenv("TZ", name, 1);
        tzset();
    }
    ~Zone() {
        if (before_)
            setenv("TZ", before_->c_str(), 1);
        else
            unsetenv("TZ");
        tzset();
    }
    Zone(const Zone&) = delete;
    Zone& operator=(const Zone&) = delete;

  private:
    std::optional<std::string> before_;
};

std::string_view spoken(std::string_view accept_language) {
    http::Request request;
    request.headers.add("accept-language", std::string(accept_language));
    return Language::of(request).code();
}

}  // namespace

TEST_CASE("a .po file is read with its header, escapes and texts over several lines", "[U6]") {
    const auto words = words_of_po(R"(# made by hand
msgid ""
msgstr "Language: de\n"
"X-Name: Deutsch\n"

#: pages/list
msgid "Save"
msgstr "Speichern"
msgid ""
"A long "
"text"
msgstr ""
"Ein langer "
"\"Text\"\t\\"

#, fuzzy
msgid "Guess"
msgstr "Geraten"

msgid "Not yet"
msgstr ""

#~ msgid "Gone"
#~ msgstr "Weg"
msgid "Last"
msgstr "Letzter")");
    CHECK(words.at("Save") == "Speichern");
    CHECK(words.at("A long text") == "Ein langer \"Text\"\t\\");
    CHECK(words.at("Last") == "Letzter");
    CHECK(header_of(words, "X-Name") == "Deutsch");
    CHECK(header_of(words, "X-Other").empty());
    CHECK_FALSE(words.contains("Guess"));
    CHECK_FALSE(words.contains("Not yet"));
    CHECK_FALSE(words.contains("Gone"));
    CHECK(words.size() == 4);
}

TEST_CASE("a .po file that is broken is refused", "[U6]") {
    for (const auto* broken : {"msgid \"a", "msgid a", "\"text\"", "msgid \"a\\q\"", "msgid \"a\\\"", "nonsense"})
        CHECK_THROWS_AS(words_of_po(broken), std::runtime_error);
}

TEST_CASE("the language is the one that the browser likes best", "[U6]") {
    CHECK(spoken("") == "en");
    CHECK(spoken("de") == "de");
    CHECK(spoken("de-AT,de;q=0.9,en;q=0.8") == "de");
    CHECK(spoken("en;q=0.3, de;q=0.9") == "de");
    CHECK(spoken("DE") == "de");
    CHECK(spoken("xx, de;q=0") == "en");
    CHECK(spoken("*") == "en");
    CHECK(spoken(";;;,,,q=") == "en");
    CHECK(spoken("qps") == "qps");
}

TEST_CASE("the caller's own language comes before the browser's", "[U6]") {
    http::Request request;
    request.headers.add("accept-language", "en");
    request.caller = http::Caller{.language = "de"};
    CHECK(Language::of(request).code() == "de");
    request.caller->language = "";
    CHECK(Language::of(request).code() == "en");
}

TEST_CASE("what is said is translated, and values stand where the language wants them", "[U6]") {
    const auto& english = Language::named("en");
    CHECK(Language::named("de").say("Save") == "Speichern");
    CHECK(Language::named("de").say("Never translated") == "Never translated");
    CHECK(Language::named("qps").say("Save") == "⟦Save⟧");
    CHECK(english.say("") == "");
    CHECK(english.say("{} of {}", {"3", "7"}) == "3 of 7");
    CHECK(english.say("{2} of {1}", {"3", "7"}) == "7 of 3");
    CHECK(english.say("{} {3} {x} {", {"3"}) == "3 {3} {x} {");
    CHECK(Language::all().front()->code() == "en");
    CHECK(Language::named("de").name() == "Deutsch");
}

TEST_CASE("a message with numbers is translated around them, and numbers stand as the language writes them", "[U6]") {
    const auto& german = Language::named("de");
    CHECK(german.say_with_numbers("could be -1200 or -1,20: type one of them") ==
          "könnte -1200 oder -1,20 sein: geben Sie eines davon ein");
    CHECK(german.say_with_numbers("is not a number (like 1234.56)") == "ist keine Zahl (wie 1234,56)");
    CHECK(german.say_with_numbers("is required") == "ist nötig");
    CHECK(Language::named("en").say_with_numbers("e-mail 7, -, 8.5.") == "e-mail 7, -, 8.5.");
    CHECK(german.numbers().decimal == ',');
    CHECK(german.numbers().group == ".");
    CHECK(Language::named("qps").numbers().decimal == '.');
    CHECK(money_text(german, "-1234567.50", {}) == "−1.234.567,50\u00A0€");
    CHECK(money_text(Language::named("en"), "-1234567.50", {}) == "−€1,234,567.50");
    CHECK(number_text(german, "2024.5") == "2024,5");
}

TEST_CASE("how a language writes amounts and weeks stands in its file", "[U6]") {
    const auto& german = Language::named("de");
    CHECK(german.money().with_gap);
    CHECK_FALSE(german.money().sign_first);
    CHECK(german.style().week_begins == std::chrono::Monday);
    CHECK(german.direction() == "ltr");
}

TEST_CASE("a sentence with a number has as many forms as its language", "[U6]") {
    const auto& german = Language::named("de");
    CHECK(german.say(1, "1 minute ago", "{} minutes ago") == "vor 1 Minute");
    CHECK(german.say(2, "1 minute ago", "{} minutes ago") == "vor 2 Minuten");
    CHECK(german.say(0, "1 row", "{} rows") == "0 Zeilen");
    CHECK(german.say(12'345, "1 row", "{} rows") == "12.345 Zeilen");
    CHECK(german.say(1'001, "1 record", "{} records", {"1.000+"}) == "1.000+ Einträge");
    CHECK(german.say("clients") == "Kunden");
    CHECK(german.say(3, "1 never translated", "{} never translated") == "3 never translated");
    CHECK(Language::named("en").say(1, "1 row", "{} rows") == "1 row");
    CHECK(Language::named("en").say(1'000, "1 row", "{} rows") == "1,000 rows");
    CHECK(Language::named("qps").say(2, "1 row", "{} rows") == "⟦2 rows⟧");
}

TEST_CASE("a rule of plurals is read as gettext writes it", "[U6]") {
    const Plural polish("nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);");
    const auto form = [&](std::uint64_t number) { return polish.form_of(number); };
    CHECK(polish.forms() == 3);
    CHECK(form(1) == 0);
    for (const std::uint64_t few : {2, 3, 4, 22, 104, 1'000'002}) CHECK(form(few) == 1);
    for (const std::uint64_t many : {0, 5, 11, 12, 14, 21, 100, 112, 1'000'000}) CHECK(form(many) == 2);
    CHECK(Plural("nplurals=1; plural=0;").form_of(7) == 0);
    CHECK(Plural("nplurals=2; plural=n>1;").form_of(0) == 0);
    CHECK(Plural("nplurals=2; plural=!(n-1*1)==0;").form_of(1) == 0);
    CHECK(Plural().form_of(0) == 1);
    for (const auto* wrong :
         {"", "nplurals=2;", "nplurals=2; plural=n==;", "nplurals=2; plural=(n;", "nplurals=2; plural=n;",
          "nplurals=0; plural=0;", "nplurals=2; plural=m;", "nplurals=2; plural=n%0;", "nplurals=2; plural=n>1 7;"})
        CHECK_THROWS_AS(Plural(wrong), std::runtime_error);
}

TEST_CASE("a .po file may have three forms of a sentence", "[U6]") {
    const auto words = words_of_po(R"(msgid "1 change"
msgid_plural "{} changes"
msgstr[0] "{} zmiana"
msgstr[1] "{} zmiany"
msgstr[2] "{} zmian"

msgid "After"
msgstr "Po")");
    CHECK(words.at(plural_key("{} changes", 0)) == "{} zmiana");
    CHECK(words.at(plural_key("{} changes", 2)) == "{} zmian");
    CHECK(words.at("1 change") == "{} zmiana");
    CHECK(words.at("After") == "Po");
    CHECK_THROWS_AS(words_of_po("msgid \"a\"\nmsgid_plural \"b\"\nmsgstr[1] \"c\""), std::runtime_error);
}

TEST_CASE("moments are shown in the box's own time zone, days are cut at its midnight", "[P18][U6]") {
    const Language& english = Language::of(http::Request{});
    const storage::Moment moment{1'700'000'000'000};  // 14 November 2023, 22:13:20 UTC
    const Zone kolkata("IST-5:30");
    CHECK(moment_text(english, moment).exact == "15 November 2023 03:43");
    CHECK(moment_text(english, moment).day == "Wednesday, 15 November 2023");
    CHECK(moment_text(english, moment).iso == "2023-11-14T22:13:20Z");
    const Zone new_york("EST5");
    CHECK(moment_text(english, moment).exact == "14 November 2023 17:13");
    CHECK(moment_text(english, moment).day == "Tuesday, 14 November 2023");
}

}  // namespace pages::test
