#include "http/chunks.h"

#include <algorithm>
#include <charconv>

#include "http/framing.h"

namespace http {
namespace {

constexpr std::size_t most_line_bytes = 1024;
constexpr std::size_t most_overhead = 16UL * 1024;  // in extensions and trailers of one body
constexpr std::size_t most_digits = 15;             // so that sizes can be added

}  // namespace

std::optional<std::uint64_t> chunk_size(std::string_view line) {
    const auto digits = std::min(line.find_first_not_of("0123456789abcdefABCDEF"), line.size());
    if (digits == 0 || digits > most_digits) return {};
    auto rest = line.substr(digits);
    while (rest.starts_with(' ') || rest.starts_with('\t')) rest.remove_prefix(1);
    if (line.size() > digits && !rest.starts_with(';')) return {};
    const bool text =
        std::ranges::all_of(rest, [](unsigned char byte) { return byte == '\t' || (byte >= ' ' && byte != 0x7F); });
    if (!text) return {};
    std::uint64_t size = 0;
    std::from_chars(line.begin(), line.begin() + digits, size, 16);
    return size;
}

Chunks::State Chunks::take(std::string_view& bytes, std::string_view& content) {
    content = {};
    if (in_ != In::content) return take_line(bytes);
    content = bytes.substr(0, std::min<std::uint64_t>(left_, bytes.size()));
    bytes.remove_prefix(content.size());
    left_ -= content.size();
    if (left_ == 0) in_ = In::content_end;
    return State::more;
}

Chunks::State Chunks::take_line(std::string_view& bytes) {
    const auto end = std::min(bytes.find('\n'), bytes.size());
    line_ += bytes.substr(0, end);
    if (line_.size() > most_line_bytes) return State::broken;
    const bool ended = end < bytes.size();
    bytes.remove_prefix(ended ? end + 1 : end);
    if (!ended) return State::more;
    if (!line_.ends_with('\r')) return State::broken;
    line_.pop_back();
    const auto state = read_line(line_);
    line_.clear();
    return state;
}

Chunks::State Chunks::read_line(std::string_view line) {
    if (in_ == In::content_end) {
        in_ = In::size;
        return line.empty() ? State::more : State::broken;
    }
    if (in_ == In::trailer) {
        if (line.empty()) return State::whole;
        overhead_ += line.size();
        return is_field(line) && overhead_ <= most_overhead ? State::more : State::broken;
    }
    const auto size = chunk_size(line);
    if (!size) return State::broken;
    overhead_ += line.size() - std::min(line.find(';'), line.size());
    if (overhead_ > most_overhead) return State::broken;
    left_ = *size;
    in_ = left_ == 0 ? In::trailer : In::content;
    return State::more;
}

}  // namespace http
