// Any bytes as a picture: a small one, or a reason why there is none.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "pictures/preview.h"
#include "storage/error.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    for (const auto* type : {"image/jpeg", "image/png"}) {
        std::string_view rest(reinterpret_cast<const char*>(bytes), size);
        const auto read = [&](std::span<char> into) {
            const std::size_t count = rest.copy(into.data(), into.size());
            rest.remove_prefix(count);
            return count;
        };
        try {
            const auto preview = pictures::preview_of(type, read);
            if (preview.small.empty() || preview.large.empty()) std::abort();
        } catch (const storage::Error& error) {
            if (error.fault() != storage::Fault::invalid && error.fault() != storage::Fault::too_large) std::abort();
        }
    }
    return 0;
}
