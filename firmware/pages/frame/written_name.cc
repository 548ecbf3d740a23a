#include "pages/frame/written_name.h"

#include <algorithm>
#include <array>
#include <format>

#include "storage/words.h"

namespace pages {
namespace {

constexpr std::string_view comma = ", ";

struct Block {
    char32_t first, last;
};

/// Han, kana and Hangul, which are written without spaces, with what stands between their blocks.
constexpr std::array east_asian{Block{0x1100, 0x11FF}, Block{0x2E80, 0x9FFF}, Block{0xAC00, 0xD7FF},
                                Block{0xF900, 0xFAFF}, Block{0xFF66, 0xFFDC}, Block{0x20000, 0x3FFFF}};
constexpr std::array arabic{Block{0x0600, 0x06FF}, Block{0x0750, 0x077F}, Block{0x08A0, 0x08FF}, Block{0xFB50, 0xFDFF},
                            Block{0xFE70, 0xFEFF}};

/// Of one character in UTF-8.
char32_t code_point(std::string_view bytes) {
    const auto lead = static_cast<unsigned char>(bytes.front());
    char32_t point = lead < 0x80 ? lead : lead & (0x7FU >> bytes.size());
    for (const char byte : bytes.substr(1)) point = point << 6U | (static_cast<unsigned char>(byte) & 0x3FU);
    return point;
}

bool is_written_in(std::string_view text, const auto& blocks) {
    if (text.empty()) return false;
    while (!text.empty()) {
        const storage::Letter letter = storage::first_letter(text);
        text.remove_prefix(letter.bytes.size());
        if (letter.is != storage::Character::visible) continue;
        const char32_t point = code_point(letter.bytes);
        const auto has_it = [&](const Block& block) { return point >= block.first && point <= block.last; };
        if (std::ranges::none_of(blocks, has_it)) return false;
    }
    return true;
}

}  // namespace

std::string natural_name(std::string_view given, std::string_view family) {
    if (is_written_in(given, east_asian) && is_written_in(family, east_asian))
        return std::format("{}{}", family, given);
    return std::format("{}{}{}", given, given.empty() || family.empty() ? "" : " ", family);
}

std::string in_own_signs(std::string_view name) {
    const auto at = name.find(comma);
    if (at == std::string_view::npos || storage::is_ascii(name)) return std::string(name);
    const std::string_view family = name.substr(0, at), given = name.substr(at + comma.size());
    const auto both_in = [&](const auto& blocks) {
        return is_written_in(family, blocks) && is_written_in(given, blocks);
    };
    if (both_in(east_asian)) return natural_name(given, family);
    return both_in(arabic) ? std::format("{}، {}", family, given) : std::string(name);
}

}  // namespace pages
