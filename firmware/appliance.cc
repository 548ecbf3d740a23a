#include "appliance.h"

#include <algorithm>
#include <cstdio>
#include <format>
#include <iterator>
#include <mutex>
#include <optional>
#include <utility>

#include "api/routes.h"
#include "appliance_certificates.h"
#include "appliance_work.h"
#include "background/worker.h"
#include "box/event_log.h"
#include "box/first_admin.h"
#include "box/health.h"
#include "box/https_only.h"
#include "box/libraries.h"
#include "box/lock.h"
#include "box/metrics.h"
#include "exchange/importer.h"
#include "http/access.h"
#include "http/router.h"
#include "http/server.h"
#include "office/documents/uploads.h"
#include "office/people/accounts.h"
#include "office/people/events.h"
#include "office/people/throttle.h"
#include "office/records/in_background.h"
#include "office/records/kind.h"
#include "office/work/ready_made.h"
#include "pages/box/https.h"
#include "pages/error_page.h"
#include "pages/frame/languages.h"
#include "pages/people/caller.h"
#include "pages/places/box_places.h"
#include "pages/places/place_settings.h"
#include "pages/records/fields.h"
#include "pages/routes.h"
#include "transfer/tus.h"

namespace {

std::vector<pages::Library_line> library_lines() {
    std::vector<pages::Library_line> lines;
    for (const auto& library : box::libraries())
        lines.push_back({std::string(library.name), std::string(library.version), std::string(library.licence),
                         std::string(library.purpose)});
    return lines;
}

/// The client whose page, or a part of it, somebody of the office was shown.
std::optional<storage::Id> opened_client(const http::Request& request, int status) {
    constexpr std::string_view clients = "/clients/";
    const bool shown = request.method == http::Method::get && (status == 200 || status == 304);
    if (!shown || !request.caller || !request.path.starts_with(clients)) return std::nullopt;
    const std::string_view rest = std::string_view(request.path).substr(clients.size());
    const auto id = storage::parse_id(rest.substr(0, rest.find('/')));
    return id ? std::optional(*id) : std::nullopt;
}

std::string megabytes(std::uint64_t bytes) { return std::to_string(bytes >> 20); }

/// Up to 70 % there is time to do something about it.
bool has_room(std::uint64_t used, std::uint64_t size) { return used <= size / 10 * 7; }

/// What is left counts, however large the disk: files stop at one GB, records at a quarter of it.
pages::Reading free_space(std::uint64_t free, std::uint64_t size) {
    constexpr std::uint64_t soon_too_little = 2'000'000'000, gigabyte = 1'000'000'000;
    if (free < 10 * gigabyte)
        return {"Free disk space", "{} MB of {} MB", {megabytes(free), megabytes(size)}, free >= soon_too_little};
    return {"Free disk space", "{} GB of {} GB", {std::to_string(free / gigabyte), std::to_string(size / gigabyte)}};
}

pages::Reading saving(storage::Trouble trouble) {
    switch (trouble) {
    case storage::Trouble::none: break;
    case storage::Trouble::full:
        return {"Saving", "not while less than {} MB are free", {megabytes(storage::Store::Settings{}.reserve)}, false};
    case storage::Trouble::read_only: return {"Saving", "not any more: the disk takes no changes", {}, false};
    case storage::Trouble::damaged: return {"Saving", "not any more: the records are damaged", {}, false};
    }
    return {"Saving", "works"};
}

std::vector<pages::Reading> readings(const storage::Store& store) {
    const box::Health health = box::health(store.folder());
    std::vector<pages::Reading> lines{
        {"Version", "{}", {std::string(box::version())}},
        free_space(health.disk_free, health.disk_size),
        {"Record store",
         "{} MB",
         {megabytes(store.bytes_used())},
         has_room(store.bytes_used(), store.engine().most_bytes())},
        saving(store.trouble()),
        {"Memory of the program", "{} MB", {megabytes(health.memory_used)}},
        {"Free memory", "{} MB of {} MB", {megabytes(health.memory_available), megabytes(health.memory_size)}},
        {"Running for", "{}", {std::format("{:%H:%M:%S}", health.running)}},
        {"Clock", health.clock_trusted ? "synchronised" : "not synchronised", {}, health.clock_trusted}};
    if (health.temperature)
        lines.push_back(
            {"Temperature", "{} °C", {std::format("{:.0f}", *health.temperature)}, *health.temperature < 80});
    return lines;
}

void note_refusal(storage::Store& store, const http::Request& request, const storage::Error& error) {
    const bool by_right = error.cause() == http::no_right;
    office::note(store, {.what = by_right ? office::Happening::no_right : office::Happening::forged,
                         .user = {request.caller ? request.caller->user : 0},
                         .who = request.caller ? request.caller->name : "",
                         .address = request.address,
                         .detail = std::format("{} {}", http::name_of(request.method), request.path)});
}

bool is_loopback(std::string_view address) {
    return address.starts_with("127.") || address == "::1" || address.starts_with("::ffff:127.");
}

/// A large office takes a while; once is told each tenth of it.
void tell_rebuilding(double done) {
    static int told = -1;
    const int tenth = static_cast<int>(done * 10);
    if (std::exchange(told, tenth) == tenth) return;
    std::fputs(std::format("Indexes and search words are made anew: {} %\n", tenth * 10).c_str(), stderr);
}

/// What an office finds ready made, where it was set up by a command or by an older program.
void furnish(storage::Store& store) {
    const auto first = store.read([](const storage::Read& read) -> std::optional<office::User> {
        const storage::List oldest{.tag = storage::index_tag::created, .limit = 1};
        const auto ids = read.select(storage::record_type<office::User>(), oldest).ids;
        return ids.empty() ? std::nullopt : read.find<office::User>(ids.front());
    });
    if (!first || store.trouble() != storage::Trouble::none) return;
    const auto& spoken = pages::Languages::all();
    const auto* own = spoken.find(first->language);
    try {
        office::make_ready_kinds(store, office::the_box,
                                 pages::saying(own == nullptr ? spoken.ones.front().language : own->language));
    } catch (const storage::Error&) {
        // It can wait for the next start.
    }
}

std::unique_ptr<storage::Store> store_in(const std::filesystem::path& folder, bool rebuild_everything) {
    return std::make_unique<storage::Store>(
        folder, office::record_types(),
        storage::Store::Settings{.rebuilding = tell_rebuilding, .rebuild_everything = rebuild_everything});
}

}  // namespace

