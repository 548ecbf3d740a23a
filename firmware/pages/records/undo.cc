#include "pages/records/undo.h"

#include <algorithm>
#include <format>
#include <ranges>

#include "http/access.h"
#include "office/people/undo.h"
#include "pages/records/history.h"
#include "pages/records/kind.h"

namespace pages {

std::string undo_url(std::uint64_t operation) {
    return operation == 0 ? std::string{} : std::format("/history/{}/undo", operation);
}

namespace {

/// The path of the page that the button stood on.
std::string page_before(const http::Request& request) {
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
    site.store.read([&](const storage::Read& read) {
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
    const std::string back =
        site.store.read([&](const storage::Read& read) { return page_that_is_there(read, page_before(request)); });
    if (!undone.left_alone.empty()) return left_page(site, request, undone, back);
    return done(request, back, Language::of(request).say("Taken back"), redo);
}

}  // namespace

std::vector<http::Route> undo_routes(const Site& site) {
    return {{http::Method::post, "/history/<operation>/undo", http::signed_in,
             [&site](const http::Request& request) { return take_back(site, request); }}};
}

}  // namespace pages
