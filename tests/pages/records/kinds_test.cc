// Pages of a kind that nobody wrote pages for; and that every kind's words and icons are there.
#include <catch2/catch_test_macros.hpp>

#include "http/assets.h"
#include "office/records/kind.h"
#include "pages/desk.h"
#include "pages/frame/languages.h"
#include "pages/frame/places.h"
#include "pages/records/kind.h"
#include "pages/records/layout.h"
#include "pages/records/lists/list_query.h"
#include "sample/errand.h"

namespace pages::test {

using enum http::Method;

namespace {

/// Every text that a declaration or a row puts before people, in English.
std::vector<std::string> words_of(const office::Kind_row& row) {
    std::vector<std::string> words{std::string(row.type->kind.label), std::string(row.type->kind.title)};
    for (const storage::Column& column : row.type->columns) {
        if (column.attributes.hidden) continue;
        words.push_back(column.label);
        words.push_back(column.group);
        words.emplace_back(column.attributes.hint);
        for (const auto& option : column.options) words.push_back(option.label);
    }
    for (const office::Action& action : row.actions) {
        words.emplace_back(action.label);
        words.emplace_back(action.said);
        for (const auto& column : office::asked_by(action)) words.push_back(column.label);
    }
    if (row.naming.unknown != nullptr) words.emplace_back(row.naming.unknown);
    if (row.naming.may_choose != nullptr) words.emplace_back(row.naming.unfit);
    const Page_row& page = page_row(row.type->kind.number);
    for (const Section& section : page.sections) words.emplace_back(section.title);
    for (const Action_page& action : page.actions) words.emplace_back(action.did);
    for (const Sentences& sentences : page.sentences)
        words.insert(words.end(), sentences.did.begin(), sentences.did.end());
    if (page.pages)
        for (const char* before : {"New ", "created this "}) {
            std::string label(row.type->kind.label);
            label.front() = static_cast<char>(std::tolower(label.front()));
            words.push_back(before + label);
        }
    return words;
}

/// Those of tests/sample speak English only.
bool is_sample(const storage::Kind& kind) { return kind.name == "errand" || kind.name == "offer"; }

std::string_view sprite() {
    for (const http::Asset& asset : http::assets())
        if (asset.path.starts_with("dist/icons-") && asset.path.ends_with(".svg")) return asset.bytes;
    return {};
}

}  // namespace

TEST_CASE("every word of every kind is there in every language", "[U6]") {
    for (const auto& language : Languages::all().ones) {
        if (language.code == "en" || language.is_pseudo()) continue;
        for (const office::Kind_row& row : office::kinds()) {
            if (row.type->kind.internal || is_sample(row.type->kind)) continue;
            for (const std::string& word : words_of(row)) {
                CAPTURE(language.code, row.type->kind.name, word);
                CHECK((word.empty() || language.words.contains(word)));
            }
        }
    }
}

TEST_CASE("every icon of every kind is bundled", "[X1]") {
    if (sprite().empty()) SKIP("only compressed icons are embedded");
    const auto bundled = [](std::string_view icon) { return sprite().contains("id=\"" + std::string(icon) + "\""); };
    for (const Page_row& row : page_rows()) {
        CAPTURE(row.kind);
        CHECK(bundled(row.icon));
        CHECK(bundled(row.new_icon));
        for (const Sentences& sentences : row.sentences) CHECK(bundled(sentences.icon));
        for (const Action_page& icon : row.actions) CHECK(bundled(icon.icon));
    }
    for (const Place& place : places()) CHECK(bundled(place.icon));
}

TEST_CASE("a row names nothing that its kind does not have", "[C1]") {
    for (const Page_row& row : page_rows()) {
        const office::Kind_row& kind = office::kind_row(row.kind);
        CAPTURE(kind.type->kind.name);
        for (const auto* names : {&row.columns, &row.brief, &row.head})
            for (const std::string_view name : *names)
                CHECK((find_item(*kind.type, {}, name) || std::ranges::contains(moments_of_record, name)));
        for (const Action_page& icon : row.actions) CHECK(office::find_action(kind.type->kind, icon.action) != nullptr);
    }
}

TEST_CASE("a kind with nothing but its rows has its list, form, page, tab, history and action", "[C1][C2]") {
    Desk desk;
    desk.add_client("Ann", "Aalto");
    check(desk,
          {{get, "/clients", "", 200, {"href=\"/errands\""}},
           {get, "/errands", "", 200, {"Add the first one"}},
           {get, "/errands/new?client=1", "", 200, {"value=\"Aalto, Ann\""}},
           {post, "/errands", "name=&client=Aalto%2C+Ann", 422, {"Fill in “Name”.", "value=\"Aalto, Ann\""}},
           {post, "/errands", "name=Fetch+keys&client=Aalto%2C+Ann&due=2026-12-01&budget=12.5&priority=high", 303},
           {get, "/errands", "", 200, {"Fetch keys"}},
           {get, "/errands?priority=high", "", 200, {"Fetch keys"}},
           {get, "/errands?priority=low", "", 200, {"Nothing found"}, {"Fetch keys"}},
           {get, "/errands/1", "", 200, {"Fetch keys", "12.50", "Aalto, Ann", "/errands/1/finish"}},
           {get, "/clients/1", "", 200, {"/clients/1/errands"}},
           {get, "/clients/1/errands", "", 200, {"Fetch keys", "/clients/1/errands/new", "/clients/1/errands/1/edit"}},
           {get, "/clients/1/history", "", 200, {"Fetch keys"}},
           {get, "/search?q=keys", "", 303},
           {get, "/errands/export.csv", "", 200},
           {post, "/errands/1", "revision=1&name=Fetch+all+keys", 303},
           {post, "/errands/1/finish", "", 303},
           {get, "/errands/1", "", 200, {"Fetch all keys"}, {"/errands/1/finish"}},
           {post, "/errands/1/finish", "", 303}});
    desk.as("Rita");
    check(desk, {{get, "/errands/1", "", 200, {"Fetch all keys"}, {"/errands/1/edit"}},
                 {get, "/clients/1/errands", "", 200, {"Fetch all keys"}, {"/errands/new"}},
                 {post, "/errands/1/finish", "", 403}});
}

}  // namespace pages::test
