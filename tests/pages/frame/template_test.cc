// One template: names, sections, and the lines that are left of them.
#include "pages/frame/template.h"

#include <catch2/catch_message.hpp>
#include <catch2/catch_test_macros.hpp>
#include <stdexcept>

namespace pages::test {
namespace {

std::string filled(std::string_view text, const Data& data) { return Template(text).fill(data, true); }

Data named(std::string_view name, Data value) {
    Data data = object();
    data[std::string(name)] = std::move(value);
    return data;
}

}  // namespace

TEST_CASE("values are escaped, HTML stays as it is", "[U6]") {
    const Data data = named("a", text("<b>"));
    CHECK(filled("x {{a}} y {{{a}}}.", data) == "x &lt;b&gt; y <b>.");
    CHECK(filled("no names", data) == "no names");
}

TEST_CASE("a section is filled for each item, for an object, for a text and for yes", "[U6]") {
    Data items = list();
    items.push_back(named("n", text("1")));
    items.push_back(named("n", text("2")));
    CHECK(filled("{{#a}}({{n}}){{/a}}{{^a}}none{{/a}}", named("a", std::move(items))) == "(1)(2)");
    CHECK(filled("{{#a}}({{n}}){{/a}}", named("a", named("n", text("in")))) == "(in)");
    CHECK(filled("{{#a}}({{a}}, {{.}}){{/a}}", named("a", text("t"))) == "(t, t)");
    CHECK(filled("{{#a}}yes{{/a}}{{^a}}no{{/a}}", named("a", true)) == "yes");
    CHECK(filled("{{#a}}yes{{/a}}{{^a}}no{{/a}}", named("a", false)) == "no");
    CHECK(filled("{{#a}}yes{{/a}}{{^a}}no{{/a}}", named("a", list())) == "no");
}

TEST_CASE("a name is looked up inside out, and {{.}} is the item even inside of yes", "[U6]") {
    Data data = named("items", list());
    data["items"].push_back(Data("one"));
    data["show"] = true;
    data["outer"] = "o";
    CHECK(filled("{{#items}}{{#show}}{{outer}}{{.}}{{/show}}{{/items}}", data) == "oone");
    data["inner"] = named("outer", text("i"));
    CHECK(filled("{{outer}}{{#inner}}{{outer}}{{/inner}}{{outer}}", data) == "oio");
}

TEST_CASE("a line on which sections came to nothing is left out, what was typed is not touched", "[U6]") {
    Data data = named("no", false);
    data["typed"] = "a\n\n";
    CHECK(filled("<p>\n{{#no}}<b>{{/no}}{{#no}}<i>{{/no}}\n</p>\n", data) == "<p>\n</p>\n");
    CHECK(filled("{{#no}}<b>{{/no}}\n<p>\n", data) == "<p>\n");
    CHECK(filled("<p>{{#no}}<b>{{/no}}\n</p>", data) == "<p>\n</p>");
    CHECK(filled("<textarea>{{typed}}\n</textarea>", data) == "<textarea>a\n\n\n</textarea>");
}

TEST_CASE("a name that is not set is an error where all must be, else nothing", "[U6]") {
    const Template one("[{{a}}{{#b}}x{{/b}}{{^b}}y{{/b}}]");
    CHECK(one.fill(object(), false) == "[y]");
    CHECK_THROWS_AS(one.fill(object(), true), std::logic_error);
}

TEST_CASE("tags and sections without an end are errors", "[U6]") {
    for (const std::string_view text :
         {"{{a", "{{{a}}", "{{#a}}", "{{#a}}{{/b}}", "{{/a}}", "{{#a}}{{#b}}{{/a}}{{/b}}"}) {
        INFO(text);
        CHECK_THROWS_AS(Template(text), std::logic_error);
    }
}

}  // namespace pages::test
