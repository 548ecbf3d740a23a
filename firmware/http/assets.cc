// http::assets() itself is written by scripts/toolchain/embed at build time.
#include "http/assets.h"

#include <algorithm>

namespace http {

const Asset* find_asset(std::string_view path) {
    const auto all = assets();
    const auto found = std::ranges::lower_bound(all, path, {}, &Asset::path);
    return found != all.end() && found->path == path ? &*found : nullptr;
}

}  // namespace http