std::unique_ptr<storage::Store> open_store(const std::filesystem::path& folder, bool rebuild_everything) {
    std::error_code error;
    if (!std::filesystem::exists(storage::store_file(folder), error) && !error)
        throw storage::Error(storage::Fault::not_found, std::format("There are no records in {}.", folder.string()));
    return store_in(folder, rebuild_everything);
}

std::unique_ptr<storage::Store> open_or_make_store(const std::filesystem::path& folder) {
    std::error_code error;
    const auto records = storage::store_file(folder);
    // Both are made after the records and stay: a box that lost them must not look like a new one.
    for (const auto& later : {records.string() + "-lock", (folder / "files").string()})
        if (!std::filesystem::exists(records, error) && std::filesystem::exists(later, error))
            throw storage::Error(
                storage::Fault::unusable,
                std::format("{} is gone, though {} shows that there were records. Put it back, restore a "
                            "backup, or begin with an empty folder.",
                            records.string(), later));
    return store_in(folder, false);
}

void make_data_folder(const std::filesystem::path& folder) {
    std::error_code error;
    if (std::filesystem::is_directory(folder, error)) return;
    if (!std::filesystem::create_directories(folder, error))
        throw storage::Error(storage::Fault::unusable,
                             std::format("The data folder {} cannot be made: {}.", folder.string(), error.message()));
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
}

