// The only file that includes httplib.h, whose part is HTTP/1.1 itself: request lines, headers, answers.
// Sockets, threads and deadlines are ours (wire.h, connections.h, listener.h), where a request ends (framing.h, body.h), and what
// happens to it (door.h): httplib waits as long as bytes drip in, takes "34abc" for no length and the body for the next request,
// matches routes by regular expressions that recurse by the byte, and knows one body limit for all.
#include "http/engine.h"

#include <httplib.h>

#include <algorithm>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "http/answer_head.h"
#include "http/body.h"
#include "http/form.h"

// What stands on its insides (Server::process_request and svr_sock_, body_consumed_) was read and tested in this version: after
// a change read Httplib again, run "[http]", and only then write the new number here.
static_assert(std::string_view(CPPHTTPLIB_VERSION) == "0.41.0");

namespace http {
namespace {

using storage::Error;
using storage::Fault;

constexpr std::size_t most_read_away = 1UL << 30;
constexpr std::size_t most_in_a_piece = 256UL * 1024;  // of content that is read as it goes out
/// httplib refuses ranges that it cannot read; RFC 9110, 14.2 has them passed over (download.h), so it sees none.
constexpr std::string_view range_header = "range", hidden_range = "r-nge";
/// httplib tells whoever asks to go on, before anybody has looked at the request (RFC 9110, 10.1.1).
constexpr std::string_view expect_header = "expect", hidden_expect = "e-pect";

/// A Wire in the shape that httplib wants. Waiting is the Wire's business, so it is always ready.
class WireStream final : public httplib::Stream {
  public:
    explicit WireStream(Wire& wire)
        : wire_(wire) {}
    bool is_readable() const override { return true; }
    bool wait_readable() const override { return true; }
    bool wait_writable() const override { return true; }
    ssize_t read(char* to, std::size_t size) override { return wire_.read(to, size); }
    ssize_t write(const char* from, std::size_t size) override {
        return wire_.write({from, size}) ? static_cast<ssize_t>(size) : -1;
    }
    void get_remote_ip_and_port(std::string&, int&) const override {}
    void get_local_ip_and_port(std::string&, int&) const override {}
    socket_t socket() const override { return INVALID_SOCKET; }
    time_t duration() const override { return 0; }

