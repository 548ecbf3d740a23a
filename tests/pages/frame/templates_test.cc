// Templates: all parse, all names are set, all text is translated.
#include <catch2/catch_message.hpp>
#include <catch2/catch_test_macros.hpp>
#include <cctype>
#include <regex>
#include <set>

#include "office/clients/note.h"
#include "office/clients/tag.h"
#include "pages/desk.h"
#include "pages/frame/template_text.h"
#include "pages/frame/templates.h"

namespace pages::test {
namespace {

/// What people see or hear of a page: text and the attributes that are read out, each in a line of its own.
std::string visible(const std::string& html) {
    static const std::regex hidden("<script[\\s\\S]*?</script>|<code>[^<]*</code>|<!DOCTYPE[^>]*>");
    static const std::regex spoken(" (?:aria-label|placeholder|title|alt|data-[a-z-]*text)=\"([^\"]*)\"");
    static const std::regex tag("<[^>]*>"), entity("&[a-z0-9#]+;");
    const auto shown = std::regex_replace(html, hidden, "");
    std::string all = std::regex_replace(shown, tag, "\n");
    for (std::sregex_iterator at(shown.begin(), shown.end(), spoken), end; at != end; ++at)
        all += "\n" + (*at)[1].str();
    return std::regex_replace(all, entity, " ");
}

/// What stands outside of ⟦…⟧, which may be nested.
std::string outside(const std::string& text) {
    constexpr std::string_view open = "⟦", close = "⟧";
    std::string rest;
    int depth = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text.compare(at, open.size(), open) == 0) ++depth;
        if (depth == 0) rest += text[at];
        if (text.compare(at, close.size(), close) == 0) --depth;
    }
    return rest;
}

/// Words of letters that are not marked as translated, but for e-mail addresses.
std::set<std::string> unmarked(const std::string& html) {
    static const std::regex word("[A-Za-z][A-Za-z.@-]+");
    const auto rest = outside(visible(html));
    std::set<std::string> words;
    for (std::sregex_iterator at(rest.begin(), rest.end(), word), end; at != end; ++at)
        if (!at->str().contains('@')) words.insert(at->str());
    return words;
}

/// Names of our own and of other people's products.
const std::set<std::string> proper_names{
    "Clientbox", "Windows", "macOS",   "iPhone",    "iPad",     "Android",  "Firefox",   "Linux",   "Ana",
    "Ben",       "Rita",    "English", "Deutsch",   "Test",     "https",    "Shift-JIS", "UTF-",    "Western",
    "Windows-",  "big",     "endian",  "Macintosh", "Japanese", "European", "Cyrillic",  "Central", "callahan.example"};

/// An office whose own words are marked too.
void furnish(Desk& desk) {
    desk.add_client("⟦Heather⟧", "⟦Callahan⟧",
                    {{"company", "⟦Acme⟧"},
                     {"tags", "⟦Lead⟧"},
                     {"billing_address.city", "⟦Oslo⟧"},
                     {"email", "h@callahan.example"},
                     {"description", "⟦Text⟧"}});
    desk.add(storage::record_type<office::Contact>(), {{"name", "⟦Carla⟧"}, {"phone", "12345678"}});
    desk.post("/clients/1/notes", "text=%E2%9F%A6Note%E2%9F%A7");
    desk.add_client("⟦Held⟧", "⟦Up⟧", {{"email", "u@callahan.example"}});
    desk.add_client("⟦Other⟧", "⟦Callahan⟧", {{"email", "o@callahan.example"}});
    desk.post("/clients/2/put_on_hold", "reason=%E2%9F%A6Overdue%E2%9F%A7");
    desk.post("/tasks", "title=%E2%9F%A6Call%E2%9F%A7&client=h%40callahan.example&assignee=Ana");
    desk.upload("/import", "⟦file⟧", "⟦Given⟧,⟦Mail⟧\n⟦Ann⟧,⟦ann⟧\n⟦Ann⟧,h@callahan.example\n⟦Ann⟧\n");
    desk.post("/import/1", "column.0=first_name&column.1=email");
}

}  // namespace

