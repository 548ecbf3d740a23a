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

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view space = " \t\r\n\f\v";
    const auto begin = text.find_first_not_of(space);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(space) - begin + 1);
}

void append(std::vector<std::string>& words, std::vector<std::string> more) {
    words.insert(words.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

}  // namespace storage