struct Appliance::State {
    explicit State(Appliance_settings wanted)
        : settings(std::move(wanted))
        , lock(settings.folder)
        , store(open_or_make_store(settings.folder))
        , files(settings.folder, settings.keep_free)
        , uploads(*store, files)
        , importer(*store, pages::said_in_other_languages)
        , undoer(*store)
        , previews(settings.folder, files, settings.keep_free)
        , latest_clients(*store)
        , places(*store)
        , event_log(*store)
        , outbox(files)
        , certificate(settings.folder, settings.names, settings.certificate, settings.key)
        , clock(store->read(background::last_known), [] { return box::clock_trusted(); })
        , worker(*store, clock,
                 appliance_work({importer, files, uploads, undoer, previews, latest_clients, certificate, outbox}))
        , site{.store = *store,
               .folder = settings.folder,
               .version = std::string(box::version()),
               .libraries = library_lines,
               .status = [this] { return status(); },
               .https_port = [this] { return server->https_port(); },
               .authority = [this] { return certificate.authority(); },
               .first_admin_code = [this] { return first_admin_code(); },
               .imports = importer,
               .files = files,
               .previews = previews,
               .latest_clients = latest_clients,
               .places = places,
               .map = [this] { return pages::shown_map(places); },
               .https_only = [this] { return box::https_only(settings.folder); },
               .set_https_only = [this](bool on) { box::set_https_only(settings.folder, on); }} {}

    /// An import or undo that runs stops behind its slice, and goes on at the next start; so do previews and what is being sent.
    ~State() {
        importer.stop();
        outbox.stop();
        undoer.stop();
        previews.stop();
        places.importer.stop();
    }
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    Appliance_settings settings;
    box::Serve_lock lock;
    std::unique_ptr<storage::Store> store;
    storage::Files files;
    office::Uploads uploads;
    exchange::Importer importer;
    office::Undoer undoer;
    pictures::Previews previews;
    office::Latest_clients latest_clients;
    pages::Box_places places;
    box::Event_log event_log;
    messages::Outbox outbox;
    Served_certificate certificate;
    background::Clock clock;
    background::Worker worker;
    pages::Site site;
    box::Request_counts requests;
    std::optional<http::Server> server;
    std::mutex code_mutex;

    std::string first_admin_code();
    std::vector<http::Route> routes();
    http::Route saying_damage(http::Route route) const;
    http::Response saying_damage(http::Response response) const;
    std::vector<pages::Reading> status() const;
    http::Gate gate();
    http::Settings server_settings();
    http::Response healthz() const;
    http::Response metrics(const http::Request& request) const;
};

std::string Appliance::State::first_admin_code() {
    const std::lock_guard lock(code_mutex);
    if (!store->read(office::has_users)) return box::first_admin_code(settings.folder);
    box::forget_first_admin_code(settings.folder);
    return {};
}

std::vector<pages::Reading> Appliance::State::status() const {
    std::vector<pages::Reading> lines = readings(*store);
    for (const auto& [label, state, next] : worker.lines()) {
        if (!state.problem.empty())
            lines.push_back({std::string(label), "failed: {}", {state.problem}, false});
        else if (state.ended == storage::Moment{})
            lines.push_back({std::string(label), "not yet"});
        else
            lines.push_back({.label = std::string(label), .sentence = "{}", .at = state.ended});
    }
    return lines;
}

http::Response Appliance::State::healthz() const {
    store->read([](const storage::Read& read) { return read.version(); });
    return http::Response::text("ok\n");
}

/// For the technician's monitoring: from the box itself, or by somebody who may look after it.
http::Response Appliance::State::metrics(const http::Request& request) const {
    const bool allowed = is_loopback(request.address) ||
                         (request.caller && request.caller->may(static_cast<unsigned>(office::Right::manage_box)));
    if (!allowed) throw storage::Error(storage::Fault::unauthenticated, "Metrics need a token of an admin.");
    auto response = http::Response::text(box::metrics_text(*store, box::health(settings.folder), requests));
    response.type = "text/plain; version=0.0.4; charset=utf-8";
    return response;
}

/// What pages say in their frame: programs must not take what they get for all that there is.
http::Route Appliance::State::saying_damage(http::Route route) const {
    if (route.handler)
        route.handler = [this, handler = std::move(route.handler)](const http::Request& request) {
            return saying_damage(handler(request));
        };
    return route;
}

