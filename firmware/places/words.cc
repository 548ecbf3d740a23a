#include "places/words.h"

#include <algorithm>
#include <array>
#include <utility>

#include "storage/words.h"

namespace places {

namespace {

/// Whose abbreviation is no beginning of it, so that both are words; of others the whole one is enough.
constexpr std::array<std::pair<std::string_view, std::string_view>, 9> abbreviations{{{"rd", "road"},
                                                                                      {"ln", "lane"},
                                                                                      {"ct", "court"},
                                                                                      {"blvd", "boulevard"},
                                                                                      {"hwy", "highway"},
                                                                                      {"pkwy", "parkway"},
                                                                                      {"st", "street"},
                                                                                      {"ave", "avenue"},
                                                                                      {"dr", "drive"}}};

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> umlauts{
    {{"ä", "ae"}, {"ö", "oe"}, {"ü", "ue"}, {"Ä", "Ae"}, {"Ö", "Oe"}, {"Ü", "Ue"}}};

std::string without_umlauts(std::string_view text) {
    std::string spelled(text);
    for (const auto& [letter, letters] : umlauts)
        for (std::size_t at = 0; (at = spelled.find(letter, at)) != std::string::npos; at += letters.size())
            spelled.replace(at, letter.size(), letters);
    return spelled;
}

void add(std::vector<std::string>& words, std::string word) {
    if (!std::ranges::contains(words, word)) words.push_back(std::move(word));
}

/// "hauptstr" is written out; it is found by both then.
void add_with_whole(std::vector<std::string>& words, std::string word) {
    if (word.ends_with("str")) word += "asse";
    for (const auto& [brief, whole] : abbreviations)
        if (word == brief) add(words, std::string(whole));
    add(words, std::move(word));
}

bool is_shouted(std::string_view text) {
    const auto has = [&](char first, char last) {
        return std::ranges::any_of(text, [&](char c) { return c >= first && c <= last; });
    };
    return has('A', 'Z') && !has('a', 'z');
}

}  // namespace

std::vector<std::string> words_of_address(std::string_view text) {
    std::vector<std::string> words;
    for (std::string& word : storage::words_of(text)) add_with_whole(words, std::move(word));
    if (storage::is_ascii(text)) return words;
    for (std::string& word : storage::words_of(without_umlauts(text))) add_with_whole(words, std::move(word));
    return words;
}

std::vector<std::string> words_of_query(std::string_view text) {
    constexpr std::size_t most = 12;
    std::vector<std::string> words = storage::words_of(text);
    if (words.size() > most) words.resize(most);
    return words;
}

bool has_word(std::string_view words, std::string_view beginning) {
    for (std::size_t at = 0; (at = words.find(beginning, at)) != std::string_view::npos; ++at)
        if (at == 0 || words[at - 1] == ' ') return true;
    return false;
}

std::string joined(const std::vector<std::string>& words) {
    std::string all;
    for (const std::string& word : words) {
        if (!all.empty()) all += ' ';
        all += word;
    }
    return all;
}

bool is_number(std::string_view word) { return !word.empty() && word.front() >= '0' && word.front() <= '9'; }

std::string readable(std::string_view text) {
    constexpr std::size_t longest_code = 3;  // "NY"
    if (text.size() <= longest_code || !is_shouted(text)) return std::string(text);
    std::string written;
    bool begins = true;
    while (!text.empty()) {
        const auto letter = storage::first_letter(text).bytes;
        written += begins ? std::string(letter) : storage::lowered(letter);
        begins = letter == " " || letter == "-" || letter == "." || letter == "/" || letter == "(";
        text.remove_prefix(letter.size());
    }
    return written;
}

}  // namespace places
