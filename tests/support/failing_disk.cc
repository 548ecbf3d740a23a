// The kernel asks this before each of those calls (seccomp_unotify(2)).
#include "support/failing_disk.h"

#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstddef>
#include <future>
#include <thread>

namespace support {

struct Failing_disk::State {
    std::atomic<int> call = -1;
    std::atomic<int> times = 0;
    std::jthread asked;

    bool fails(int asked_for) {
        if (asked_for != call) return false;
        const int before = times.fetch_sub(1);
        if (before <= 0) ++times;
        return before > 0;
    }
};

namespace {

/// For this thread and what it starts; -1 where there is none.
int begin_to_ask() {
    std::array<sock_filter, 5> rules{
        sock_filter BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
        sock_filter BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_fsync, 1, 0),
        sock_filter BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_fdatasync, 0, 1),
        sock_filter BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF),
        sock_filter BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const sock_fprog program{.len = rules.size(), .filter = rules.data()};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return -1;
    return static_cast<int>(syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &program));
}

/// Until nobody is left who could ask.
void answer(int listener, const std::function<bool(int)>& fails) {
    pollfd waiting{.fd = listener, .events = POLLIN, .revents = 0};
    while (poll(&waiting, 1, -1) >= 0 && (waiting.revents & POLLHUP) == 0) {
        seccomp_notif question{};
        if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &question) != 0) continue;  // who asked is gone
        seccomp_notif_resp reply{};
        reply.id = question.id;
        if (fails(question.data.nr))
            reply.error = -EIO;
        else
            reply.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
        ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &reply);
    }
    close(listener);
}

}  // namespace

Failing_disk::Failing_disk()
    : state_(std::make_unique<State>()) {}
Failing_disk::~Failing_disk() = default;

bool Failing_disk::with(const std::function<void()>& work) {
    std::promise<int> made;
    auto listener = made.get_future();
    auto done = std::async(std::launch::async, [&] {
        const int own = begin_to_ask();
        made.set_value(own);
        if (own >= 0) work();
    });
    const int number = listener.get();
    if (number >= 0)
        state_->asked = std::jthread(
            [number, state = state_.get()] { answer(number, [state](int call) { return state->fails(call); }); });
    done.get();
    return number >= 0;
}

void Failing_disk::fail(int call, int times) {
    state_->times = 0;
    state_->call = call;
    state_->times = times;
}

int Failing_disk::left() const { return state_->times; }

}  // namespace support