  private:
    Wire& wire_;
};

/// What is under way, as httplib sees it.
struct Under_way {
    Door& door;
    Wire& wire;
    Exchange& exchange;
    httplib::Request* raw = nullptr;
};
thread_local Under_way* current = nullptr;

bool fits_in_header(std::string_view text) { return text.find_first_of(std::string_view("\r\n\0", 3)) == text.npos; }

void take_over(const httplib::Request& raw, Request& request) {
    request.target = raw.target;
    for (const auto& [name, value] : raw.headers)
        request.headers.add(name == hidden_range ? std::string(range_header) : lower(name), value);
    request.host = request.headers.get("host");
    request.content_type = request.headers.get("content-type");
}

/// Before it sends a body.
bool waits_to_go_on(const Under_way& turn) {
    return lower(turn.raw->get_header_value(std::string(hidden_expect))) == "100-continue";
}

/// To the end of a form that is too large, so that the browser looks at the answer instead of at a line that broke off.
void read_away(const Under_way& turn) {
    read_body(turn.wire, turn.exchange.framing, most_read_away, [](std::string_view) { return true; });
}

Door::Answer too_large(const Under_way& turn, const Door::Entry& entry) {
    turn.exchange.last = true;
    const auto size = turn.exchange.framing.length;
    if (entry.route->too_large && size > 0 && size <= most_read_away && !waits_to_go_on(turn)) read_away(turn);
    return turn.door.too_large(turn.exchange.request, entry);
}

/// Somebody may be waiting for it, with a body that is wanted.
void tell_to_go_on(const Under_way& turn, const Door::Entry& entry) {
    if (!waits_to_go_on(turn) || turn.exchange.framing.length > entry.route->body_limit) return;
    turn.wire.write("HTTP/1.1 100 Continue\r\n\r\n");
    turn.wire.flush();
}

/// Reads the body piece by piece; `take` gives an answer when no more is wanted. Answers, and ends the connection, when it must
/// not come in.
Door::Answer read_body_of(const Under_way& turn, const Door::Entry& entry,
                          const std::function<Door::Answer(std::string_view bytes)>& take) {
    auto refuse = [&](int status, Fault fault, const char* message) {
        turn.exchange.last = true;
        return turn.door.refuse(turn.exchange.request, status, Error(fault, message));
    };
    if (turn.raw->has_header("Content-Encoding")) return refuse(415, Fault::invalid, "Compressed bodies are not read.");
    tell_to_go_on(turn, entry);
    Door::Answer unwanted;
    auto end = read_body(turn.wire, turn.exchange.framing, entry.route->body_limit, [&](std::string_view bytes) {
        unwanted = take(bytes);
        return !unwanted;
    });
    switch (end) {
    case Body_end::whole: return nullptr;
    case Body_end::too_large: return too_large(turn, entry);
    case Body_end::broken: return refuse(400, Fault::invalid, "What was sent did not arrive whole.");
    case Body_end::unwanted: turn.exchange.last = true;
    }
    return unwanted;
}

/// Into the request.
Door::Answer read_into_memory(const Under_way& turn, const Door::Entry& entry) {
    std::string body;
    body.reserve(std::min<std::uint64_t>(turn.exchange.framing.length, entry.route->body_limit));
    auto refused = read_body_of(turn, entry, [&](std::string_view bytes) -> Door::Answer {
        body.append(bytes);
        return nullptr;
    });
    if (refused) return refused;
    auto& request = turn.exchange.request;
    auto type = media_type(request.content_type);
    if (type == "application/x-www-form-urlencoded") {
        if (static_cast<std::size_t>(std::ranges::count(body, '&')) >= most_form_fields)
            return turn.door.refuse(request, 413, too_many_fields());
        request.form = urlencoded(body);
    } else if (type == "multipart/form-data") {
        if (multipart(std::move(body), request.content_type, request.form, request.uploads)) return nullptr;
        turn.exchange.last = true;
        return turn.door.refuse(request, 400, Error(Fault::invalid, "The form that was sent cannot be read."));
    } else {
        request.body = std::move(body);
    }
    return nullptr;
}

/// Where the route wants it.
Door::Answer read_into_sink(const Under_way& turn, const Door::Entry& entry, bool body) {
    auto& [request, framing, ignored, last] = turn.exchange;
    auto& door = turn.door;
    BodySink sink;
    if (auto refused = door.begin(request, entry, sink)) {
        last = last || body;
        return refused;
    }
    auto take = [&](std::string_view bytes) { return door.take(request, sink, bytes); };
    if (body)
        if (auto refused = read_body_of(turn, entry, take)) return refused;
    return door.end(request, entry, sink);
}

Door::Answer answer(const Under_way& turn) {
    auto& [request, framing, ignored, last] = turn.exchange;
    bool body = framing.has_body();
    turn.raw->body_consumed_ = true;  // by us or not at all
    auto entry = turn.door.enter(request, turn.raw->method);
    if (request.caller) turn.wire.trust();
    if (entry.answer) {
        last = last || body;
        return entry.answer;
    }
    if (entry.route->sink && !entry.late_form) return read_into_sink(turn, entry, body);
    if (body)
        if (auto refused = read_into_memory(turn, entry)) return refused;
    return turn.door.pass(request, entry);
}

/// False, which ends the connection, when the content is shorter than was announced.
bool send_piece(const Content& content, std::size_t offset, std::size_t length, httplib::DataSink& sink) {
    std::string piece(std::min(length, most_in_a_piece), '\0');
    auto got = content.read(offset, piece);
    return got > 0 && sink.write(piece.data(), got);
}

void give(const Under_way& turn, httplib::Response& out) {
    const auto& answer = turn.exchange.answer;
    out.status = answer->status;
    if (answer->stream) {
        auto next = [answer](std::size_t, httplib::DataSink& sink) {
            std::string bytes;
            bool more = answer->stream(bytes);
            if (!bytes.empty() && !sink.write(bytes.data(), bytes.size())) return false;
            if (!more) sink.done();
            return true;
        };
        if (turn.raw->version == "HTTP/1.0") {
            turn.exchange.last = true;  // only the end of the connection ends the answer
            out.set_content_provider(answer->type, next);
        } else {
            out.set_chunked_content_provider(answer->type, next);
        }
    } else if (answer->content && answer->content->size > 0) {
        out.set_content_provider(answer->content->size, answer->type,
                                 [answer](std::size_t offset, std::size_t length, httplib::DataSink& sink) {
                                     return send_piece(*answer->content, offset, length, sink);
                                 });
    } else if (!answer->body->empty()) {
        out.set_content_provider(answer->body->size(), answer->type,
                                 [answer](std::size_t offset, std::size_t length, httplib::DataSink& sink) {
                                     return sink.write(answer->body->data() + offset, length);
                                 });
    }
}

/// In place of httplib's: constant headers without a copy, the answer's own, and "Connection: close" only when meant.
ssize_t write_headers(httplib::Stream& out, const httplib::Headers& headers) {
    const auto& exchange = current->exchange;
    std::string text(security_headers);
    auto add = [&](std::string_view name, std::string_view value) {
        if (fits_in_header(name) && fits_in_header(value)) text.append(name).append(": ").append(value).append("\r\n");
    };
    int status = exchange.answer ? exchange.answer->status : 400;
    for (const auto& [name, value] : headers) {
        bool ours = name == "Connection" || name == "Keep-Alive" || name == "Accept-Ranges";
        bool not_for_this = name == "Content-Length" && (status == 204 || status == 304);
        if (!ours && !not_for_this) add(name, value);
    }
    if (exchange.answer)
        for (const auto& [name, value] : exchange.answer->headers) add(name, value);
    add("Date", http_date());
    if (exchange.last || !exchange.answer) text += "Connection: close\r\n";
    text += "\r\n";
    return out.write(text.data(), text.size());
}

}  // namespace

/// httplib's server without its sockets and threads.
class Engine::Httplib final : public httplib::Server {
  public:
    explicit Httplib(Door& door)
        : door_(door) {
        svr_sock_ = 0;  // anything but INVALID_SOCKET, which it takes for "shutting down": answers would be cut
        set_header_writer(write_headers);
        set_pre_routing_handler([](const httplib::Request&, httplib::Response& out) {
            const auto& turn = *current;
            take_over(*turn.raw, turn.exchange.request);
            turn.exchange.answer = answer(turn);
            give(turn, out);
            return HandlerResponse::Handled;
        });
    }

    bool exchange(Wire& wire, Exchange& exchange) {
        wire.rename_header(range_header, hidden_range);
        wire.rename_header(expect_header, hidden_expect);
        WireStream stream(wire);
        Under_way turn{.door = door_, .wire = wire, .exchange = exchange};
        current = &turn;
        bool went_well =
            process_request(stream, exchange.request.address, 0, {}, 0, false, exchange.last, [&](auto& raw) {
                turn.raw = &raw;
                raw.headers.erase("Upgrade");  // WebSockets take another way through httplib
            });
        current = nullptr;
        return went_well && !exchange.last && exchange.answer;
    }

  private:
    Door& door_;
};

Engine::Engine(Door& door)
    : httplib_(std::make_unique<Httplib>(door)) {}

Engine::~Engine() = default;

bool Engine::exchange(Wire& wire, Exchange& exchange) { return httplib_->exchange(wire, exchange); }

}  // namespace http
