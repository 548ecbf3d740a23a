// The program over an office of many clients, and how it is asked.
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "bench/office_data.h"
#include "bench/timing.h"
#include "support/peer.h"
#include "support/program.h"

namespace bench {

using support::Peer;
using support::Program;

constexpr std::uint64_t megabyte = 1'000'000;
constexpr std::string_view list_target = "/clients?sort=name";

struct Office {
    std::filesystem::path binary, folder;
    Signed_in admin;

    /// Fills `folder` unless it is full already, and signs in.
    Office(std::filesystem::path program, std::filesystem::path folder, std::size_t clients);
    /// Every answer must be 200.
    Run asks(const Program& program, unsigned connections, std::chrono::milliseconds length,
             const std::function<std::string(unsigned worker, unsigned call)>& target) const;
};

std::vector<std::unique_ptr<Peer>> peers(int port, unsigned count);

/// Throws std::runtime_error when it has another status.
void expect(int status, const support::Answer& answer);

/// JSON of a client that nobody else makes.
std::string new_client(unsigned worker, unsigned call);

}  // namespace bench
