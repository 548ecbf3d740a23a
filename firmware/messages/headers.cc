#include "messages/headers.h"

#include <algorithm>
#include <chrono>
#include <format>

#include "storage/error.h"
#include "storage/values/domain.h"
#include "storage/words.h"

namespace messages {

namespace {

void refuse_lines(std::string_view text) {
    const bool is_line = std::ranges::all_of(
        text, [](char c) { return static_cast<unsigned char>(c) >= 0x20 && static_cast<unsigned char>(c) != 0x7F; });
    if (!is_line) throw storage::Error(storage::Fault::invalid, "A header of an e-mail is one line.");
}

/// RFC 2047, 4.2 and 5: what is plain in a name as well.
std::string as_in_word(char c) {
    const bool is_plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (c == ' ') return "_";
    return is_plain ? std::string(1, c) : std::format("={:02X}", static_cast<unsigned char>(c));
}

/// A word is at most 75 characters (RFC 2047, 2), and ends where a letter does.
std::string encoded_words(std::string_view text) {
    constexpr std::string_view begin = "=?UTF-8?Q?", end = "?=";
    constexpr std::size_t most = 75 - begin.size() - end.size();
    std::string words;
    std::string word;
    const auto close = [&] { words += std::format("{}{}{}{}", words.empty() ? "" : "\r\n ", begin, word, end); };
    for (std::size_t at = 0; at < text.size();) {
        std::string letter = as_in_word(text[at++]);
        while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80)
            letter += as_in_word(text[at++]);
        if (word.size() + letter.size() > most) {
            close();
            word.clear();
        }
        word += letter;
    }
    close();
    return words;
}

bool needs_words(std::string_view text) { return !storage::is_ascii(text) || text.contains("=?"); }

std::string quoted(std::string_view text) {
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') quoted += '\\';
        quoted += c;
    }
    return quoted + '"';
}

}  // namespace

std::string header_text(std::string_view text) {
    refuse_lines(text);
    return needs_words(text) ? encoded_words(text) : std::string(text);
}

std::string wire_address(std::string_view address) {
    refuse_lines(address);
    const auto at = std::min(address.rfind('@'), address.size());
    const auto host = address.substr(std::min(at + 1, address.size()));
    return std::format("{}@{}", address.substr(0, at), storage::ascii_host(host));
}

std::string header_address(std::string_view name, std::string_view address) {
    refuse_lines(name);
    std::string wire = wire_address(address);
    if (name.empty()) return wire;
    return std::format("{} <{}>", needs_words(name) ? encoded_words(name) : quoted(name), wire);
}

std::string header_disposition(std::string_view file_name) {
    refuse_lines(file_name);
    std::string encoded;
    for (const char c : file_name) {
        const bool is_plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' ||
                              c == '-' || c == '_';
        encoded += is_plain ? std::string(1, c) : std::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return "attachment; filename*=UTF-8''" + encoded;
}

std::string header_date(storage::Moment moment) {
    return std::format("{:%a, %d %b %Y %H:%M:%S} +0000", std::chrono::floor<std::chrono::seconds>(moment.time()));
}

}  // namespace messages
