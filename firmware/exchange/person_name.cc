#include "exchange/person_name.h"

#include <algorithm>
#include <array>
#include <ranges>
#include <span>
#include <vector>

#include "storage/value.h"
#include "storage/words.h"

namespace exchange {

namespace {

using Word = std::string_view;

constexpr std::array particles{"van", "von", "vom", "der", "den", "de",  "del", "della", "di",  "da",  "dos",
                               "das", "do",  "du",  "des", "la",  "las", "los", "le",    "ten", "ter", "te",
                               "zu",  "zum", "zur", "af",  "av",  "bin", "ibn", "ben",   "al",  "el",  "st",
                               "san", "op",  "t",   "auf", "dem", "und", "y",   "e"};
constexpr std::array suffixes{"jr",  "jun", "junior", "sr",  "sen", "senior", "ii",  "iii", "iv", "phd", "md",
                              "mba", "esq", "cpa",    "dds", "mdb", "bsc",    "msc", "ba",  "ma", "llm", "obe"};
constexpr std::array organisations{
    "ltd",         "limited",    "llc",     "llp",          "plc",    "inc",      "corp",       "corporation",
    "gmbh",        "mbh",        "ug",      "kg",           "ohg",    "gbr",      "ag",         "ev",
    "eg",          "sarl",       "sas",     "sasu",         "eurl",   "srl",      "spa",        "bv",
    "nv",          "ab",         "oy",      "oyj",          "aps",    "asa",      "kft",        "zrt",
    "sro",         "spzoo",      "company", "gesellschaft", "verein", "stiftung", "foundation", "association",
    "universitat", "university", "hotel",   "restaurant",   "cie",    "sons",     "co"};

std::string folded_word(Word word) {
    std::string plain = storage::folded(word);
    std::erase_if(plain, [](char c) { return c == '.' || c == ',' || c == '\''; });
    return plain;
}

bool is_one_of(Word word, std::span<const char* const> words) {
    const std::string plain = folded_word(word);
    return std::ranges::contains(words, plain, [](const char* each) { return Word(each); });
}

std::vector<Word> words_in(std::string_view name) {
    std::vector<Word> words;
    for (const auto part : std::views::split(name, ' '))
        if (!part.empty()) words.emplace_back(part);
    return words;
}

std::string joined(std::span<const Word> words) {
    std::string text;
    for (const Word word : words) {
        if (!text.empty()) text += ' ';
        text += word;
    }
    return text;
}

/// Where the family name begins.
std::size_t family_begin(const std::vector<Word>& words) {
    std::size_t at = words.size() - 1;
    while (at > 0 && is_one_of(words[at], suffixes)) --at;
    while (at > 0 && is_one_of(words[at - 1], particles)) --at;
    return at;
}

/// Where it ends when it stands first.
std::size_t family_end(const std::vector<Word>& words) {
    std::size_t at = 0;
    while (at + 1 < words.size() && is_one_of(words[at], particles)) ++at;
    return at + 1;
}

/// "Smith, MBA": what stands behind the comma is no given name.
bool is_suffix(std::string_view text) {
    const auto words = words_in(text);
    return !words.empty() && std::ranges::all_of(words, [](Word word) { return is_one_of(word, suffixes); });
}

}  // namespace

Person_name person_name(std::string_view name, Name_order order) {
    const std::string_view whole = storage::trimmed(name);
    if (const auto comma = whole.find(','); comma != std::string_view::npos) {
        const std::string_view behind = storage::trimmed(whole.substr(comma + 1));
        if (!behind.empty() && !is_suffix(behind))
            return {std::string(behind), std::string(storage::trimmed(whole.substr(0, comma)))};
    }
    const auto words = words_in(whole);
    if (words.size() < 2) return {{}, std::string(whole)};
    if (order == Name_order::family_first) {
        const std::size_t end = family_end(words);
        return {joined(std::span(words).subspan(end)), joined(std::span(words).first(end))};
    }
    const std::size_t begin = family_begin(words);
    return {joined(std::span(words).first(begin)), joined(std::span(words).subspan(begin))};
}

bool is_organisation(std::string_view name) {
    if (name.contains('&')) return true;
    const auto words = words_in(name);
    return words.size() > 1 &&
           std::ranges::any_of(words | std::views::drop(1), [](Word word) { return is_one_of(word, organisations); });
}

}  // namespace exchange
