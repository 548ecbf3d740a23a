#include "messages/conversation.h"

#include <algorithm>
#include <array>
#include <format>
#include <ranges>

namespace messages {

namespace {

constexpr std::size_t most_lines = 300;
constexpr std::size_t longest_line = 500;
constexpr std::size_t longest_answer = 1'000;

/// As one may show it: servers send what they like.
std::string plain(std::string_view text) {
    std::string shown(text.substr(0, longest_line));
    std::ranges::replace_if(shown, [](char c) { return c < 0x20 || static_cast<unsigned char>(c) >= 0x7F; }, '?');
    return shown;
}

struct Verb {
    std::string_view begin;
    Conversation::Step step;
};
constexpr std::array verbs{Verb{"EHLO", Conversation::hello},
                           Verb{"HELO", Conversation::hello},
                           Verb{"STARTTLS", Conversation::encryption},
                           Verb{"AUTH", Conversation::login},
                           Verb{"MAIL FROM", Conversation::sender},
                           Verb{"RCPT TO", Conversation::recipient},
                           Verb{"DATA", Conversation::data}};

auto lines_of(std::string_view bytes) {
    return bytes | std::views::split('\n') | std::views::transform([](auto&& part) {
               std::string_view line(part);
               if (line.ends_with('\r')) line.remove_suffix(1);
               return line;
           }) |
           std::views::filter([](std::string_view line) { return !line.empty(); });
}

}  // namespace

void Conversation::add(std::string_view mark, std::string_view text) {
    if (lines_.size() < most_lines) lines_.push_back(std::format("{} {}", mark, plain(text)));
}

void Conversation::box_said(std::string_view bytes) {
    for (const std::string_view line : lines_of(bytes)) {
        if (proving_) {
            add("→", "(login or password)");
            continue;
        }
        const auto* verb = std::ranges::find_if(verbs, [&](const Verb& one) { return line.starts_with(one.begin); });
        step_ = verb == verbs.end() ? other : verb->step;
        proving_ = step_ == login;
        const auto mechanism = std::min(line.find(' ', std::min(line.find(' '), line.size() - 1) + 1), line.size());
        add("→", proving_ && mechanism < line.size() ? std::format("{} (login or password)", line.substr(0, mechanism))
                                                     : std::string(line));
    }
}

void Conversation::server_said(std::string_view bytes) {
    for (const std::string_view line : lines_of(bytes)) {
        add("←", line);
        if (!goes_on_) answer_.clear();
        goes_on_ = line.size() > 3 && line[3] == '-';
        if (answer_.size() < longest_answer) answer_ += (answer_.empty() ? "" : " ") + plain(line);
        if (!line.starts_with("334")) proving_ = false;
        whole_ = false;
    }
}

void Conversation::sent(std::string_view bytes) {
    if (step_ != body) body_bytes_ = 0;
    step_ = body;
    body_bytes_ += bytes.size();
    end_of_body_.append(bytes.substr(bytes.size() - std::min<std::size_t>(bytes.size(), 5)));
    end_of_body_.erase(0, end_of_body_.size() - std::min<std::size_t>(end_of_body_.size(), 5));
    whole_ = end_of_body_ == "\r\n.\r\n";
    if (whole_) add("→", std::format("(the message, {} bytes)", body_bytes_));
}

void Conversation::note(std::string_view about) {
    for (const std::string_view line : lines_of(about))
        if (!line.starts_with("TLSv1")) add(" ", line);  // each record of a handshake
}

}  // namespace messages
