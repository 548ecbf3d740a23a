#include "office/records/custom_fields.h"

#include <catch2/catch_test_macros.hpp>

#include "office/office.h"

using namespace office_test;
using office::Client;
using storage::Custom_field;

namespace {

struct With_fields : Office {
    Custom_field field(std::string label, std::string type, std::string choices = {}) {
        return save<Custom_field>(
            {{"label", std::move(label)}, {"type", std::move(type)}, {"choices", std::move(choices)}});
    }
    Client client(std::string email, Typed custom) {
        custom.merge(person("Ana", "Ruiz", std::move(email)));
        return save<Client>(custom);
    }
    std::string shown(const Client& client, std::string_view column) {
        return store.read([&](const Read& read) {
            const auto& type = record_type<Client>();
            const auto definitions = read.definitions(type);
            for (const auto& row : type.show(read.get(type, client.id).fields, definitions))
                if (row.column->name == column) return row.text;
            return std::string("no such column");
        });
    }
    std::vector<std::string> names() {
        return store.read([](const Read& read) {
            std::vector<std::string> names;
            for (const auto& column : read.definitions(record_type<Client>()).columns) names.push_back(column.name);
            return names;
        });
    }
    void shift(const Custom_field& field, int places) {
        store.write(box, [&](Write& write) { office::move(write, {field.id}, places); });
    }
};

}  // namespace

TEST_CASE("A custom field gets a name from its label and the last place", "[C8]") {
    With_fields office;
    const auto budget = office.field("Annual budget (€)", "money");
    CHECK(budget.name == "annual_budget");
    CHECK(budget.of_kind == Client::kind.number);
    office.field("Annual budget ($)", "number");
    office.field("予算", "text");
    office.field("プ", "text");
    CHECK(office.names() ==
          std::vector<std::string>{"custom.annual_budget", "custom.annual_budget_2", "custom.field", "custom.field_2"});
    office.change<Custom_field>(budget.id, {{"label", "Money"}});
    CHECK(office.names().front() == "custom.annual_budget");
    CHECK(errors_of([&] { office.field("", "text"); }).contains("label"));
    CHECK(errors_of([&] { office.field(" MONEY ", "text"); }) == Errors{{"label", "is there already"}});
    office.change<Custom_field>(budget.id, {{"label", "money"}});
    CHECK(errors_of([&] { office.field("x", "colour"); }).contains("type"));
    CHECK(errors_of([&] { office.field("x", ""); }).contains("type"));
    CHECK(errors_of([&] { office.field("x", "choice"); }).contains("choices"));
}

TEST_CASE("Custom fields move up and down", "[C8]") {
    With_fields office;
    const auto a = office.field("A", "text");
    const auto b = office.field("B", "text");
    const auto c = office.field("C", "text");
    office.shift(c, -1);
    CHECK(office.names() == std::vector<std::string>{"custom.a", "custom.c", "custom.b"});
    office.shift(a, 1);
    CHECK(office.names() == std::vector<std::string>{"custom.c", "custom.a", "custom.b"});
    office.shift(b, 1);
    office.shift(c, -1);
    CHECK(office.names() == std::vector<std::string>{"custom.c", "custom.a", "custom.b"});
}

TEST_CASE("Values of custom fields are judged, shown, searched and filtered", "[C8][C5]") {
    With_fields office;
    office.field("Size", "choice", "Small\nLarge");
    office.field("Budget", "money");
    office.field("Colours", "choices", "Red\nGreen");
    const auto ana = office.client(
        "ana@example.org", {{"custom.size", "large"}, {"custom.budget", "1200.5"}, {"custom.colours", "red, Green"}});
    office.client("ivo@example.org", {{"custom.size", "Small"}});
    CHECK(office.shown(ana, "custom.size") == "Large");
    CHECK(office.shown(ana, "custom.budget") == "1200.50");
    CHECK(office.shown(ana, "custom.colours") == "Red, Green");
    CHECK(errors_of([&] { office.change<Client>(ana.id, {{"custom.size", "Huge"}}); }).contains("custom.size"));
    CHECK(errors_of([&] { office.change<Client>(ana.id, {{"custom.budget", "much"}}); }).contains("custom.budget"));
    CHECK(office.search("large").size() == 1);
    office.store.read([&](const Read& read) {
        const auto& type = record_type<Client>();
        const auto definitions = read.definitions(type);
        const auto* column = storage::Record_type::column(type, definitions, "custom.size");
        REQUIRE(column != nullptr);
        const std::string key = storage::index_key(*column, "large", {}).value();
        const storage::List list{.tag = type.column("name")->tag, .filters = {{.tag = column->tag, .keys = {key}}}};
        CHECK(read.select(type, list).ids == std::vector{ana.id});
    });
}