http::Response Appliance::State::saying_damage(http::Response response) const {
    if (store->trouble() == storage::Trouble::damaged)
        response.header("Warning", std::format(R"(199 clientbox "{}")", store->in_words(store->trouble())));
    return response;
}

std::vector<http::Route> Appliance::State::routes() {
    std::vector<http::Route> routes = pages::routes(site);
    for (auto& route : api::routes(*store, files, site.version)) routes.push_back(saying_damage(std::move(route)));
    for (auto& route : transfer::tus_routes(uploads)) routes.push_back(std::move(route));
    routes.push_back({http::Method::get, "/healthz", http::anyone, [this](const auto&) { return healthz(); }});
    routes.push_back({http::Method::get, "/metrics", http::anyone,
                      [this](const http::Request& request) { return metrics(request); }});
    return routes;
}

http::Gate Appliance::State::gate() {
    return {
        .session = [this](std::string_view secret) -> std::optional<http::Caller> {
            const auto identity = office::identify(*store, secret);
            return identity ? std::optional(pages::caller_of(*identity, secret)) : std::nullopt;
        },
        .knows = [this](std::string_view secret) { return office::is_session(*store, secret); },
        .bearer = [this](std::string_view secret, std::string_view address) -> std::optional<http::Caller> {
            const auto program = office::identify_token(*store, secret, address);
            return program ? std::optional(pages::caller_of(*program)) : std::nullopt;
        },
        .led_to = [this](const http::Request& request) { return pages::led_to(site, request); },
        .error =
            [this](const http::Request& request, int status, const storage::Error& error, const std::string& incident) {
                if (status == 403 && !error.cause().empty()) note_refusal(*store, request, error);
                auto response = request.path.starts_with("/api/")
                                    ? saying_damage(api::problem(*store, request, status, error, incident))
                                    : pages::error_page(site, request, status, error, incident);
                if (const auto* slow_down = dynamic_cast<const office::Slow_down*>(&error))
                    response.header("Retry-After", std::to_string(slow_down->wait().count()));
                return response;
            },
        // Pages tell of trouble and of the map, so those of before are others.
        .version =
            [this] {
                return (store->version() + places.map.changes()) * 4 + static_cast<std::uint64_t>(store->trouble());
            },
        .finished =
            [this](const http::Request& request, const http::Response& response, std::chrono::microseconds took) {
                requests.add(response.status, took);
                if (const auto client = opened_client(request, response.status))
                    latest_clients.opened(request.caller->user, *client);
                event_log.tell_new();
            }};
}

http::Settings Appliance::State::server_settings() {
    http::Settings wanted{.http = settings.http,
                          .https = settings.https,
                          .names = box_names(settings.names),
                          .threads = settings.threads};
    if (settings.https.empty()) return wanted;
    auto served = certificate.current();
    wanted.certificate = std::move(served.certificate);
    wanted.key = std::move(served.key);
    std::ranges::copy(http::names_of(wanted.certificate), std::back_inserter(wanted.names));
    return wanted;
}

Appliance::Appliance(Appliance_settings settings) {
    make_data_folder(settings.folder);
    state_ = std::make_unique<State>(std::move(settings));
}

Appliance::~Appliance() { stop(); }

void Appliance::start() {
    read_through_if_small(*state_->store);
    furnish(*state_->store);
    state_->server.emplace(state_->server_settings(), state_->gate(), state_->routes());
    state_->server->start();
    if (state_->settings.https.empty()) return;
    state_->certificate.tell([&server = *state_->server](const http::Certificate& renewed) {
        server.use_certificate(renewed.certificate, renewed.key);
    });
}

void Appliance::stop() {
    state_->certificate.tell({});
    if (state_->server) state_->server->stop();
    state_->server.reset();
}

int Appliance::http_port() const { return state_->server ? state_->server->http_port() : 0; }
int Appliance::https_port() const { return state_->server ? state_->server->https_port() : 0; }
storage::Store& Appliance::store() { return *state_->store; }
std::string Appliance::first_admin_code() { return state_->first_admin_code(); }
