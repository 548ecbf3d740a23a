// QR codes (ISO/IEC 18004) for pages: a picture made of one path, which prints and needs no script.
#pragma once

#include <string>
#include <string_view>

namespace pages {

struct Qr_code {
    std::string box;   ///< viewBox of the picture, with the quiet zone of four modules
    std::string path;  ///< the dark modules
};

/// Throws Error{invalid} for "" when the text is too long for one: about 2,300 bytes.
Qr_code qr_code(std::string_view text);

}  // namespace pages
