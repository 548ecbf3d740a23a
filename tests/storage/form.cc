// Typed text into a record: what is judged, what is kept, how parts and custom fields are named.
#include <catch2/catch_test_macros.hpp>

#include "storage/people.h"
#include "storage/scratch.h"

using namespace storage;
using namespace scratch;

namespace {

struct Filled {
    Person person;
    Errors errors;
};

Filled fill(const Person& before, const Typed& typed, bool is_new, const Definitions& definitions = {}) {
    Errors errors;
    const Record_type& type = record_type<Person>();
    const std::string bytes = type.fill(type, encode_fields(before), typed, is_new, definitions, errors);
    return {decode_fields<Person>(bytes), errors};
}

std::string shown(const Person& person, std::string_view name, const Definitions& definitions = {}) {
    const Record_type& type = record_type<Person>();
    for (const Row& row : type.show(encode_fields(person), definitions))
        if (row.column->name == name) return row.text;
    FAIL("no such column");
    return {};
}

}  // namespace

TEST_CASE("what is shown fills another record the same", "[C2]") {
    Random random(31);
    const Record_type& type = record_type<Person>();
    for (int i = 0; i < 200; ++i) {
        const Person before = some_person(random, {1, 2});
        Typed typed;
        for (const Row& row : type.show(encode_fields(before), {}))
            if (row.column->typed()) typed[row.column->name] = row.text;
        const auto [after, errors] = fill({}, typed, true);
        CHECK(errors == Errors{});
        CHECK(encode_fields(after) == encode_fields(before));
    }
}

TEST_CASE("a required field is missed when the record is new or the field was emptied", "[C2]") {
    CHECK(fill({}, {}, true).errors == Errors{{"first_name", "is required"}});
    CHECK(fill(person("Ada"), {{"last_name", "L"}}, false).errors.empty());
    CHECK(fill(person("Ada"), {{"first_name", "  "}}, false).errors == Errors{{"first_name", "is required"}});
}

TEST_CASE("what does not fit is told by field and changes nothing", "[C2]") {
    const auto [after, errors] =
        fill(person("Ada", "Lovelace", "ada@example.org"),
             {{"email", "nonsense"}, {"balance", "much"}, {"last_name", std::string(201, 'x')}}, false);
    CHECK(errors.size() == 3);
    CHECK(errors.at("email").contains("e-mail address"));
    CHECK(errors.at("last_name") == "must have at most 200 characters");
    CHECK(after.email.text == "ada@example.org");
    CHECK(after.last_name == "Lovelace");
}

TEST_CASE("a length is told in characters, whatever their bytes", "[C2]") {
    const auto typed = [](std::size_t characters) {
        std::string name;
        for (std::size_t i = 0; i < characters; ++i) name += "Ü";
        return fill(person("Ada"), {{"last_name", name}}, false).errors;
    };
    CHECK(typed(200).empty());
    CHECK(typed(201).contains("last_name"));
}

TEST_CASE("fields of a part have dotted names", "[C2]") {
    const Filled filled = fill(person("Ada"), {{"home.city", "London"}}, false);
    CHECK(filled.person.home.city == "London");
    CHECK(shown(filled.person, "home.city") == "London");
    CHECK(record_type<Person>().column("home.city")->group == "Home");
}

TEST_CASE("what is set by verbs, hidden or derived cannot be typed", "[C2][U3]") {
    const Filled filled =
        fill(person("Ada"), {{"seen", "2026-03-31T09:30:00Z"}, {"token", "stolen"}, {"name", "Eve"}}, false);
    CHECK(filled.errors.empty());
    CHECK(filled.person.seen == Moment{});
    CHECK(filled.person.token.text.empty());
    CHECK(filled.person.name() == "Ada");
}

TEST_CASE("custom fields are typed, shown, searched and filtered by like declared ones", "[C8]") {
    Scratch_store store;
    const auto define = [&](std::string name, Custom_type type, std::string choices = {}, bool required = false) {
        Custom_field field;
        field.of_kind = Person::kind.number;
        field.name = std::move(name);
        field.label = field.name;
        field.type = type;
        field.choices.text = std::move(choices);
        field.required = required;
        return store.add(field);
    };
    define("budget", Custom_type::money);
    const Custom_field colour = define("colour", Custom_type::choice, "Red\nGreen");
    define("languages", Custom_type::choices, "Deutsch\nFrançais\nEnglish");
    define("since", Custom_type::date);
    define("member", Custom_type::yes_no);
    define("nickname", Custom_type::text, "", true);
    const Definitions definitions =
        store->read([](const Read& read) { return read.definitions(record_type<Person>()); });
    REQUIRE(definitions.columns.size() == 6);

    CHECK(fill({}, {{"first_name", "Ada"}}, true, definitions).errors == Errors{{"custom.nickname", "is required"}});
    CHECK(fill(person("Ada"), {{"custom.colour", "blue"}, {"custom.budget", "x"}}, false, definitions).errors.size() ==
          2);
    auto [ada, errors] = fill(person("Ada"),
                              {{"custom.budget", "12.50"},
                               {"custom.colour", "red"},
                               {"custom.languages", "english, FRANÇAIS"},
                               {"custom.since", "2024-01-31"},
                               {"custom.member", "yes"},
                               {"custom.nickname", "Countess"}},
                              true, definitions);
    CHECK(errors == Errors{});
    CHECK(shown(ada, "custom.budget", definitions) == "12.50");
    CHECK(shown(ada, "custom.colour", definitions) == "Red");
    CHECK(shown(ada, "custom.languages", definitions) == "English, Français");
    CHECK(shown(ada, "custom.since", definitions) == "2024-01-31");
    ada = store.add(ada);
    store.add(person("Grace"));

    store->read([&](const Read& read) {
        const Record_type& type = record_type<Person>();
        CHECK(read.search(type, "countess", 10).size() == 1);
        CHECK(read.search(type, "francais", 10).size() == 1);
        const Column* column = Record_type::column(type, definitions, "custom.colour");
        REQUIRE(column != nullptr);
        CHECK(column->custom == colour.id);
        const auto with = [&](const std::string& key) {
            return read.select(type, {.tag = 200, .filters = {{.tag = column->tag, .keys = {key}}}}).ids;
        };
        CHECK(with(column->options[0].order) == std::vector<Id>{ada.id});
        CHECK(with(column->options[1].order).empty());
        CHECK(with(*index_key(*column, "Red", {})) == std::vector<Id>{ada.id});
    });
}
