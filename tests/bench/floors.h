// What the machine gives at best: the libraries below, doing the same amount of work and nothing else.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>

#include "bench/timing.h"

namespace bench {

/// cpp-httplib with the settings of our server, answering every request with the same bytes.
class Plain_server {
  public:
    explicit Plain_server(std::size_t body_size);
    ~Plain_server();
    Plain_server(const Plain_server&) = delete;
    Plain_server& operator=(const Plain_server&) = delete;
    int port() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// One writer, one LMDB transaction of so many bytes after another.
class Plain_commits {
  public:
    explicit Plain_commits(const std::filesystem::path& folder);
    ~Plain_commits();
    Plain_commits(const Plain_commits&) = delete;
    Plain_commits& operator=(const Plain_commits&) = delete;
    void commit(std::size_t bytes);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace bench
