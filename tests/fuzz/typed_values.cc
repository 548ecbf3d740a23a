// Any text in any field of a form: refused, or stored so that what is shown parses to the same again.
#include "storage/scratch.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    const storage::Record_type& type = storage::record_type<scratch::Person>();
    for (const storage::Column& column : type.columns) {
        if (!column.typed()) continue;
        storage::Errors errors;
        const std::string once = type.fill(type, {}, {{column.name, text}}, false, {}, errors);
        storage::Typed shown;
        for (const storage::Row& row : type.show(once, {}))
            if (row.column->name == column.name) shown[column.name] = row.text;
        if (type.fill(type, {}, shown, false, {}, errors) != once && errors.empty()) std::abort();
        type.facts(once);
    }
    return 0;
}
