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

/// One writer, one LMDB transaction after another, put straight into a copy of an office's store; nothing is checked.
class Plain_commits {
  public:
    /// `folder` is made for it and taken away again.
    Plain_commits(const std::filesystem::path& office, const std::filesystem::path& folder);
    ~Plain_commits();
    Plain_commits(const Plain_commits&) = delete;
    Plain_commits& operator=(const Plain_commits&) = delete;
    /// The entries of one more client: its record, index entries, words, counters and journal.
    void commit_client();
    void commit_value(std::size_t bytes);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace bench
