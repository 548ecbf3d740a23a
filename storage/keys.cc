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

std::string index(std::uint8_t kind, std::uint8_t tag, std::string_view ordered) {
    std::string key{byte(kind), byte(tag)};
    key += ordered;
    return key;
}

std::string index(std::uint8_t kind, std::uint8_t tag, std::string_view ordered, Id id) {
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

Id id_of(std::string_view key) {
    if (key.size() < 8) corrupt("an index key is too short");
    return get_number(key.substr(key.size() - 8));
}

}  // namespace keys

namespace {

std::uint32_t checksum_of(std::uint8_t kind, Id id, std::string_view sealed) {
    std::string covered = keys::record(kind, id);
    covered += sealed;
    return checksum(covered);
}

}  // namespace

std::string seal(std::uint8_t kind, const Raw& raw) {
    std::string sealed;
    put_number(sealed, raw.revision);
    put_number(sealed, sign_flipped(raw.created.milliseconds));
    put_number(sealed, sign_flipped(raw.changed.milliseconds));
    sealed += raw.fields;
    const std::uint32_t sum = checksum_of(kind, raw.id, sealed);
    std::string value;
    for (int shift = 24; shift >= 0; shift -= 8) value += static_cast<char>(sum >> shift);
    return value + sealed;
}

Raw unseal(std::uint8_t kind, Id id, std::string_view value) {
    Reader reader(value);
    std::uint32_t sum = 0;
    for (int i = 0; i < 4; ++i) sum = sum << 8 | reader.byte();
    if (checksum_of(kind, id, value.substr(4)) != sum)
        corrupt(std::format("record {} of kind {} does not fit its checksum", id, kind));
    Raw raw{.id = id};
    raw.revision = reader.number();
    raw.created = {sign_restored(reader.number())};
    raw.changed = {sign_restored(reader.number())};
    raw.fields = value.substr(4 + 3 * 8);
    return raw;
}

}  // namespace storage
