#include "http/client.h"

#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "http/form.h"
#include "support/dial.h"

namespace http::test {
namespace {

/// Takes the chunks off the front of `bytes`; true when the last was there.
bool unchunk(std::string_view bytes, std::string& body) {
    for (;;) {
        auto line = bytes.find("\r\n");
        if (line == std::string_view::npos) return false;
        std::size_t size = 0;
        std::from_chars(bytes.data(), bytes.data() + line, size, 16);
        if (size == 0) return bytes.substr(line).starts_with("\r\n\r\n");
        if (bytes.size() < line + 2 + size + 2) return false;
        body += bytes.substr(line + 2, size);
        bytes.remove_prefix(line + 2 + size + 2);
    }
}

Reply head_of(std::string_view head) {
    Reply reply;
    std::from_chars(head.data() + 9, head.data() + 12, reply.status);
    for (auto at = head.find("\r\n"); at != std::string_view::npos && at + 2 < head.size();) {
        auto end = head.find("\r\n", at + 2);
        auto line = head.substr(at + 2, end - at - 2);
        if (auto colon = line.find(": "); colon != std::string_view::npos)
            reply.headers.emplace_back(line.substr(0, colon), line.substr(colon + 2));
        at = end;
    }
    return reply;
}

}  // namespace

std::string Reply::header(std::string_view name) const {
    for (const auto& [known, value] : headers)
        if (lower(known) == lower(name)) return value;
    return {};
}

Client::Client(int port, const std::string& from)
    : socket_(support::dial(port, from))
    , connected_(socket_ >= 0) {}

Client::Client(int port, const std::string& authority, const std::string& name)
    : Client(port) {
    context_.reset(SSL_CTX_new(TLS_client_method()));
    std::unique_ptr<BIO, int (*)(BIO*)> text(BIO_new_mem_buf(authority.data(), static_cast<int>(authority.size())),
                                             BIO_free);
    std::unique_ptr<X509, void (*)(X509*)> trusted(PEM_read_bio_X509(text.get(), nullptr, nullptr, nullptr), X509_free);
    X509_STORE_add_cert(SSL_CTX_get_cert_store(context_.get()), trusted.get());
    SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER, nullptr);
    ssl_.reset(SSL_new(context_.get()));
    if (X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl_.get()), name.c_str()) != 1)
        SSL_set1_host(ssl_.get(), name.c_str());
    SSL_set_fd(ssl_.get(), socket_);
    connected_ = connected_ && SSL_connect(ssl_.get()) == 1;
}

Client::~Client() { close_now(); }

bool Client::close_now() {
    if (socket_ < 0) return false;
    ssl_.reset();
    ::close(std::exchange(socket_, -1));
    return true;
}

bool Client::send(std::string_view bytes) {
    while (!bytes.empty()) {
        auto sent = ssl_ ? SSL_write(ssl_.get(), bytes.data(), static_cast<int>(bytes.size()))
                         : ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

std::string Client::more(std::chrono::milliseconds longest, bool& ended) {
    std::array<char, 65536> bytes;
    pollfd watched{socket_, POLLIN, 0};
    if (!(ssl_ && SSL_pending(ssl_.get())) && ::poll(&watched, 1, static_cast<int>(longest.count())) <= 0) return {};
    auto got = ssl_ ? SSL_read(ssl_.get(), bytes.data(), bytes.size()) : ::recv(socket_, bytes.data(), bytes.size(), 0);
    ended = got <= 0;
    return got > 0 ? std::string(bytes.data(), static_cast<std::size_t>(got)) : std::string();
}

Reply Client::receive(bool head_only, std::chrono::milliseconds longest) {
    auto deadline = std::chrono::steady_clock::now() + longest;
    bool ended = false;
    for (;;) {
        if (auto head = pending_.find("\r\n\r\n"); head != std::string::npos) {
            auto reply = head_of(std::string_view(pending_).substr(0, head + 2));
            auto rest = std::string_view(pending_).substr(head + 4);
            auto length = reply.header("Content-Length");
            std::size_t announced = length.empty() ? 0 : std::stoul(length);
            bool chunked = reply.header("Transfer-Encoding") == "chunked";
            if (chunked && !head_only) {
                reply.whole = unchunk(rest, reply.body);
            } else {
                bool nothing = head_only || reply.status == 304 || reply.status == 204 || reply.status < 200;
                reply.whole = nothing || rest.size() >= announced;
                // a large one is copied once, not with every piece of it that comes
                if (reply.whole || ended) reply.body = rest.substr(0, nothing ? 0 : announced);
            }
            if (reply.whole || ended) {
                pending_.erase(0, chunked ? pending_.size() : head + 4 + reply.body.size());
                reply.closed = reply.header("Connection") == "close";
                return reply;
            }
        }
        if (ended || std::chrono::steady_clock::now() > deadline) return {};
        pending_ += more(
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now()), ended);
    }
}

bool Client::closed_within(std::chrono::milliseconds longest) {
    auto deadline = std::chrono::steady_clock::now() + longest;
    bool ended = false;
    while (!ended && std::chrono::steady_clock::now() < deadline)
        pending_ += more(
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now()), ended);
    return ended;
}

