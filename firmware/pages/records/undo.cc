#include "pages/records/undo.h"

#include <algorithm>
#include <format>
#include <ranges>
#include <tuple>

#include "http/access.h"
#include "http/form.h"
#include "office/people/undo.h"
#include "pages/frame/question.h"
#include "pages/records/fields.h"
#include "pages/records/history.h"
#include "pages/records/kind.h"

namespace pages {

std::string undo_url(std::uint64_t operation) {
    return operation == 0 ? std::string{} : std::format("/history/{}/undo", operation);
}

namespace {

/// Changes of more records than these are asked about.
constexpr std::size_t few = 20;

}  // namespace

bool asks_to_undo(const storage::Read& read, std::uint64_t operation) {
    return read.entries_of(operation, few + 1).size() > few;
}

std::string page_before(const http::Request& request) {
    if (request.query.has("next")) return http::local_target(request.query.get("next"));
    const std::string_view referer = request.headers.get("referer");
    const auto host = referer.find("://");
    const auto path = host == std::string_view::npos ? host : referer.find('/', host + 3);
    if (path == std::string_view::npos || referer.substr(path).starts_with("/palette"))
        return "";  // it is no place to be
    return http::local_target(referer.substr(path));
}

namespace {

/// The page of a record that went leads to the list.
std::string page_that_is_there(const storage::Read& read, const std::string& page) {
    if (page.empty()) return "/";
    std::vector<std::string_view> parts;
    for (const auto part : std::views::split(std::string_view(page).substr(1), '/')) parts.emplace_back(part);
    if (parts.size() < 2) return page;
    const auto* type = read.schema().find(parts[0]);
    const auto id = storage::parse_id(parts[1].substr(0, parts[1].find('?')));
    const bool gone = type != nullptr && id && *id != 0 && !read.has(type->kind.number, *id);
    return gone ? std::format("/{}", parts[0]) : page;
}

std::string why_left(const Language& language, const storage::Record_type& type, const storage::Errors& why) {
    std::string sentences;
    for (const auto& [name, what] : why) {
        const storage::Column* column = type.column(name);
        if (!sentences.empty()) sentences += ' ';
        sentences += name.empty()        ? language.say(what)
                     : column == nullptr ? sentence_of(language, name, what)
                                         : sentence_of(language, *column, name, what);
    }
    return sentences;
}

Data left_data(const storage::Read& read, const Language& language, const storage::Left_alone& left) {
    const storage::Record_type& type = read.schema().type(left.subject.kind);
    Shower shower(read, language);
    Data data = object();
    const bool linked = page_row(left.subject.kind).pages && !left.now.empty();
    data["left_name"] = text(name_or_number(language, type.kind, left.name, left.subject.id));
    data["left_kind"] = text(language.say(type.kind.label));
    data["left_url"] = linked ? text(url_of(type.kind, left.subject.id)) : Data(false);
    Data changes = list();
    if (!left.now.empty() && !left.then.empty())
        for (const auto& [field, now, then] : changes_of(type, read.definitions(type), left.now, left.then, shower)) {
            Data change = object();
            change["change_field"] = text(field);
            change["change_before"] = text(now);
            change["change_after"] = text(then);
            append(changes, std::move(change));
        }
    data["left_changes"] = std::move(changes);
    data["left_why"] = text(why_left(language, type, left.why));
    return data;
}

/// What could not be put back, each as it is now and as it would have become.
http::Response left_page(const Site& site, const http::Request& request, const office::Taken_back& taken,
                         const std::string& back, int status) {
    const Language& language = Language::of(request);
    Data left = list();
    site.store.read(request.scope(), [&](const storage::Read& read) {
        for (const auto& one : taken.left_alone) append(left, left_data(read, language, one));
    });
    Data data = object();
    data["title"] = text(language.say(taken.put_back == 0 ? "Nothing was taken back" : "Taken back in part"));
    data["undone_count"] = text(with_separators(language, taken.put_back));
    data["left_count"] = text(with_separators(language, taken.left));
    data["left"] = std::move(left);
    data["undone_back_url"] = text(back);
    return page(site, request, "records/undone", std::move(data), status);
}

std::string with_next(std::string_view url, std::string_view next) {
    return std::format("{}?next={}", url, http::percent_encoded(next));
}

/// Where the end of a large one is waited for.
std::string undone_url(std::uint64_t operation) { return std::format("/history/{}/undone", operation); }

http::Response progress_page(const Site& site, const http::Request& request, const office::Taken_back& taken,
                             const std::string& back) {
    const Language& language = Language::of(request);
    Data data = object();
    data["progress_url"] = text(with_next(undone_url(request.id("operation")), back));
    data["progress_done"] = text(std::to_string(taken.steps_taken));
    data["progress_total"] = text(std::to_string(std::max<std::size_t>(1, taken.steps)));
    data["progress_text"] = text(language.say(
        "{} of {}", {with_separators(language, taken.steps_taken), with_separators(language, taken.steps)}));
    if (request.fragment()) return fragment(request, "parts/progress", std::move(data));
    data["title"] = text(language.say("Taking back"));
    return page(site, request, "records/undoing", std::move(data)).header("Refresh", "5");
}

/// It goes on where it failed.
http::Response failed_page(const Site& site, const http::Request& request, const office::Taken_back& taken,
                           const std::string& back) {
    const Language& language = Language::of(request);
    const std::string so_far =
        language.say("{} of {} are taken back. It can go on from there.",
                     {with_separators(language, taken.steps_taken), with_separators(language, taken.steps)});
    return confirm_page(site, request,
                        {.title = language.say("Not all was taken back"),
                         .text = std::format("{} {}", language.say(taken.problem), so_far),
                         .button = language.say("Continue"),
                         .action = with_next(undo_url(request.id("operation")), back),
                         .cancel_url = back});
}

/// What came of a large one, or how far it is.
http::Response show_undone(const Site& site, const http::Request& request) {
    const std::uint64_t operation = request.id("operation");
    const auto [taken, back] = site.store.read(request.scope(), [&](const storage::Read& read) {
        const storage::Actor actor = actor_of(request);
        if (!office::offers_undo(read, actor, read.entry(operation), storage::Moment::now()))
            throw storage::Error(storage::Fault::refused, "You may not change these records.");
        return std::pair(office::taken_back(read, operation), page_that_is_there(read, page_before(request)));
    });
    if (!taken) return http::Response::see_other(undo_url(operation));
    if (taken->state == office::Taken_back::running) return progress_page(site, request, *taken, back);
    if (request.fragment()) return http::Response::see_other(with_next(undone_url(operation), back));
    if (taken->state == office::Taken_back::failed) return failed_page(site, request, *taken, back);
    if (taken->left > 0) return left_page(site, request, *taken, back, 200);
    return done(request, back, Language::of(request).say("Taken back"), undo_url(taken->operation));
}

http::Response take_back(const Site& site, const http::Request& request) {
    const std::uint64_t operation = request.id("operation");
    const office::Taken_back taken = office::take_back(site.store, actor_of(request), operation);
    const std::string before = page_before(request);
    if (taken.state != office::Taken_back::done)
        return http::Response::see_other(with_next(undone_url(operation), before));
    const std::string back =
        site.store.read(request.scope(), [&](const storage::Read& read) { return page_that_is_there(read, before); });
    if (taken.left > 0) return left_page(site, request, taken, back, 409);
    const Language& language = Language::of(request);
    if (taken.operation == 0) return done(request, back, language.say("There was nothing left to take back."));
    return done(request, back, language.say("Taken back"), undo_url(taken.operation));
}

/// What is asked about: of an import all that came with it, since the history of one client tells of it too.
std::string question_of(const storage::Read& read, const Language& language, std::uint64_t operation) {
    const std::string imported = imported_text(read, language, operation);
    if (!imported.empty())
        return language.say("The whole import is taken back: {}. What somebody changed since stays as it is.",
                            {imported});
    return language.say(
        office::changes_of(read, operation),
        "1 change was made. It is taken back, unless somebody changed the record since.",
        "{} changes were made at once. They are taken back; what somebody changed since stays as it is.");
}

http::Response ask(const Site& site, const http::Request& request) {
    const Language& language = Language::of(request);
    const std::uint64_t operation = request.id("operation");
    const auto [why, question, is_running] = site.store.read(request.scope(), [&](const storage::Read& read) {
        const auto taken = office::taken_back(read, operation);
        return std::tuple(office::why_not_undo(read, actor_of(request), operation, storage::Moment::now()),
                          question_of(read, language, operation), taken && taken->state == office::Taken_back::running);
    });
    if (!why.empty()) throw storage::Error(storage::Fault::refused, why);
    const std::string before = page_before(request);
    if (is_running) return http::Response::see_other(with_next(undone_url(operation), before));
    const std::string back = before.empty() ? "/" : before;
    return confirm_page(site, request,
                        {.title = language.say("Take this back?"),
                         .text = question,
                         .button = language.say("Undo"),
                         .action = with_next(undo_url(operation), back),
                         .cancel_url = back});
}

http::Response show_office_history(const Site& site, const http::Request& request) {
    const Language& language = Language::of(request);
    const History history = site.store.read(request.scope(), [&](const storage::Read& read) {
        Shower shower(read, language);
        return read_office_history(read, request, shower);
    });
    Data data = object();
    data["title"] = text(language.say("History"));
    set_history(data, language, history, "/history", {});
    return page(site, request, "records/history", std::move(data));
}

http::Response show_operation(const Site& site, const http::Request& request) {
    const Language& language = Language::of(request);
    const std::uint64_t operation = request.id("operation");
    const History history = site.store.read(request.scope(), [&](const storage::Read& read) {
        Shower shower(read, language);
        return read_operation(read, request, operation, shower);
    });
    Data data = object();
    data["title"] = text(language.say("Done at once"));
    set_history(data, language, history, std::format("/history/{}", operation), {});
    return page(site, request, "records/history", std::move(data));
}

}  // namespace

std::vector<http::Route> undo_routes(const Site& site) {
    const std::string pattern = "/history/<operation>/undo";
    return {{http::Method::get, "/history", needs(office::Right::see_clients),
             [&site](const http::Request& request) { return show_office_history(site, request); }},
            {http::Method::get, "/history/<operation>", needs(office::Right::see_clients),
             [&site](const http::Request& request) { return show_operation(site, request); }},
            {http::Method::get, pattern, http::signed_in,
             [&site](const http::Request& request) { return ask(site, request); }},
            {http::Method::post, pattern, http::signed_in,
             [&site](const http::Request& request) { return take_back(site, request); }},
            {http::Method::get, "/history/<operation>/undone", http::signed_in,
             [&site](const http::Request& request) { return show_undone(site, request); }}};
}

}  // namespace pages
