#include "pages/records/erasure.h"

#include <format>

#include "office/people/erasure.h"
#include "pages/frame/question.h"
#include "pages/frame/view.h"
#include "pages/records/confirmation.h"

namespace pages {

std::string erasure_url(std::uint64_t operation) { return std::format("/history/{}/erasure", operation); }

namespace {

constexpr std::string_view history_url = "/history";
constexpr std::size_t most_counted = 10'000;

http::Response ask(const Site& site, const http::Request& request) {
    const Language& language = Language::of(request);
    const std::uint64_t operation = request.id("operation");
    const auto [why, gone, name] = site.store.read(request.scope(), [&](const storage::Read& read) {
        const auto entries =
            read.entries_of(operation, most_counted);  // newest first: what was deleted, then what went along
        return std::tuple(office::why_not_erase_for_good(read, actor_of(request), operation),
                          office::gone_by(read, operation).size(),
                          entries.empty() ? std::string{} : read.entry(entries.front()).name);
    });
    if (!why.empty()) throw storage::Error(storage::Fault::refused, why);
    return confirm_page(
        site, request,
        {.title = language.say("Erase {} for good?", {name}),
         .text =
             language.say(
                 gone,
                 "1 deleted record is erased for good: all that the history says of it, its name too, and then its "
                 "traces in the box's storage. This cannot be undone. Backups that were made before still have it.",
                 "{} deleted records are erased for good: all that the history says of them, their names too, and then "
                 "their traces in the box's storage. This cannot be undone. Backups that were made before still have "
                 "them.") +
             " " + language.say("The files of imports go too, those that wait included, since it may stand in them."),
         .button = language.say("Erase for good"),
         .action = erasure_url(operation),
         .cancel_url = std::string(history_url)});
}

http::Response erase(const Site& site, const http::Request& request) {
    site.store.write(actor_of(request), [&](storage::Write& write) {
        office::erase_for_good(write, request.id("operation"), request.address);
    });
    return done(request, std::string(history_url), Language::of(request).say("Erased for good"));
}

}  // namespace

std::vector<http::Route> erasure_routes(const Site& site) {
    const auto right = needs(office::Right::delete_clients);
    const std::string pattern = "/history/<operation>/erasure";
    return {{http::Method::get, pattern, right, [&site](const auto& request) { return ask(site, request); }},
            {http::Method::post, pattern, right,
             confirmed(site, [&site](const http::Request& request) { return erase(site, request); })}};
}

}  // namespace pages
