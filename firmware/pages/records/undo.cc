#include "pages/records/undo.h"

#include <algorithm>
#include <format>
#include <ranges>

#include "http/access.h"
#include "http/form.h"
#include "office/people/undo.h"
#include "pages/frame/question.h"
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

namespace {

/// The path of the page that the button stood on.
std::string page_before(const http::Request& request) {
    if (request.query.has("next")) return http::local_target(request.query.get("next"));
    const std::string_view referer = request.headers.get("referer");
    const auto host = referer.find("://");
    const auto path = host == std::string_view::npos ? host : referer.find('/', host + 3);
    return path == std::string_view::npos ? "/" : http::local_target(referer.substr(path));
}

/// The page of a record that went leads to the list.
std::string page_that_is_there(const storage::Read& read, const std::string& page) {
    std::vector<std::string_view> parts;
    for (const auto part : std::views::split(std::string_view(page).substr(1), '/')) parts.emplace_back(part);
    if (parts.size() < 2) return page;
    const auto* type = read.schema().find(parts[0]);
    const auto id = storage::parse_id(parts[1].substr(0, parts[1].find('?')));
    const bool gone = type != nullptr && id && *id != 0 && !read.has(type->kind.number, *id);
    return gone ? std::format("/{}", parts[0]) : page;
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
    return data;
}

/// What could not be put back, each as it is now and as it would have become.
http::Response left_page(const Site& site, const http::Request& request, const storage::Undone& undone,
                         const std::string& back) {
    const Language& language = Language::of(request);
    Data left = list();
    site.store.read(request.scope(), [&](const storage::Read& read) {
        for (const auto& one : undone.left_alone | std::views::take(100)) append(left, left_data(read, language, one));
    });
    Data data = object();
    data["title"] = text(language.say("Taken back in part"));
    data["undone_count"] = text(with_separators(language, undone.put_back));
    data["left_count"] = text(with_separators(language, undone.left_alone.size()));
    data["left"] = std::move(left);
    data["undone_back_url"] = text(back);
    return page(site, request, "records/undone", std::move(data), 409);
}

http::Response take_back(const Site& site, const http::Request& request) {
    storage::Undone undone;
    const std::string redo =
        change(site, request, [&](storage::Write& write) { undone = office::undo(write, request.id("operation")); });
    const std::string back = site.store.read(
        request.scope(), [&](const storage::Read& read) { return page_that_is_there(read, page_before(request)); });
    if (!undone.left_alone.empty()) return left_page(site, request, undone, back);
    return done(request, back, Language::of(request).say("Taken back"), redo);
}

http::Response ask(const Site& site, const http::Request& request) {
    const Language& language = Language::of(request);
    const std::uint64_t operation = request.id("operation");
    const auto [why, changes] = site.store.read(request.scope(), [&](const storage::Read& read) {
        return std::pair(office::why_not_undo(read, actor_of(request), operation, storage::Moment::now()),
                         office::changes_of(read, operation));
    });
    if (!why.empty()) throw storage::Error(storage::Fault::refused, why);
    const std::string back = page_before(request);
    return confirm_page(
        site, request,
        {.title = language.say("Take this back?"),
         .text = language.say(
             changes, "1 change was made. It is taken back, unless somebody changed the record since.",
             "{} changes were made at once. They are taken back; what somebody changed since stays as it is."),
         .button = language.say("Undo"),
         .action = std::format("{}?next={}", undo_url(operation), http::percent_encoded(back)),
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

}  // namespace

std::vector<http::Route> undo_routes(const Site& site) {
    const std::string pattern = "/history/<operation>/undo";
    return {{http::Method::get, "/history", needs(office::Right::see_clients),
             [&site](const http::Request& request) { return show_office_history(site, request); }},
            {http::Method::get, pattern, http::signed_in,
             [&site](const http::Request& request) { return ask(site, request); }},
            {http::Method::post, pattern, http::signed_in,
             [&site](const http::Request& request) { return take_back(site, request); }}};
}

}  // namespace pages