TEST_CASE("A required custom field is asked for", "[C8]") {
    With_fields office;
    office.save<Custom_field>({{"label", "Size"}, {"type", "text"}, {"required", "yes"}});
    CHECK(errors_of([&] { office.client("ana@example.org", {}); }) == Errors{{"custom.size", "is required"}});
    const auto ana = office.client("ana@example.org", {{"custom.size", "1"}});
    CHECK(errors_of([&] { office.change<Client>(ana.id, {{"custom.size", " "}}); }).contains("custom.size"));
    office.change<Client>(ana.id, {{"phone", "12345"}});
}

TEST_CASE("A field with values keeps its type and the choices that are in use", "[C8]") {
    With_fields office;
    const auto colours = office.field("Colours", "choices", "Red\nGreen\nBlue");
    office.change<Custom_field>(colours.id, {{"type", "choice"}});
    office.change<Custom_field>(colours.id, {{"type", "choices"}});
    const auto ana = office.client("ana@example.org", {{"custom.colours", "Red, Green"}});
    CHECK(errors_of([&] { office.change<Custom_field>(colours.id, {{"type", "text"}}); }).contains("type"));
    CHECK(errors_of([&] { office.change<Custom_field>(colours.id, {{"choices", "Green\nBlue"}}); }) ==
          Errors{{"choices", "must keep “Red”, which one record has; put another one in its place"}});
    office.change<Custom_field>(colours.id, {{"choices", "Green\nRed\nWhite"}});
    office.change<Client>(ana.id, {{"custom.colours", "Green"}});
    office.change<Custom_field>(colours.id, {{"choices", "Green"}});
    office.store.read(
        [&](const Read& read) { CHECK(office::values_of(read, read.get<Custom_field>(colours.id)) == 1); });
}

TEST_CASE("Deleting a custom field takes its values out of every client", "[C8]") {
    With_fields office;
    const auto size = office.field("Size", "text");
    const auto other = office.field("Other", "number");
    const auto ana = office.client("ana@example.org", {{"custom.size", "enormous"}, {"custom.other", "7"}});
    REQUIRE(office.search("enormous").size() == 1);
    office.store.write(box, [&](Write& write) { office::erase(write, record_type<storage::Custom_field>(), size.id); });
    CHECK(office.names() == std::vector<std::string>{"custom.other"});
    CHECK(office.search("enormous").empty());
    CHECK(office.get<Client>(ana.id).custom.values.size() == 1);
    office.erase<Custom_field>(other.id);
    CHECK(office.get<Client>(ana.id).custom.values.empty());
}

TEST_CASE("Another choice in place of one is in every record that had it", "[C8]") {
    With_fields office;
    const auto colours = office.field("Colours", "choices", "Red\nGreen\nBlue");
    const auto size =
        office.save<Custom_field>({{"label", "Size"}, {"type", "choice"}, {"choices", "S\nL"}, {"required", "yes"}});
    const auto ana = office.client("ana@example.org", {{"custom.colours", "Red, Green"}, {"custom.size", "S"}});
    const auto ivo = office.client("ivo@example.org", {{"custom.colours", "Red"}, {"custom.size", "L"}});
    const auto replace = [&](const Custom_field& field, std::string choice, std::string to) {
        office.store.write(
            box, [&](Write& write) { office::replace_choice(write, {field.id}, {std::move(choice), std::move(to)}); });
    };
    replace(colours, "Red", "Crimson");
    CHECK(office.shown(ana, "custom.colours") == "Crimson, Green");
    CHECK(office.get<Custom_field>(colours.id).choices.text == "Crimson\nGreen\nBlue");
    CHECK(office.search("crimson").size() == 2);
    CHECK(office.search("red").empty());
    replace(colours, "Crimson", "Green");
    CHECK(office.shown(ana, "custom.colours") == "Green");
    CHECK(office.shown(ivo, "custom.colours") == "Green");
    replace(colours, "Green", "");
    CHECK(office.shown(ivo, "custom.colours").empty());
    CHECK(office.get<Custom_field>(colours.id).choices.text == "Blue");
    CHECK(errors_of([&] { replace(size, "S", ""); }) == Errors{{"to", "is required"}});
    CHECK(errors_of([&] { replace(size, "M", "L"); }).contains("choice"));
    CHECK(errors_of([&] { replace(size, "S", "S, L"); }).contains("to"));
    CHECK(office.shown(ana, "custom.size") == "S");
}

TEST_CASE("A link is a web address or an e-mail address", "[C8]") {
    With_fields office;
    office.field("Page", "link");
    const auto link = [&](std::string typed) {
        static int count = 0;
        return office.shown(office.client(std::format("l{}@example.org", ++count), {{"custom.page", std::move(typed)}}),
                            "custom.page");
    };
    CHECK(link("example.com") == "https://example.com");
    CHECK(link("http://example.com/a?b=c@d") == "http://example.com/a?b=c@d");
    CHECK(link("MAILTO:ana@example.com?subject=x") == "mailto:ana@example.com");
    CHECK(link("ana@example.com") == "mailto:ana@example.com");
    for (const char* bad :
         {"javascript:alert(1)", "mailto:", "mailto:x", "ftp://example.com", "data:text/html,x", "https://", "a b"})
        CHECK(errors_of([&] { link(bad); }).contains("custom.page"));
}
