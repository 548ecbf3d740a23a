// Any bytes are a table or refused with a reason; what is written of them is read back the same.
#include <cstdint>
#include <cstdlib>

#include "exchange/mapping.h"
#include "exchange/tables/table.h"
#include "office/clients/client.h"
#include "storage/error.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace exchange;
    try {
        const Table table(std::string(reinterpret_cast<const char*>(bytes), size));
        guess_mapping(storage::record_type<office::Client>(), {}, table.header());
        samples(table);
        table.each([](std::size_t, const Cells& cells) {
            std::string text;
            append_row(text, cells);
            Cells back;
            if (!Csv_reader(text, {}).next(back) || back.size() != cells.size()) std::abort();
            for (std::size_t i = 0; i < cells.size(); ++i)
                if (unguarded(back[i]) != cells[i]) std::abort();
            return true;
        });
    } catch (const storage::Error& error) {
        if (error.fault() != storage::Fault::invalid) std::abort();
    }
    return 0;
}
