#include "storage/value.h"

#include <iterator>

#include "storage/words.h"

namespace storage {

std::string ordered_text(std::string_view text) {
    constexpr std::size_t longest_key_text = 400;
    std::string key = folded(text);
    if (key.size() > longest_key_text) key.resize(longest_key_text);
    key.push_back('\0');
    return key;
}

namespace {

bool is_seen(Character character) { return character == Character::visible || character == Character::control; }

}  // namespace

std::string_view trimmed(std::string_view text) {
    while (!text.empty()) {
        const Letter first = first_letter(text);
        if (is_seen(first.is)) break;
        text.remove_prefix(first.bytes.size());
    }
    while (!text.empty()) {
        const Letter last = last_letter(text);
        if (is_seen(last.is) || last.is == Character::filler) break;  // a filler belongs to the letter before
        text.remove_suffix(last.bytes.size());
    }
    return text;
}

void append(std::vector<std::string>& words, std::vector<std::string> more) {
    words.insert(words.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

}  // namespace storage
