#include "bench/floors.h"

#define CPPHTTPLIB_KEEPALIVE_TIMEOUT_CHECK_INTERVAL_USECOND 1000000
#define CPPHTTPLIB_LISTEN_BACKLOG 512
#include <httplib.h>

#include <string>
#include <thread>

#include "storage/bytes.h"
#include "storage/engine.h"

namespace bench {

struct Plain_server::State {
    std::string body;
    httplib::Server server;
    int port = 0;
    std::thread thread;
};

Plain_server::Plain_server(std::size_t body_size)
    : state_(std::make_unique<State>()) {
    state_->body.assign(body_size, 'x');
    state_->server.new_task_queue = [] { return new httplib::ThreadPool(64); };
    state_->server.set_tcp_nodelay(true);
    state_->server.set_keep_alive_max_count(SIZE_MAX);
    state_->server.Get(".*", [this](const httplib::Request&, httplib::Response& response) {
        response.set_content(state_->body, "text/html; charset=utf-8");
    });
    state_->port = state_->server.bind_to_any_port("127.0.0.1");
    state_->thread = std::thread([this] { state_->server.listen_after_bind(); });
    state_->server.wait_until_ready();
}

Plain_server::~Plain_server() {
    state_->server.stop();
    state_->thread.join();
}

int Plain_server::port() const { return state_->port; }

struct Plain_commits::State {
    explicit State(const std::filesystem::path& folder)
        : engine(folder / "plain.db") {}
    storage::Engine engine;
    std::uint64_t number = 0;
};

Plain_commits::Plain_commits(const std::filesystem::path& folder) {
    std::filesystem::create_directories(folder);
    state_ = std::make_unique<State>(folder);
}

Plain_commits::~Plain_commits() = default;

void Plain_commits::commit(std::size_t bytes) {
    std::string key;
    storage::put_number(key, ++state_->number);
    storage::Transaction transaction = state_->engine.write();
    transaction.put(storage::Tree::records, key, std::string(bytes, 'x'));
    transaction.commit();
}

}  // namespace bench
