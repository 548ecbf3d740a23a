// The HTTP server: sockets, limits, TLS, sessions, CSRF and rights of a route, and the one place that turns a
// storage::Error into a status. Handlers never see cpp-httplib.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/request.h"
#include "storage/error.h"

namespace http {

using Handler = std::function<Response(const Request&)>;

/// Takes a body as it arrives, when it is too large for memory. Gone without done(): it broke off, or was too large.
struct BodySink {
    /// Throws Error to refuse the rest.
    std::function<void(std::string_view bytes)> take;
    /// All has arrived.
    std::function<Response()> done;
    /// In place of both: it is not wanted, and that is why.
    std::optional<Response> unwanted = {};
};

/// Who may come through a route.
struct Access {
    enum Kind : std::uint8_t { anyone, signed_in, right } kind = signed_in;
    unsigned number = 0;  ///< of the right, for Kind::right
};
inline constexpr Access anyone{Access::anyone};
inline constexpr Access signed_in{Access::signed_in};
constexpr Access needs(unsigned right) { return {Access::right, right}; }

struct Route {
    Method method;
    std::string pattern;  ///< "/clients/<id>/notes"; literal segments win over <names>
    Access access;
    Handler handler;
    std::size_t body_limit = 256UL * 1024;  ///< bytes
    /// The handler says what is wrong with form values that are no text, beside their fields; else the door refuses them.
    bool judges_text = false;
    /// In place of `handler`: decides by the head whether and where to the body goes, of any type and up to `body_limit`. A
    /// csrf token comes in the header then. Throws Error to refuse it unread.
    std::function<BodySink(const Request& head)> sink = {};
    /// The sink is one of form_sink.h, which looks for the csrf token in the form.
    bool token_in_form = false;
    /// The answer to a body over `body_limit`, from its head: a page whose form says so. Empty: the door's own.
    std::function<Response(const Request& head)> too_large = {};
    /// Programs with a token may come here, as they may to all that is below /api.
    bool for_programs = false;
    /// Of the records that it is about; programs that are for others may not come here. 0: of any kind.
    std::uint8_t kind = 0;
    /// What OPTIONS says of this address beside its methods.
    std::vector<std::pair<std::string, std::string>> options = {};
};

/// What the door asks of the rest of the program; the appliance supplies it. Called by many threads at once.
struct Gate {
    /// The session cookie's value → who it is; empty when unknown, expired or revoked.
    std::function<std::optional<Caller>(std::string_view token)> session;
    /// Whether that is anybody, without waiting for anything. Empty: `session` is asked.
    std::function<bool(std::string_view token)> knows = {};
    /// "Authorization: Bearer …" → who it is; rights of such a caller need no csrf, `session` is 0.
    std::function<std::optional<Caller>(std::string_view token, std::string_view address)> bearer;
    /// Where a request that came without TLS is led, "" when it is answered. Not asked about the state of the box, about how to trust
    /// it, and about assets.
    std::function<std::string(const Request&)> led_to = {};
    /// The answer for people (a page) or programs (RFC 9457 under /api/): by status, message, field errors.
    /// `incident` is empty unless it is a 500.
    std::function<Response(const Request&, int status, const storage::Error&, const std::string& incident)> error;
    /// Number of the store's last change: part of every ETag.
    std::function<std::uint64_t()> version;
    /// For /metrics and the log.
    std::function<void(const Request&, const Response&, std::chrono::microseconds)> finished;
};

struct Settings {
    std::string http = "127.0.0.1:8080";    ///< ADDR:PORT; "" = none; port 0 = any free one
    std::string https;                      ///< likewise
    std::string certificate, key;           ///< PEM texts for https
    std::vector<std::string> names;         ///< that browsers may ask for, see own_names.h
    unsigned threads = 256;                 ///< at most, shared by both; one serves one request
    unsigned connections = 1000;            ///< at most, shared by both
    unsigned connections_per_address = 64;  ///< of strangers (address.h); loopback has no such limit
    std::chrono::milliseconds head_deadline = std::chrono::seconds{10};  ///< a request's head must be there by then
    /// How long we wait for a peer while a body comes or an answer goes, not counting a second for every `body_rate`
    /// bytes that it took or gave. Strangers get half of it, and have to be four times as fast.
    std::chrono::milliseconds body_grace = std::chrono::seconds{10};
    std::size_t body_rate = 1024;
    std::chrono::milliseconds keep_alive = std::chrono::seconds{75};
    std::chrono::milliseconds stop_within = std::chrono::seconds{10};  ///< then requests under way are broken off
};

/// For /metrics.
struct Statistics {
    std::size_t open = 0;         ///< connections
    std::size_t resting = 0;      ///< of these: keep-alive, nothing under way
    std::size_t turned_away = 0;  ///< connections since the start that were refused or had to leave for others
    std::size_t pages_reused = 0, not_modified = 0;  ///< answers that needed no handler
};

class Server {
  public:
    Server(Settings settings, Gate gate, std::vector<Route> routes);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    /// Binds and starts to answer; returns at once. Throws Error{unusable} naming address and port when it is taken.
    void start();
    /// Stops accepting, closes connections at rest, lets requests that are under way finish, returns.
    void stop();
    /// The ports really bound (useful when 0 was asked for); 0 when that protocol is off.
    int http_port() const;
    int https_port() const;
    Statistics statistics() const;
    /// For connections from now on. Throws Error{unusable} when the texts do not fit, and changes nothing then.
    void use_certificate(const std::string& certificate, const std::string& key);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace http
