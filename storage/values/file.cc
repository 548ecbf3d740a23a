#include "storage/values/file.h"

#include <charconv>
#include <format>

#include "storage/digest.h"

namespace storage {

namespace {

constexpr std::size_t digest_bytes = 32;

void put_text(std::string& out, std::string_view text) {
    put_length(out, text.size());
    out += text;
}

/// Up to the next space, which goes too.
std::string_view word_of(std::string_view& text) {
    const auto word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(word.size() + 1, text.size()));
    return word;
}

}  // namespace

std::string show_file(const File& file) {
    if (file.digest.empty()) return {};
    return std::format("{} {} {} {}", hex(file.digest), file.size, file.type, file.name);
}

Parsed<File> parse_file(std::string_view text) {
    if (trimmed(text).empty()) return File{};
    File file{.digest = from_hex(word_of(text)), .size = 0, .type = {}, .name = {}};
    const auto size = word_of(text);
    const auto [end, error] = std::from_chars(size.data(), size.data() + size.size(), file.size);
    file.type = word_of(text);
    file.name = text;
    if (file.digest.size() != digest_bytes || error != std::errc{} || end != size.data() + size.size() ||
        file.type.empty())
        return std::unexpected("is not a file");
    return file;
}

void Value<File>::encode(std::string& out, const File& value) {
    out += value.digest;
    put_number(out, value.size);
    put_text(out, value.type);
    put_text(out, value.name);
}

File Value<File>::decode(std::string_view bytes) {
    Reader reader(bytes);
    File file{.digest = std::string(reader.take(digest_bytes)), .size = reader.number(), .type = {}, .name = {}};
    file.type = reader.text();
    file.name = reader.text();
    return file;
}

}  // namespace storage
