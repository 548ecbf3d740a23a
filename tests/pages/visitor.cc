#include "pages/visitor.h"

#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <stdexcept>

#include "http/form.h"
#include "http/transport/certificate.h"
#include "office/people/accounts.h"
#include "office/people/viewer.h"
#include "office/records/kind.h"
#include "pages/error_page.h"
#include "pages/people/caller.h"
#include "pages/routes.h"
#include "support/browser.h"

namespace pages::test {
namespace {

std::filesystem::path new_folder() {
    std::string name = (std::filesystem::temp_directory_path() / "clientbox-test-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    return name;
}

std::optional<http::Caller> whose(storage::Store& store, std::string_view secret) {
    const auto identity = office::identify(store, secret);
    return identity ? std::optional(caller_of(*identity, secret)) : std::nullopt;
}

http::Gate gate(const New_box& box, const Site& site) {
    return {.session =
                [&](std::string_view secret) {
                    auto caller = whose(site.store, secret);
                    if (caller && box.minutes_went_by) caller->confirmed = false;
                    return caller;
                },
            .bearer = [](std::string_view, std::string_view) { return std::optional<http::Caller>{}; },
            .error = [&](const http::Request& request, int status, const storage::Error& error,
                         const std::string& incident) { return error_page(site, request, status, error, incident); },
            .version = [&] { return site.store.version(); },
            .finished = [](const auto&, const auto&, auto) {}};
}

std::string authority() {
    static const auto made = http::make_authority("Test box", http::Moment{std::chrono::seconds{1'800'000'000}});
    return made.certificate;
}

}  // namespace

New_box::New_box()
    : folder_(new_folder())
    , store_(std::make_unique<storage::Store>(folder_, office::record_types()))
    , files_(std::make_unique<storage::Files>(folder_, 0))
    , importer_(std::make_unique<exchange::Importer>(*store_))
    , previews_(std::make_unique<pictures::Previews>(folder_, *files_, 0))
    , latest_clients_(std::make_unique<office::Latest_clients>(*store_))
    , places_(std::make_unique<Box_places>(*store_)) {
    site_ = std::make_unique<Site>(Site{.store = *store_,
                                        .folder = folder_,
                                        .version = "0.1",
                                        .libraries = [] { return std::vector<Library_line>{}; },
                                        .status = [] { return std::vector<Reading>{{"Clock", "slow", {}, false}}; },
                                        .https_port = [] { return 8443; },
                                        .authority = &authority,
                                        .first_admin_code = [] { return std::string("ABCD-2345"); },
                                        .imports = *importer_,
                                        .files = *files_,
                                        .previews = *previews_,
                                        .latest_clients = *latest_clients_,
                                        .places = *places_});
    door_ = std::make_unique<http::Door>(gate(*this, *site_), routes(*site_));
}

New_box::~New_box() {
    door_.reset();
    places_.reset();
    importer_.reset();
    store_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

Visitor::Seen Visitor::get(std::string_view target) { return ask("GET", target, {}); }

Visitor::Seen Visitor::post(std::string_view target, std::string_view form) {
    return ask("POST", target, std::string(form) + "&csrf=" + csrf_);
}

void Visitor::set_up() {
    get("/setup");
    REQUIRE(post("/setup", admin_form).location == "/today");
    get("/account");
}

std::string Visitor::cookie(std::string_view name) const {
    const auto found = cookies_.find(name);
    return found == cookies_.end() ? std::string{} : found->second;
}

Visitor::Seen Visitor::ask(std::string_view method, std::string_view target, std::string_view form) {
    http::Request request;
    request.target = target;
    request.host = "box.local:8080";
    request.address = address;
    request.headers.add("user-agent", browser);
    request.headers.add("accept-language", languages);
    std::string jar;
    for (const auto& [name, value] : cookies_) jar += name + "=" + value + "; ";
    request.headers.add("cookie", jar);
    auto entry = box_->door().enter(request, method);
    if (!entry.answer) {
        request.form = http::urlencoded(form);
        entry.answer = box_->door().pass(request, entry);
    }
    Seen seen{.status = entry.answer->status, .body = *entry.answer->body};
    take_cookies(seen, *entry.answer);
    if (const auto token = support::csrf_in(seen.body); !token.empty()) csrf_ = token;
    return seen;
}

void Visitor::take_cookies(Seen& seen, const http::Response& response) {
    for (const auto& [name, value] : response.headers) {
        if (name == "Location") seen.location = value;
        if (name != "Set-Cookie") continue;
        seen.cookies.push_back(value);
        const auto equals = value.find('='), end = value.find(';');
        const auto key = value.substr(0, equals);
        cookies_[key] = value.substr(equals + 1, end - equals - 1);
        if (cookies_[key].empty()) cookies_.erase(key);
    }
}

}  // namespace pages::test
