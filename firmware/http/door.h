// What happens to a request between the socket and its handler, and to the answer on its way back: route, session,
// rights, forged requests, pages that need not be rendered again, errors. Knows no sockets.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/access.h"
#include "http/page_cache.h"
#include "http/router.h"
#include "http/server.h"

namespace http {

class Door {
  public:
    using Answer = std::shared_ptr<const Response>;

    Door(Gate gate, std::vector<Route> routes);

    struct Entry {
        const Route* route = nullptr;  ///< whose handler is to be asked, when there is no answer yet
        bool late_form = false;        ///< its session has ended: it is read, so that what was typed can be shown
        Answer answer;
        bool by_bearer = false;
        std::string new_form_cookie;  ///< to be set with the answer
    };
    /// Decides by the head alone; fills in the request's path, parts, query, cookies, caller and csrf.
    Entry enter(Request& request, std::string_view method);
    /// The body is there too.
    Answer pass(Request& request, const Entry& entry);
    /// For a route with a sink, in place of pass(): before the body is read, for each of its pieces, and when it is whole. An
    /// answer before the last is a refusal.
    Answer begin(Request& request, const Entry& entry, BodySink& sink);
    Answer take(const Request& request, const BodySink& sink, std::string_view bytes);
    Answer end(const Request& request, const Entry& entry, const BodySink& sink);
    /// In place of all of these, when the body is larger than the route takes.
    Answer too_large(const Request& request, const Entry& entry);
    /// For what the caller of these found wrong.
    Answer refuse(const Request& request, int status, const storage::Error& error);

    /// Whether a head (framing.h) names a session that there is. Does not wait.
    bool knows(std::string_view head, bool secure) const;

    /// For the log and /metrics.
    void finished(const Request& request, const Response& response, std::chrono::microseconds took) const;
    std::size_t pages_reused() const { return pages_reused_; }
    std::size_t not_modified() const { return not_modified_; }

  private:
    Entry decide(Request& request, std::string_view method);
    Answer lead_to_https(const Request& request, const Entry& entry, std::optional<Method> method) const;
    void identify(Request& request, Entry& entry) const;
    static void check_program(const Request& request, const Route& route);
    static void check_access(const Request& request, const Route& route, bool by_bearer);
    Answer known_page(const Request& request);
    Answer run(Request& request, const Entry& entry);
    Answer complete(const Request& request, const Entry& entry, Response response) const;
    Answer guarded(const Request& request, const std::function<Answer()>& work);
    Answer failed(const Request& request, const storage::Error& error);
    Answer error_answer(const Request& request, int status, const storage::Error& error, const std::string& incident);

    Gate gate_;
    Router router_;
    FormTokens form_tokens_;
    PageCache pages_;
    std::atomic<std::size_t> pages_reused_{0}, not_modified_{0};
};

}  // namespace http
