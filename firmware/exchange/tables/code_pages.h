// Bytes of encodings that came before Unicode.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace exchange {

/// What the bytes from 0x80 on mean.
using Code_page = std::array<char16_t, 128>;
extern const Code_page windows_1250, windows_1251, windows_1252, mac_roman;

/// Two bytes of Shift-JIS; 0 when they are none.
char32_t shift_jis(unsigned char lead, unsigned char trail);

}  // namespace exchange
