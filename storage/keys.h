// Keys of the trees, in one place.
//
//   records   kind u8 · id u64
//   indexes   kind u8 · tag u8 · ordered value · id u64        inside a part: the part's tag · the member's tag · …
//                                                              over several fields: the ordered value of each
//                                                              255 · which of them are empty · id u64: see empties.h
//                                                              254 · kind of figures · tag · owner u64 · …: see figures.h
//   words     kind u8 · word · 0x00 · id u64       a word never starts with 0x00
//             kind u8 · 0x00 · id u64              → the record's words, each followed by "\n"
//   meta      "format" · "next" kind · "count" kind · "counter" name · "manifest": see manifest.h ·
//             "renewal": how often something was redacted since the file was written anew
//   journal   see journal.h
//
// A number in meta: number u64 · checksum u32 (over its key and the number).
// A record's value: checksum u32 (over its key and the rest) · revision u64 · created u64 · changed u64 · runs.
#pragma once

#include <string>
#include <string_view>

#include "storage/bytes.h"
#include "storage/types/field.h"

namespace storage {

/// A record as bytes, with what every record has.
struct Raw {
    Id id = 0;
    std::uint64_t revision = 0;
    Moment created, changed;
    std::string fields;
};

namespace keys {

std::string record(std::uint8_t kind, Id id);
std::string index(std::uint8_t kind, Tag_path tag, std::string_view ordered = {});
std::string index(std::uint8_t kind, Tag_path tag, std::string_view ordered, Id id);
std::string word(std::uint8_t kind, std::string_view word);  ///< also the prefix of all words that begin so
std::string word(std::uint8_t kind, std::string_view word, Id id);
std::string words_of_record(std::uint8_t kind, Id id);
std::string meta(std::string_view name, std::uint8_t kind);
std::string counter(std::string_view name);
inline constexpr std::string_view format = "format";
inline constexpr std::string_view manifest = "manifest";
inline constexpr std::string_view renewal = "renewal";

/// The id at the end of an index or word key.
inline Id id_of(std::string_view key) {
    if (key.size() < 8) corrupt("an index key is too short");
    return get_number(key.substr(key.size() - 8));
}

}  // namespace keys

std::string seal_number(std::string_view key, std::uint64_t number);
/// Throws Error{corrupt} when the checksum does not fit.
std::uint64_t unseal_number(std::string_view key, std::string_view value);

std::string seal(std::uint8_t kind, const Raw& raw);
/// Throws Error{corrupt} when the checksum does not fit.
Raw unseal(std::uint8_t kind, Id id, std::string_view value);

}  // namespace storage
