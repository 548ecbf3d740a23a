#include "pages/desk.h"

#include <catch2/catch_message.hpp>
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <format>
#include <stdexcept>

#include "api/routes.h"
#include "http/form.h"
#include "http/transport/certificate.h"
#include "office/people/viewer.h"
#include "office/records/kind.h"
#include "office/records/save.h"
#include "pages/error_page.h"
#include "pages/frame/languages.h"
#include "pages/places/place_settings.h"
#include "pages/routes.h"

namespace pages::test {

namespace {

const storage::Actor tester{0, "Test"};

int status_of(storage::Fault fault) {
    switch (fault) {
    case storage::Fault::invalid: return 422;
    case storage::Fault::unauthenticated: return 401;
    case storage::Fault::refused: return 403;
    case storage::Fault::not_found: return 404;
    case storage::Fault::stale: return 409;
    default: return 500;
    }
}

std::filesystem::path new_folder() {
    std::string name = (std::filesystem::temp_directory_path() / "clientbox-test-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    return name;
}

void add_user(storage::Store& store, std::string name, office::Role role) {
    office::User user;
    user.email.text = name + "@office.example";
    user.name = std::move(name);
    user.role = role;
    store.write(tester, [&](storage::Write& write) { write.create(user); });
}

std::string authority() {
    static const auto made = http::make_authority("Test box", http::Moment{std::chrono::seconds{1'800'000'000}});
    return made.certificate;
}

}  // namespace

std::string Answer::header(std::string_view name) const {
    for (const auto& [key, value] : response.headers)
        if (http::lower(key) == name) return value;
    return {};
}

Desk::Desk()
    : folder_(new_folder())
    , store_(std::make_unique<storage::Store>(folder_, office::record_types()))
    , files_(std::make_unique<storage::Files>(folder_, 0))
    , importer_(std::make_unique<exchange::Importer>(*store_, said_in_other_languages))
    , undoer_(std::make_unique<office::Undoer>(*store_))
    , previews_(std::make_unique<pictures::Previews>(folder_, *files_, 0))
    , latest_clients_(std::make_unique<office::Latest_clients>(*store_))
    , places_(std::make_unique<Box_places>(*store_)) {
    const background::Work imports{"imports", "Imports", std::chrono::seconds{0},
                                   [this](storage::Store&, const background::Clock&) { importer_->run_started(); },
                                   &exchange::next_import};
    const background::Work undos{"undos", "Undos", std::chrono::seconds{0},
                                 [this](storage::Store&, const background::Clock&) { undoer_->run_started(); },
                                 &office::next_undo};
    worker_ = std::make_unique<background::Worker>(*store_, clock_, std::vector{imports, undos});
    add_user(*store_, "Ana", office::Role::admin);
    add_user(*store_, "Ben", office::Role::staff);
    add_user(*store_, "Rita", office::Role::read_only);
    site_ = std::make_unique<Site>(Site{.store = *store_,
                                        .folder = folder_,
                                        .version = "0.1",
                                        .libraries = [] { return std::vector<Library_line>{}; },
                                        .status = [] { return std::vector<Reading>{{"Clock", "slow", {}, false}}; },
                                        .https_port = [] { return 8443; },
                                        .authority = &authority,
                                        .first_admin_code = [] { return std::string{}; },
                                        .imports = *importer_,
                                        .files = *files_,
                                        .previews = *previews_,
                                        .latest_clients = *latest_clients_,
                                        .places = *places_,
                                        .patience = std::chrono::minutes{1},
                                        .map = [this] { return shown_map(*places_); }});
    auto all = routes(*site_);
    for (auto& route : api::routes(*store_, *files_, "0")) all.push_back(std::move(route));
    for (const auto& route : all) addresses_.push_back({route.method, route.pattern});
    router_ = std::make_unique<http::Router>(std::move(all));
    as("Ana");
}

Desk::~Desk() {
    router_.reset();
    worker_.reset();
    undoer_.reset();
    places_.reset();
    importer_.reset();
    store_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

Desk& Desk::as(std::string_view name) {
    const auto user = store_->read([&](const storage::Read& read) {
        return read.first<&office::User::email>(storage::Email{std::string(name) + "@office.example"});
    });
    caller_ = {};
    caller_.user = user->id;
    caller_.name = user->name;
    caller_.role = storage::Value<office::Role>::show(user->role);
    const auto viewer = store_->read([&](const storage::Read& read) { return office::viewer_of(read, *user); });
    caller_.rights = viewer.rights;
    caller_.scope = std::make_shared<const storage::Scope>(office::scope_of(viewer));
    caller_.session = user->id;
    caller_.csrf = "token";
    caller_.confirmed = true;
    return *this;
}

Desk& Desk::as_client(storage::Id client) {
    const office::Viewer viewer{.within = {office::Client::kind.number, client}};
    caller_ = {.name = "A client", .rights = ~std::uint64_t{0}, .csrf = "token"};
    caller_.scope = std::make_shared<const storage::Scope>(office::scope_of(viewer));
    return *this;
}

Answer Desk::get(std::string_view target, bool fragment) { return ask(http::Method::get, target, {}, fragment); }

Answer Desk::post(std::string_view target, std::string_view form, bool fragment) {
    return ask(http::Method::post, target, form, fragment);
}

Answer Desk::upload(std::string_view target, std::string_view file_name, std::string_view bytes,
                    std::string_view form) {
    return ask(
        http::Method::post, target, form, false,
        {{.field = "file", .file_name = std::string(file_name), .type = "text/csv", .bytes = std::string(bytes)}});
}

Answer Desk::call(http::Method method, std::string_view target, std::string_view json) {
    http::Request asked = request(method, target);
    asked.content_type = "application/json";
    asked.body = json;
    asked.headers.add("if-match", "*");
    return answer(std::move(asked));
}

Answer Desk::ask(http::Method method, std::string_view target, std::string_view form, bool fragment,
                 std::vector<http::Upload> uploads) {
    http::Request asked = request(method, target);
    asked.uploads = std::move(uploads);
    asked.form = http::urlencoded(form);
    if (fragment) asked.headers.add("hx-request", "true");
    return answer(std::move(asked));
}

http::Request Desk::request(http::Method method, std::string_view target) const {
    http::Request request;
    request.method = method;
    request.target = target;
    const auto mark = target.find('?');
    request.path = http::percent_decoded(target.substr(0, mark));
    if (mark != std::string_view::npos) request.query = http::urlencoded(target.substr(mark + 1));
    request.caller = caller_;
    request.caller->language = language;
    request.csrf = caller_.csrf;
    return request;
}

namespace {

/// What a browser makes of the form, and the door of that.
http::Response through_sink(const http::Route& route, http::Request request) {
    std::string body;
    const auto add = [&](std::string_view about, std::string_view bytes) {
        body += std::format("--seam\r\nContent-Disposition: form-data; {}\r\n\r\n{}\r\n", about, bytes);
    };
    add("name=\"csrf\"", request.csrf);
    for (const auto& [name, value] : request.form) add(std::format("name=\"{}\"", name), value);
    for (const http::Upload& upload : request.uploads)
        add(std::format("name=\"{}\"; filename=\"{}\"", upload.field, upload.file_name), upload.bytes);
    body += "--seam--\r\n";
    request.content_type = "multipart/form-data; boundary=seam";
    const http::BodySink sink = route.sink(request);
    for (const char byte : body) sink.take({&byte, 1});
    return sink.done();
}

}  // namespace

Answer Desk::answer(http::Request request) {
    const auto path = std::string_view(request.target).substr(0, request.target.find('?'));
    const auto match = router_->find(request.method, http::path_segments(path));
    request.parts = match.parts;
    Answer answer;
    try {
        if (match.route == nullptr)
            throw storage::Error(storage::Fault::not_found, "There is nothing at this address.");
        if (match.route->access.kind == http::Access::right && !request.caller->may(match.route->access.number))
            throw storage::Error(storage::Fault::refused, "You may not do this.");
        answer.response = match.route->sink ? through_sink(*match.route, request) : match.route->handler(request);
    } catch (const storage::Error& error) {
        const int status = status_of(error.fault());
        answer.response = path.starts_with("/api/") ? api::problem(*store_, request, status, error, {})
                                                    : error_page(*site_, request, status, error, {});
    }
    answer.status = answer.response.status;
    answer.body = *answer.response.body;
    if (answer.response.stream)
        while (answer.response.stream(answer.body)) continue;
    return answer;
}

storage::Id Desk::add(const storage::Record_type& type, const storage::Typed& typed) {
    return store_->write(tester, [&](storage::Write& write) {
        return office::save(write, type, 0, 0, typed, office::References::names).id;
    });
}

storage::Id Desk::add_client(std::string_view first, std::string_view last, const storage::Typed& more) {
    storage::Typed typed{{"first_name", std::string(first)}, {"last_name", std::string(last)}};
    typed["email"] = std::string(first) + "." + std::string(last) + "@example.com";
    for (const auto& [name, value] : more) typed[name] = value;
    return add(storage::record_type<office::Client>(), typed);
}

void check(Desk& desk, const std::vector<Case>& cases) {
    for (const Case& one : cases) {
        INFO((one.method == http::Method::get ? "GET " : "POST ") << one.url << " " << one.form);
        const Answer answer = one.method == http::Method::get ? desk.get(one.url) : desk.post(one.url, one.form);
        CHECK(answer.status == one.status);
        for (const std::string& text : one.contains) {
            INFO("contains " << text);
            CHECK(answer.has(text));
        }
        for (const std::string& text : one.lacks) {
            INFO("lacks " << text);
            CHECK_FALSE(answer.has(text));
        }
    }
}

}  // namespace pages::test
