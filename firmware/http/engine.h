// HTTP/1.1 itself: one request from the wire through the door, and its answer back. cpp-httplib's part, and all of ours that stands
// on its insides, is behind this.
#pragma once

#include <memory>

#include "http/door.h"
#include "http/framing.h"
#include "http/transport/wire.h"

namespace http {

/// One request and its answer.
struct Exchange {
    Request request{};      ///< address and secure are set before
    Framing framing{};      ///< set before, too
    Door::Answer answer{};  ///< null: no request was found in what came, which was answered already
    bool last = false;      ///< the connection ends with it
};

/// May be used by many threads at once.
class Engine {
  public:
    /// `door` must outlive it.
    explicit Engine(Door& door);
    ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    /// The request whose head is in the wire's buffer, and was found good (framing.h). False when the connection must end.
    bool exchange(Wire& wire, Exchange& exchange);

  private:
    class Httplib;
    std::unique_ptr<Httplib> httplib_;
};

}  // namespace http