TEST_CASE("every template parses in every language", "[U6]") {
    Templates::check_all();
    CHECK(Template_texts::names().size() > 50);
    Data nobody = object();
    nobody["user"] = false;
    for (const auto* language : Language::all())
        CHECK_FALSE(Templates::render(*language, "parts/foot", nobody).empty());
    CHECK_THROWS_AS(Templates::render(Language::named("en"), "no/such", object()), std::logic_error);
}

TEST_CASE("a name that a view forgot is found", "[U6]") {
    CHECK_THROWS_AS(Templates::render(Language::named("en"), "parts/error_summary", object()), std::logic_error);
}

TEST_CASE("user text is escaped, and white space stays as it was typed", "[U6]") {
    auto data = object();
    auto errors = list(), error = object();
    error["error_text"] = "<b> &  \"quoted\" 'x'\ny";
    error["error_target"] = "f-name";
    errors.push_back(error);
    data["errors"] = std::move(errors);
    data["has_errors"] = true;
    const auto html = Templates::render(Language::named("en"), "parts/error_summary", data);
    CHECK(html.contains("&lt;b&gt; &amp;  &quot;quoted&quot; &#39;x&#39;\ny</a>"));
    CHECK(html.contains("Please look at these fields"));
}

TEST_CASE("no text of any page is left untranslated", "[U6]") {
    Desk desk;
    furnish(desk);
    desk.language = "qps";
    const std::string_view urls[] = {
        "/today",
        "/tasks",
        "/tasks/new",
        "/tasks/1",
        "/clients/1/tasks",
        "/tenders",
        "/clients/1/tenders/new",
        "/clients/1/put_on_hold",
        "/holds",
        "/clients/2",
        "/clients/1/merge",
        "/clients/1/merge?into=3",
        "/clients",
        "/clients?q=0000",
        "/clients/new",
        "/clients/1",
        "/clients/1/edit",
        "/clients/1/delete",
        "/clients/1/notes",
        "/clients/1/contacts",
        "/clients/1/contacts/new",
        "/clients/1/history",
        "/notes/1/edit",
        "/notes/1/delete",
        "/notes",
        "/notes/1",
        "/clients/1/notes/1/edit",
        "/companies/1/clients",
        "/companies/1/clients/new",
        "/companies",
        "/companies/new",
        "/companies/1",
        "/companies/1/edit",
        "/contacts",
        "/contacts/new",
        "/contacts/1",
        "/contacts/1/edit",
        "/search?q=acme",
        "/search",
        "/palette?from=/clients/1",
        "/palette?q=nothing+at+all",
        "/settings",
        "/settings/users",
        "/settings/users/new",
        "/settings/users/1",
        "/settings/permissions",
        "/settings/tags",
        "/settings/tags/1/delete",
        "/settings/fields",
        "/settings/fields/new",
        "/settings/status",
        "/about",
        "/trust",
        "/account",
        "/import",
        "/import/1",
        "/import/1/check",
        "/nothing/here",
    };
    for (const auto url : urls) {
        INFO(url);
        const auto answer = desk.get(url);
        CHECK(answer.status == (url == "/nothing/here" ? 404 : 200));
        for (const auto& word : unmarked(answer.body)) {
            INFO("unmarked: " << word);
            CHECK(proper_names.contains(word));
        }
    }
}

TEST_CASE("forms that come back are translated too", "[U6]") {
    Desk desk;
    furnish(desk);
    desk.language = "qps";
    for (const std::string_view url : {"/clients", "/companies", "/contacts", "/settings/users", "/account/tokens",
                                       "/account/password", "/account/preferences"}) {
        INFO(url);
        const auto answer = desk.post(url, "name=");
        CHECK(answer.status == 422);
        for (const auto& word : unmarked(answer.body)) {
            INFO("unmarked: " << word);
            CHECK(proper_names.contains(word));
        }
    }
}

}  // namespace pages::test
