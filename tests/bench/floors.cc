#include "bench/floors.h"

#define CPPHTTPLIB_KEEPALIVE_TIMEOUT_CHECK_INTERVAL_USECOND 1000000
#define CPPHTTPLIB_LISTEN_BACKLOG 512
#include <httplib.h>

#include <format>
#include <string>
#include <thread>

#include "office/clients/client.h"
#include "office/records/kind.h"
#include "storage/empties.h"
#include "storage/store.h"

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

namespace {

/// The office's store, copied as it is.
std::filesystem::path copied(const std::filesystem::path& office, const std::filesystem::path& folder) {
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    std::filesystem::copy_file(storage::store_file(office), storage::store_file(folder));
    return storage::store_file(folder);
}

}  // namespace

struct Plain_commits::State {
    State(const std::filesystem::path& office, const std::filesystem::path& where)
        : folder(where)
        , engine(copied(office, where))
        , id(storage::Read(schema, engine.read()).next_id(type)) {}
    std::filesystem::path folder;
    storage::Schema schema{office::record_types()};
    const storage::Record_type& type = storage::record_type<office::Client>();
    storage::Engine engine;
    storage::Id id;

    storage::Raw next_client() {
        office::Client client;
        client.first_name = "Nora";
        client.last_name = "Newman";
        client.email = {std::format("n{}@example.org", id)};
        client.phone = {std::format("555-{:04}", id % 10'000)};
        return {.id = id++, .revision = 1, .fields = storage::encode_fields(client)};
    }
};

Plain_commits::Plain_commits(const std::filesystem::path& office, const std::filesystem::path& folder)
    : state_(std::make_unique<State>(office, folder)) {}

Plain_commits::~Plain_commits() {
    std::error_code ignored;
    std::filesystem::remove_all(state_->folder, ignored);
}

void Plain_commits::commit_client() {
    using storage::Tree;
    namespace keys = storage::keys;
    constexpr std::size_t journal_header = 120;
    const storage::Raw raw = state_->next_client();
    const auto kind = state_->type.kind.number;
    const storage::Read read(state_->schema, state_->engine.read());
    storage::Transaction transaction = state_->engine.write();
    transaction.put(Tree::records, keys::record(kind, raw.id), storage::seal(kind, raw));
    for (const auto& entry : storage::stored_entries(state_->type, read.entries(state_->type, raw)))
        transaction.put(Tree::indexes, keys::index(kind, entry.tag, entry.key, raw.id), {});
    std::string number;
    storage::put_number(number, raw.id);
    transaction.put(Tree::indexes, keys::index(kind, storage::index_tag::activity, number, raw.id), {});
    std::string lines;
    for (const std::string& word : read.words(state_->type, raw.fields)) {
        transaction.put(Tree::words, keys::word(kind, word, raw.id), {});
        lines += word + '\n';
    }
    transaction.put(Tree::words, keys::words_of_record(kind, raw.id), lines);
    transaction.put(Tree::journal, "e" + number, std::string(journal_header, 'x'));
    transaction.put(Tree::journal, "d" + number, raw.fields);
    transaction.put(Tree::journal, std::string{'s', static_cast<char>(kind)} + number + number, {});
    for (const char* counter : {"next", "count"}) {
        const std::string key = keys::meta(counter, kind);
        transaction.put(Tree::meta, key, storage::seal_number(key, raw.id));
    }
    transaction.commit();
}

void Plain_commits::commit_value(std::size_t bytes) {
    storage::Transaction transaction = state_->engine.write();
    transaction.put(storage::Tree::records, storage::keys::record(255, state_->id++), std::string(bytes, 'x'));
    transaction.commit();
}

}  // namespace bench
