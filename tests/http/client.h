// A client that says exactly what it is told to, byte by byte, with or without TLS; and a server around a fake gate.
#pragma once

#include <openssl/ssl.h>

#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/server.h"

namespace http::test {

using namespace std::chrono_literals;

struct Reply {
    int status = 0;  ///< 0: no answer came
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    bool whole = false;   ///< as long as was announced, or all chunks
    bool closed = false;  ///< the server closed the connection after it
    std::string header(std::string_view name) const;
};

/// One connection.
class Client {
  public:
    explicit Client(int port, const std::string& from = "127.0.0.1");  ///< `from`: see support/dial.h
    /// TLS, trusting only that authority (PEM), for that name.
    Client(int port, const std::string& authority, const std::string& name);
    ~Client();
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    bool connected() const { return connected_; }
    /// False when the peer is gone.
    bool send(std::string_view bytes);
    Reply receive(bool head_only = false, std::chrono::milliseconds longest = 5s);
    Reply ask(std::string_view bytes) { return send(bytes), receive(bytes.starts_with("HEAD")); }
    /// The server closes within that time.
    bool closed_within(std::chrono::milliseconds longest);
    bool close_now();

  private:
    std::string more(std::chrono::milliseconds longest, bool& ended);
    int socket_ = -1;
    bool connected_ = false;
    std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)> context_{nullptr, SSL_CTX_free};
    std::unique_ptr<SSL, void (*)(SSL*)> ssl_{nullptr, SSL_free};
    std::string pending_;
};

using Headers = std::vector<std::pair<std::string, std::string>>;

/// "GET /x HTTP/1.1", Host, those headers, Content-Length when there is a body.
std::string request(std::string_view method, std::string_view target, const Headers& headers = {},
                    std::string_view body = {});

/// A server on a free port. Sessions: "ann" may do everything, "ben" nothing; bearer token "robot" may do everything.
struct Box {
    std::atomic<std::uint64_t> version = 1;
    std::atomic<int> rendered = 0;  ///< handler calls of /page
    std::vector<Route> routes;
    Settings settings;
    std::unique_ptr<Server> server;

    Box();
    Box& start();
    Reply ask(std::string_view bytes) { return Client(server->http_port()).ask(bytes); }
    Reply get(std::string_view target, const Headers& headers = {}) { return ask(request("GET", target, headers)); }
    Reply post(std::string_view target, const Headers& headers, std::string_view body) {
        return ask(request("POST", target, headers, body));
    }
};

inline const std::pair<std::string, std::string> as_ann{"Cookie", "clientbox_session=ann"};
inline const std::pair<std::string, std::string> as_ann_over_tls{"Cookie", "__Host-clientbox_session=ann"};
inline const std::pair<std::string, std::string> as_ben{"Cookie", "clientbox_session=ben"};
inline const std::pair<std::string, std::string> as_robot{"Authorization", "Bearer robot"};
inline const std::pair<std::string, std::string> form_type{"Content-Type", "application/x-www-form-urlencoded"};

}  // namespace http::test
