#include "http/door.h"

#include <algorithm>
#include <charconv>
#include <format>
#include <iostream>
#include <utility>

#include "http/compression.h"
#include "http/form.h"
#include "http/framing.h"
#include "http/static_files.h"
#include "storage/words.h"

namespace http {
namespace {

using storage::Error;
using storage::Fault;
using storage::is_text;

constexpr std::size_t page_cache_bytes = 8UL * 1024 * 1024;

/// The one place where a Fault becomes an HTTP status.
int status_of(Fault fault) {
    switch (fault) {
    case Fault::invalid: return 422;
    case Fault::unauthenticated: return 401;
    case Fault::refused: return 403;
    case Fault::not_found: return 404;
    case Fault::stale: return 409;
    case Fault::too_large: return 413;
    case Fault::too_many: return 429;
    case Fault::full: return 507;
    case Fault::read_only: return 503;
    case Fault::corrupt:
    case Fault::unusable: break;
    }
    return 500;
}

bool for_programs(const Request& request) { return request.path == "/api" || request.path.starts_with("/api/"); }

/// What is asked before somebody trusts the box, and by monitoring.
bool answers_without_tls(std::string_view path) {
    return path == "/healthz" || path == "/metrics" || path == "/trust" || path.starts_with("/trust/");
}

std::string new_incident() { return FormTokens::make_cookie().substr(0, 8); }

Error unknown_trouble(const std::string& cause = {}) {
    return {Fault::corrupt, "Something went wrong. It was noted.", cause};
}

void log_incident(const std::string& incident, const Request& request, const std::string& cause) {
    std::clog << std::format("incident {}: {} {}: {}\n", incident, name_of(request.method), request.path, cause);
}

bool has_header(const Response& response, std::string_view name) {
    return std::ranges::find(response.headers, name, &std::pair<std::string, std::string>::first) !=
           response.headers.end();
}

/// Fragments have no address of their own to be redirected to: htmx is told to load the page.
void redirect_whole_page(Response& response) {
    auto location = std::ranges::find(response.headers, "Location", &std::pair<std::string, std::string>::first);
    if (location == response.headers.end()) return;
    location->first = "HX-Redirect";
    response.status = 204;
}

constexpr std::string_view varies_by = "Accept-Encoding, Accept-Language, Cookie, HX-Request, HX-Boosted, HX-Target";

void make_reusable(Response& response, const std::string& etag) {
    response.header("Cache-Control", "private, no-cache").header("ETag", etag).header("Vary", std::string(varies_by));
}

void check_address(const Request& request) {
    bool is_all_text = is_text(request.path);
    for (const auto& [name, value] : request.query) is_all_text = is_all_text && is_text(name) && is_text(value);
    if (!is_all_text) throw Error(Fault::invalid, "This address holds characters that are not text.");
}

void check_content(const Request& request, const Route& route) {
    for (const auto& [name, value] : request.form)
        if (!is_text(name) || (!route.judges_text && !is_text(value)))
            throw Error(Fault::invalid, "The form holds characters that are not text. Go back and take them out.");
    for (const auto& upload : request.uploads)
        if (!is_text(upload.field) || !is_text(upload.file_name))
            throw Error(Fault::invalid, "The name of a file holds characters that are not text.");
    if (media_type(request.content_type) == "application/json" && !is_text(request.body))
        throw Error(Fault::invalid, "The JSON text is not UTF-8.");
}

/// A form from a page of ours whose session has ended. No more than a form holds, since anybody may send it: of one that may have
/// files with it, when it says so.
bool is_late_form(const Request& request, const Route& route) {
    constexpr std::uint64_t most_from_strangers = 256ULL * 1024;
    const std::string type = media_type(request.content_type);
    const bool is_plain = type == "application/x-www-form-urlencoded" && !route.sink;
    const bool may_have_files =
        route.token_in_form && (type == "application/x-www-form-urlencoded" || type == "multipart/form-data");
    const std::string_view length = request.headers.get("content-length");
    std::uint64_t bytes = route.body_limit;
    if (may_have_files) std::from_chars(length.data(), length.data() + length.size(), bytes);
    return !for_programs(request) && (is_plain || may_have_files) && bytes <= most_from_strangers &&
           made_elsewhere(request).empty();
}

/// Whoever must do something first is led to it.
bool is_elsewhere(const Request& request, const Route& route) {
    return request.caller && !request.caller->only_at.empty() && route.access.kind != Access::anyone &&
           request.path != request.caller->only_at;
}

[[noreturn]] void ask_to_sign_in() { throw Error(Fault::unauthenticated, "Please sign in."); }

/// Absolute forms ("GET http://box/path") are allowed by RFC 9112, 3.2.2.
std::string_view origin_form(std::string_view target) {
    if (target.starts_with('/')) return target;
    auto scheme = target.find("://");
    if (scheme == std::string_view::npos) return target;
    auto slash = target.find('/', scheme + 3);
    return slash == std::string_view::npos ? "/" : target.substr(slash);
}

}  // namespace

Door::Door(Gate gate, std::vector<Route> routes)
    : gate_(std::move(gate))
    , router_(std::move(routes))
    , pages_(page_cache_bytes) {}

Door::Entry Door::enter(Request& request, std::string_view method) {
    Entry entry;
    entry.answer = guarded(request, [&] {
        entry = decide(request, method);
        return entry.answer;
    });
    return entry;
}

Door::Entry Door::decide(Request& request, std::string_view method) {
    Entry entry;
    auto known = method_of(method);
    request.method = known.value_or(Method::get);
    request.target = origin_form(request.target);
    auto mark = std::min(request.target.find('?'), request.target.size());
    auto raw_path = std::string_view(request.target).substr(0, mark);
    request.path = percent_decoded(raw_path);
    request.query = urlencoded(std::string_view(request.target).substr(std::min(mark + 1, request.target.size())));
    if (!request.path.starts_with('/')) throw Error(Fault::not_found, "There is nothing at this address.");
    check_address(request);

    if (known == Method::get)
        if (auto file = static_file(request.path, request)) {
            entry.answer = std::make_shared<const Response>(std::move(*file));
            return entry;
        }
    entry.answer = lead_to_https(request, entry, known);
    if (entry.answer) return entry;
    identify(request, entry);
    if (known == Method::get) entry.answer = known_page(request);  // made for the same caller, who was let through then
    if (entry.answer) return entry;
    if (!request.csrf.empty()) request.csrf = masked(request.csrf);
    auto match = router_.find(known, path_segments(raw_path));
    if (!match.route) {
        if (match.allow.empty()) throw Error(Fault::not_found, "There is nothing at this address.");
        Response response;
        if (method == "OPTIONS") {
            response.status = 204;
            response.headers = std::move(match.options);
        } else {
            response = *error_answer(request, 405, Error(Fault::refused, "This address does not do that."), {});
        }
        response.header("Allow", match.allow);
        entry.answer = complete(request, entry, std::move(response));
        return entry;
    }
    request.parts = std::move(match.parts);
    entry.route = match.route;
    if (match.route->access.kind != Access::anyone && !request.caller) {
        if (!for_programs(request) && (request.fragment() || request.method == Method::get)) {
            auto response = Response::see_other(led_to("/login", request));
            entry.answer = complete(request, entry, std::move(response));
            return entry;
        }
        entry.late_form = is_late_form(request, *match.route);
        if (!entry.late_form) ask_to_sign_in();
        return entry;
    }
    if (is_elsewhere(request, *match.route)) {
        entry.answer = complete(request, entry, Response::see_other(led_to(request.caller->only_at, request)));
        return entry;
    }
    check_access(request, *match.route, entry.by_bearer);
    return entry;
}

/// Before anybody looks who it is: what names somebody must not be sent again.
Door::Answer Door::lead_to_https(const Request& request, const Entry& entry, std::optional<Method> method) const {
    if (request.secure || !gate_.led_to || answers_without_tls(request.path)) return nullptr;
    const std::string address = gate_.led_to(request);
    if (address.empty()) return nullptr;
    if (method != Method::get || for_programs(request))
        throw Error(Fault::refused, "This box is used over HTTPS only: begin its address with https://.");
    auto response = Response::see_other(address);
    if (!request.fragment()) response.status = 302;
    return complete(request, entry, std::move(response));
}

void Door::identify(Request& request, Entry& entry) const {
    request.cookies = cookies(request.headers.get("cookie"));
    if (auto token = bearer_token(request)) {
        entry.by_bearer = true;
        request.caller = gate_.bearer(*token, request.address);
        return;
    }
    for (auto token : request.cookies.all(session_cookie(request.secure)))  // one of them may be somebody else's
        if (!request.caller && !token.empty()) request.caller = gate_.session(token);
    if (request.caller) {
        request.csrf = request.caller->csrf;
        return;
    }
    std::string cookie(request.cookies.get(form_cookie(request.secure)));
    if (!FormTokens::is_cookie(cookie)) {
        if (request.method != Method::get) return;
        cookie = entry.new_form_cookie = FormTokens::make_cookie();
    }
    request.csrf = form_tokens_.token(cookie);
}

void Door::check_program(const Request& request, const Route& route) {
    const auto refuse = [](const char* why) { throw Error(Fault::refused, why, std::string(no_right)); };
    const Caller& caller = *request.caller;
    if (!for_programs(request) && !route.for_programs)
        refuse("A token works under /api only. Please sign in with a browser.");
    if (caller.reads_only && request.method != Method::get) refuse("This token may only read.");
    if (route.kind != 0 && !caller.kinds.empty() && !std::ranges::contains(caller.kinds, route.kind))
        refuse("This token is for other kinds of records.");
}

void Door::check_access(const Request& request, const Route& route, bool by_bearer) {
    if (route.access.kind == Access::anyone) return;
    if (by_bearer) check_program(request, route);
    if (route.access.kind == Access::right && !request.caller->may(route.access.number))
        throw Lacks_right(route.access.number);
}

/// The answer that need not be made again: 304, or the page as it was rendered before.
Door::Answer Door::known_page(const Request& request) {
    if (!request.caller) return nullptr;
    auto key = page_key(request);
    auto moment = PageCache::moment(gate_.version());
    if (auto named = request.headers.get("if-none-match"); !named.empty()) {
        // Only pages that were cacheable ever went out with such an ETag.
        auto etag = pages_.etag(key, moment);
        if (names_etag(named, etag)) {
            ++not_modified_;
            Response response;
            response.status = 304;
            make_reusable(response, etag);
            return std::make_shared<const Response>(std::move(response));
        }
    }
    auto page = pages_.find(key, moment);
    if (page) ++pages_reused_;
    return page;
}

Door::Answer Door::pass(Request& request, const Entry& entry) {
    return guarded(request, [&] {
        if (entry.late_form) ask_to_sign_in();
        check_content(request, *entry.route);
        check_not_forged(request, entry.by_bearer);
        return run(request, entry);
    });
}

Door::Answer Door::begin(Request& request, const Entry& entry, BodySink& sink) {
    return guarded(request, [&]() -> Answer {
        if (entry.route->token_in_form)
            check_made_here(request);
        else
            check_not_forged(request, entry.by_bearer);
        sink = entry.route->sink(request);
        return sink.unwanted ? complete(request, entry, std::move(*sink.unwanted)) : nullptr;
    });
}

Door::Answer Door::take(const Request& request, const BodySink& sink, std::string_view bytes) {
    return guarded(request, [&]() -> Answer {
        sink.take(bytes);
        return nullptr;
    });
}

Door::Answer Door::end(const Request& request, const Entry& entry, const BodySink& sink) {
    return guarded(request, [&] { return complete(request, entry, sink.done()); });
}

Door::Answer Door::run(Request& request, const Entry& entry) {
    // Before the handler reads: a page must never count as newer than it is.
    auto moment = request.method == Method::get ? PageCache::moment(gate_.version()) : 0;
    auto response = entry.route->handler(request);
    bool reusable = response.cacheable && request.method == Method::get && request.caller && response.status == 200 &&
                    !response.stream && !response.content && !has_header(response, "Set-Cookie");
    if (!reusable) return complete(request, entry, std::move(response));
    auto key = page_key(request);
    make_reusable(response, pages_.etag(key, moment));
    auto answer = complete(request, entry, std::move(response));
    pages_.keep(std::move(key), moment, answer);
    return answer;
}

Door::Answer Door::complete(const Request& request, const Entry& entry, Response response) const {
    if (response.status == 303 && request.fragment()) redirect_whole_page(response);
    if (!entry.new_form_cookie.empty() && response.type.starts_with("text/html"))
        response.cookie(std::string(form_cookie(request.secure)), entry.new_form_cookie, {}, request.secure);
    if (!has_header(response, "Cache-Control")) response.header("Cache-Control", "no-store");
    if (accepts_gzip(request)) compress(response);
    return std::make_shared<const Response>(std::move(response));
}

Door::Answer Door::too_large(const Request& request, const Entry& entry) {
    return guarded(request, [&] {
        if (!entry.route->too_large || entry.late_form)
            return error_answer(request, 413, too_much(entry.route->body_limit), {});
        return complete(request, entry, entry.route->too_large(request));
    });
}

Door::Answer Door::refuse(const Request& request, int status, const Error& error) {
    return guarded(request, [&] { return error_answer(request, status, error, {}); });
}

/// Every way out of `work` becomes an answer.
Door::Answer Door::guarded(const Request& request, const std::function<Answer()>& work) {
    try {
        return work();
    } catch (const Error& error) {
        auto status = status_of(error.fault());
        if (status == 500) return failed(request, error);
        try {
            return error_answer(request, status, error, {});
        } catch (const std::exception& second) {
            return failed(request, unknown_trouble(second.what()));
        }
    } catch (const std::exception& error) {
        return failed(request, unknown_trouble(error.what()));
    } catch (...) {
        return failed(request, unknown_trouble("something that is no exception"));
    }
}

/// What the disk or the data folder refuses is told by name: somebody can do something about it.
Door::Answer Door::failed(const Request& request, const Error& error) {
    auto incident = new_incident();
    log_incident(incident, request, std::format("{} {}", error.what(), error.cause()));
    try {
        const bool is_named = error.fault() == Fault::unusable;
        return error_answer(request, 500, is_named ? Error(error.fault(), error.what()) : unknown_trouble(), incident);
    } catch (const std::exception& second) {
        log_incident(incident, request, second.what());
        auto response = Response::text("Something went wrong. It was noted as incident " + incident + ".\n", 500);
        return std::make_shared<const Response>(std::move(response.header("Cache-Control", "no-store")));
    }
}

Door::Answer Door::error_answer(const Request& request, int status, const Error& error, const std::string& incident) {
    auto response = gate_.error(request, status, error, incident);
    if (status == 401) response.header("WWW-Authenticate", "Bearer realm=\"Clientbox\"");
    return complete(request, {}, std::move(response));
}

bool Door::knows(std::string_view head, bool secure) const {
    try {
        const auto sent = cookies(field_of(head, "cookie"));
        return std::ranges::any_of(sent.all(session_cookie(secure)), [this](std::string_view token) {
            return !token.empty() && (gate_.knows ? gate_.knows(token) : gate_.session(token).has_value());
        });
    } catch (const std::exception&) {
        return false;  // its request will come to the same, and tell of it
    }
}

void Door::finished(const Request& request, const Response& response, std::chrono::microseconds took) const {
    if (gate_.finished) gate_.finished(request, response, took);
}

}  // namespace http
