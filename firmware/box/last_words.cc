#include "box/last_words.h"

#include <unistd.h>

#include <array>
#include <csignal>
#include <format>

namespace box {

namespace {

// A signal's handler may call next to nothing, so all is made ready before.
std::array<char, 1024> words;
std::size_t length = 0;

void say_and_end(int) {
    [[maybe_unused]] const auto said = write(STDERR_FILENO, words.data(), length);
    _exit(1);
}

}  // namespace

void end_in_words_on_damage(const std::filesystem::path& records) {
    const auto end = std::format_to_n(words.data(), words.size(),
                                      "clientbox: {} cannot be read any more: it is damaged, or the card is. Stopping. "
                                      "Restore a backup.\n",
                                      records.string());
    length = static_cast<std::size_t>(end.out - words.data());
    struct sigaction action{};
    action.sa_handler = &say_and_end;
    for (const int signal : {SIGBUS, SIGSEGV}) sigaction(signal, &action, nullptr);
}

}  // namespace box