std::string request(std::string_view method, std::string_view target, const Headers& headers, std::string_view body) {
    std::string text = std::string(method) + " " + std::string(target) + " HTTP/1.1\r\nHost: box.local\r\n";
    for (const auto& [name, value] : headers) text.append(name).append(": ").append(value).append("\r\n");
    if (!body.empty()) text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    return text + "\r\n" + std::string(body);
}

Box::Box() {
    settings.http = "127.0.0.1:0";
    settings.names = {"box.local"};
    settings.stop_within = 3s;
    routes.push_back({Method::get, "/page", signed_in, [this](const Request& request) {
                          ++rendered;
                          auto page =
                              Response::html("page of " + request.caller->name + " version " + std::to_string(version));
                          page.cacheable = true;
                          return page;
                      }});
    routes.push_back(
        {Method::get, "/open", anyone, [](const Request& request) { return Response::html("csrf=" + request.csrf); }});
    routes.push_back({Method::post, "/open", anyone, [](const Request& request) {
                          std::string seen;
                          for (const auto& [name, value] : request.form) seen += name + "=" + value + ";";
                          for (const auto& file : request.uploads)
                              seen += file.field + ":" + file.file_name + ":" + std::to_string(file.bytes.size()) + ";";
                          return Response::text(seen + request.body);
                      }});
    routes.push_back({Method::post, "/save", signed_in,
                      [](const Request& request) { return Response::text(std::string(request.form.get("name"))); }});
    routes.push_back({Method::get, "/secret", needs(3), [](const Request&) { return Response::text("secret"); }});
    routes.push_back({Method::get, "/api/v1/things", signed_in, [](const Request&) { return Response::json("[]"); }});
    routes.push_back({Method::post, "/api/v1/things", signed_in,
                      [](const Request& request) { return Response::json(request.body, 201); }});
}

Box& Box::start() {
    Gate gate;
    gate.session = [](std::string_view token) -> std::optional<Caller> {
        if (token == "ann")
            return Caller{.user = 1,
                          .name = "Ann",
                          .email = {},
                          .role = {},
                          .rights = ~0ULL,
                          .session = 11,
                          .csrf = "aa00aa00",
                          .language = {},
                          .theme = {}};
        if (token == "ben")
            return Caller{.user = 2,
                          .name = "Ben",
                          .email = {},
                          .role = {},
                          .rights = 0,
                          .session = 12,
                          .csrf = "be00be00",
                          .language = {},
                          .theme = {}};
        return {};
    };
    gate.bearer = [](std::string_view token, std::string_view) -> std::optional<Caller> {
        if (token == "robot")
            return Caller{.user = 3,
                          .name = "Robot",
                          .email = {},
                          .role = {},
                          .rights = ~0ULL,
                          .session = 0,
                          .csrf = {},
                          .language = {},
                          .theme = {}};
        return {};
    };
    gate.error = [](const Request&, int status, const storage::Error& error, const std::string& incident) {
        std::string text = error.what();
        for (const auto& [field, problem] : error.fields()) text += " " + field + ": " + problem;
        return Response::text(text + (incident.empty() ? "" : " incident=" + incident), status);
    };
    gate.version = [this] { return version.load(); };
    for (auto& route : routes) route.for_programs = true;
    server = std::make_unique<Server>(settings, gate, routes);
    server->start();
    return *this;
}

}  // namespace http::test
