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

bool is_seen(Character character) { return character == Character::visible || character == Character::control; }

}  // namespace

std::string ordered_text(std::string_view text) { return ordered_identity(identity_of(text)); }

std::string ordered_identity(std::string_view identity) {
    std::string plain = sorted_form(identity);
    const bool same = plain == identity && plain.size() <= longest_alike;
    std::string key = alike(std::move(plain));
    if (same) return key;
    if (identity.size() <= longest_identity) return key += identity;
    return key += sha256(identity).substr(0, digest_bytes);
}

std::string ordered_alike(std::string_view text) { return alike(sorted_form(identity_of(text))); }

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
