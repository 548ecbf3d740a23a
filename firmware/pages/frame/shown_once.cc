#include "pages/frame/shown_once.h"

#include <chrono>
#include <map>
#include <mutex>

#include "storage/digest.h"

namespace pages {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::minutes kept{2};

struct Kept {
    Secret_note note;
    std::uint64_t session;
    Clock::time_point until;
};

struct Drawer {
    std::mutex mutex;
    std::map<std::string, Kept, std::less<>> by_ticket;

    void forget_old() {
        std::erase_if(by_ticket, [now = Clock::now()](const auto& entry) { return entry.second.until < now; });
    }
};

Drawer& drawer() {
    static Drawer drawer;
    return drawer;
}

}  // namespace

std::string url_with_secret(const http::Request& request, std::string_view url, Secret_note note) {
    auto ticket = storage::hex(storage::random_bytes(16));
    auto target = std::string(url) + "?shown=" + ticket;
    const std::lock_guard lock(drawer().mutex);
    drawer().forget_old();
    drawer().by_ticket.emplace(
        std::move(ticket), Kept{std::move(note), request.caller ? request.caller->session : 0, Clock::now() + kept});
    return target;
}

Secret_note show_once(const http::Request& request) {
    const auto ticket = request.query.get("shown");
    if (ticket.empty() || !request.caller) return {};
    const std::lock_guard lock(drawer().mutex);
    drawer().forget_old();
    const auto found = drawer().by_ticket.find(ticket);
    if (found == drawer().by_ticket.end() || found->second.session != request.caller->session) return {};
    auto note = std::move(found->second.note);
    drawer().by_ticket.erase(found);
    return note;
}

}  // namespace pages
