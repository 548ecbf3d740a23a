// Any bytes as a record: decoded and used, or told to be damaged.
#include "storage/scratch.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const storage::Record_type& type = storage::record_type<scratch::Person>();
    try {
        const std::string again = storage::encode_fields(storage::decode_fields<scratch::Person>(bytes));
        if (storage::encode_fields(storage::decode_fields<scratch::Person>(again)) != again) std::abort();
        type.show(again, {});
        type.facts(again);
    } catch (const storage::Error&) {
    }
    return 0;
}
