#include "storage/keys.h"

#include <format>

namespace storage {

namespace keys {

namespace {
char byte(std::uint8_t number) { return static_cast<char>(number); }
}  // namespace

std::string record(std::uint8_t kind, Id id) {
    std::string key(1, byte(kind));
    put_number(key, id);
    return key;
}

std::string index(std::uint8_t kind, Tag_path tag, std::string_view ordered) {
    if (outermost(tag) == index_tag::figures) return index(outermost(tag >> 8), tag >> 16, ordered);
    std::string key(1, byte(kind));
    for (; tag != 0; tag >>= 8) key += byte(outermost(tag));
    key += ordered;
    return key;
}

std::string index(std::uint8_t kind, Tag_path tag, std::string_view ordered, Id id) {
    std::string key = index(kind, tag, ordered);
    put_number(key, id);
    return key;
}

std::string word(std::uint8_t kind, std::string_view word) {
    std::string key(1, byte(kind));
    key += word;
    return key;
}

std::string word(std::uint8_t kind, std::string_view text, Id id) {
    std::string key = word(kind, text);
    key += '\0';
    put_number(key, id);
    return key;
}

std::string words_of_record(std::uint8_t kind, Id id) {
    std::string key{byte(kind), '\0'};
    put_number(key, id);
    return key;
}

std::string meta(std::string_view name, std::uint8_t kind) { return std::string(name) + byte(kind); }

std::string counter(std::string_view name) { return "counter" + std::string(name); }

}  // namespace keys

namespace {

void put_checksum(std::string& out, std::uint32_t sum) {
    for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(sum >> shift);
}

std::uint32_t get_checksum(Reader& reader) {
    std::uint32_t sum = 0;
    for (int i = 0; i < 4; ++i) sum = sum << 8 | reader.byte();
    return sum;
}

}  // namespace

std::string seal_number(std::string_view key, std::uint64_t number) {
    std::string value;
    put_number(value, number);
    put_checksum(value, checksum(value, checksum(key)));
    return value;
}

std::uint64_t unseal_number(std::string_view key, std::string_view value) {
    Reader reader(value);
    const std::uint64_t number = reader.number();
    if (get_checksum(reader) != checksum(value.substr(0, 8), checksum(key)) || !reader.done())
        corrupt("a counter does not fit its checksum");
    return number;
}

std::string seal(std::uint8_t kind, const Raw& raw) {
    constexpr std::size_t head = 4 + 3 * 8;
    std::string value;
    value.reserve(head + raw.fields.size());
    value.assign(4, '\0');
    put_number(value, raw.revision);
    put_number(value, sign_flipped(raw.created.milliseconds));
    put_number(value, sign_flipped(raw.changed.milliseconds));
    value += raw.fields;
    std::string sum;
    put_checksum(sum, checksum(std::string_view(value).substr(4), checksum(keys::record(kind, raw.id))));
    return value.replace(0, 4, sum);
}

Raw unseal(std::uint8_t kind, Id id, std::string_view value) {
    Reader reader(value);
    const std::uint32_t sum = get_checksum(reader);
    if (checksum(value.substr(4), checksum(keys::record(kind, id))) != sum)
        corrupt(std::format("record {} of kind {} does not fit its checksum", id, kind));
    Raw raw{.id = id};
    raw.revision = reader.number();
    raw.created = {sign_restored(reader.number())};
    raw.changed = {sign_restored(reader.number())};
    raw.fields = value.substr(4 + 3 * 8);
    return raw;
}

}  // namespace storage
