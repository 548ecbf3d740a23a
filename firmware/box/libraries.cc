// The rows are written at build time from scripts/toolchain/libraries.tsv and the versions of the packages in use.
#include "box/libraries.h"

namespace box {

std::span<const Library> libraries() {
    static constexpr Library all[] = {
#include "libraries.inc"
    };
    return all;
}

std::string_view version() {
    return
#include "version.inc"
        ;
}

}  // namespace box
