#include "storage/value.h"

#include <iterator>

#include "storage/digest.h"
#include "storage/words.h"

namespace storage {

namespace {

constexpr std::size_t longest_alike = 300;
constexpr std::size_t longest_identity = 120;
constexpr std::size_t digest_bytes = 16;

std::string alike(std::string folded) {
    if (folded.size() > longest_alike) folded.resize(longest_alike);
    folded.push_back('\0');
    return folded;
}

}  // namespace

std::string ordered_text(std::string_view text) { return ordered_identity(identity_of(text)); }

std::string ordered_identity(std::string_view identity) {
    std::string plain = folded(identity);
    const bool same = plain == identity && plain.size() <= longest_alike;
    std::string key = alike(std::move(plain));
    if (same) return key;
    if (identity.size() <= longest_identity) return key += identity;
    return key += sha256(identity).substr(0, digest_bytes);
}

std::string ordered_alike(std::string_view text) { return alike(folded(identity_of(text))); }

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
