// Any bytes as the body of a change through the API: refused, or a record that can be shown.
#include <cstdlib>

#include "api/json.h"
#include "office/records/record_json.h"
#include "storage/scratch.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const storage::Record_type& type = storage::record_type<scratch::Person>();
    try {
        const auto body = api::parse_object({reinterpret_cast<const char*>(data), size});
        storage::Errors errors;
        const storage::Typed typed = api::taken_from(body, type, {}, errors).typed;
        const std::string fields = type.fill(type, {}, typed, true, {}, errors);
        std::string shown;
        office::append_record(shown, {.id = 1, .revision = 1, .fields = fields}, type.show(fields, {}), {});
    } catch (const storage::Error& error) {
        if (error.fault() != storage::Fault::invalid) std::abort();
    }
    return 0;
}
