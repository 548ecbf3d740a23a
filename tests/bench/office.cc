#include "bench/office.h"

#include <format>
#include <stdexcept>

namespace bench {

Office::Office(std::filesystem::path program, std::filesystem::path where, std::size_t clients)
    : binary(std::move(program))
    , folder(std::move(where)) {
    fill_office(folder, clients);
    admin = sign_in(folder);
}

Run Office::asks(const Program& program, unsigned connections, std::chrono::milliseconds length,
                 const std::function<std::string(unsigned, unsigned)>& target) const {
    const auto all = peers(program.port(), connections);
    return measure(connections, length, [&](unsigned worker, unsigned call) {
        expect(200, all[worker]->ask("GET", target(worker, call), admin.headers));
    });
}

std::vector<std::unique_ptr<Peer>> peers(int port, unsigned count) {
    std::vector<std::unique_ptr<Peer>> all;
    for (unsigned i = 0; i < count; ++i) all.push_back(std::make_unique<Peer>(port));
    return all;
}

void expect(int status, const support::Answer& answer) {
    if (answer.status != status)
        throw std::runtime_error(
            std::format("{} instead of {}:\n{}{}", answer.status, status, answer.head, answer.body));
}

std::string new_client(unsigned worker, unsigned call) {
    static const auto run = Clock::now().time_since_epoch().count();
    return std::format(
        R"({{"first_name":"Nora","last_name":"Newman","email":"n{}.{}.{}@example.org","phone":"555-{:04}"}})", run,
        worker, call, call % 10'000);
}

}  // namespace bench
