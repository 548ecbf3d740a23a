#include "pages/people/qr_code.h"

#include <qrcodegen/qrcodegen.h>

#include <array>
#include <format>

#include "storage/error.h"

namespace pages {

namespace {

constexpr int quiet_zone = 4;
using Modules = std::array<std::uint8_t, qrcodegen_BUFFER_LEN_MAX>;

/// A run of dark modules in one row, from `from` up to `to`.
std::string run(int row, int from, int to) { return std::format("M{} {}h{}v1h-{}z", from, row, to - from, to - from); }

std::string path_of(const Modules& code) {
    const int size = qrcodegen_getSize(code.data());
    std::string path;
    for (int row = 0; row < size; ++row)
        for (int from = 0; from < size; ++from) {
            int to = from;
            while (to < size && qrcodegen_getModule(code.data(), to, row)) ++to;
            if (to > from) path += run(row, from, to);
            from = to;
        }
    return path;
}

}  // namespace

Qr_code qr_code(std::string_view text) {
    Modules code{}, scratch{};
    const std::string whole(text);
    if (!qrcodegen_encodeText(whole.c_str(), scratch.data(), code.data(), qrcodegen_Ecc_MEDIUM, qrcodegen_VERSION_MIN,
                              qrcodegen_VERSION_MAX, qrcodegen_Mask_AUTO, true))
        throw storage::Error(storage::Errors{{"", "This is too long for a picture."}});
    const int side = qrcodegen_getSize(code.data()) + 2 * quiet_zone;
    return {std::format("-{} -{} {} {}", quiet_zone, quiet_zone, side, side), path_of(code)};
}

}  // namespace pages
