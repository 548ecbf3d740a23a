#include "office/people/mentions.h"

#include <algorithm>
#include <format>
#include <span>

#include "office/people/permissions.h"
#include "storage/words.h"

namespace office {

namespace {

/// An office has fewer people.
constexpr std::size_t most_people = 1'000;
/// Of a name.
constexpr std::size_t most_words = 8;
/// Between two words of a name: a space, a dash, a point and a space.
constexpr std::size_t widest_gap = 3;

bool is_of_word(const storage::Letter& letter) {
    const char first = letter.bytes.front();
    if (static_cast<unsigned char>(first) < 0x80)
        return (first >= '0' && first <= '9') || (first >= 'A' && first <= 'Z') || (first >= 'a' && first <= 'z');
    return !storage::words_of(letter.bytes).empty();
}

/// A word and where it ends in the text.
struct Word {
    std::string folded;
    std::size_t end;
};

std::size_t word_length(std::string_view text) {
    std::size_t length = 0;
    while (length < text.size()) {
        const storage::Letter letter = storage::first_letter(text.substr(length));
        if (!is_of_word(letter)) break;
        length += letter.bytes.size();
    }
    return length;
}

/// The words that may be a name, from the beginning of the text on.
std::vector<Word> words_at(std::string_view text) {
    std::vector<Word> words;
    for (std::size_t at = 0; words.size() < most_words;) {
        const std::size_t length = word_length(text.substr(at));
        if (length == 0) return words;
        words.push_back({storage::folded(text.substr(at, length)), at + length});
        at += length;
        std::size_t gap = 0;
        while (at + gap < text.size() && gap <= widest_gap && word_length(text.substr(at + gap)) == 0) {
            if (text[at + gap] == '\n') return words;
            gap += storage::first_letter(text.substr(at + gap)).bytes.size();
        }
        if (gap == 0 || gap > widest_gap) return words;
        at += gap;
    }
    return words;
}

/// How many of the words a name is, 0 when it is another one.
std::size_t words_in_common(const std::vector<Word>& words, std::span<const std::string> name) {
    if (name.empty() || name.size() > words.size()) return 0;
    return std::ranges::equal(name, std::span(words).first(name.size()), {}, {}, &Word::folded) ? name.size() : 0;
}

Mention mention_at(std::string_view text, const std::vector<Person>& people) {
    const std::vector<Word> words = words_at(text.substr(1));
    std::size_t longest = 0;
    bool is_whole = false;
    Mention found;
    for (const Person& person : people) {
        const std::vector<std::string> name = storage::words_of(person.name);
        const std::size_t whole = words_in_common(words, name);
        const std::size_t length =
            whole != 0 || name.empty() ? whole : words_in_common(words, std::span(name).first(1));
        if (length == 0 || length < longest || (length == longest && is_whole && whole == 0)) continue;
        if (length > longest || (whole != 0 && !is_whole)) found.fits.clear();
        longest = length;
        is_whole = whole != 0;
        found.fits.push_back(&person);
    }
    found.words = text.substr(0, 1 + words[longest == 0 ? 0 : longest - 1].end);
    return found;
}

/// "@" behind a letter or a slash is part of an address.
bool begins(std::string_view text, std::size_t at) {
    if (text[at] != '@' || word_length(text.substr(at + 1)) == 0) return false;
    if (at == 0) return true;
    const storage::Letter before = storage::last_letter(text.substr(0, at));
    return !is_of_word(before) && before.bytes != "/" && before.bytes != "@";
}

}  // namespace

std::vector<Person> people_to_name(const storage::Read& read) {
    const auto& type = storage::record_type<User>();
    std::vector<Person> people;
    for (const storage::Id id : read.select(type, {.tag = type.column("name")->tag, .limit = most_people}).ids) {
        const User user = read.get<User>(id);
        if (!user.disabled && may(read, user.role, Right::see_clients))
            people.push_back({{user.id}, user.name, user.email.text});
    }
    return people;
}

std::vector<Mention> mentions_in(std::string_view text, const std::vector<Person>& people) {
    std::vector<Mention> mentions;
    for (auto at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1))
        if (begins(text, at)) mentions.push_back(mention_at(text.substr(at), people));
    return mentions;
}

std::string why_not_plain(const std::vector<Mention>& mentions) {
    const auto unclear =
        std::ranges::find_if(mentions, [](const Mention& mention) { return mention.fits.size() != 1; });
    if (unclear == mentions.end()) return {};
    if (unclear->fits.empty()) return std::format("names “{}”, and nobody here is called so", unclear->words);
    return std::format("names “{}”, and several are called so: write the whole name", unclear->words);
}

}  // namespace office
