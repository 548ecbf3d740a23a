// Any bytes are a table or refused with a reason; what is written of them is read back the same, and every row is read as a client's.
#include <cstdint>
#include <cstdlib>

#include "exchange/mapping.h"
#include "exchange/reading.h"
#include "exchange/tables/table.h"
#include "office/clients/client.h"
#include "storage/error.h"

using namespace exchange;

namespace {

void expect_read_back(const Cells& cells) {
    std::string text;
    append_row(text, cells);
    Cells back;
    if (!Csv_reader(text, {}).next(back) || back.size() != cells.size()) std::abort();
    for (std::size_t i = 0; i < cells.size(); ++i)
        if (unguarded(back[i]) != cells[i]) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const auto& type = storage::record_type<office::Client>();
    const storage::Definitions definitions;
    try {
        const Table table(std::string(reinterpret_cast<const char*>(bytes), size));
        const Mapping mapping = guess_mapping(type, definitions, table.header());
        samples(table);
        const Row_reader reader(type, definitions, mapping, table);
        reader.unknown_choices();
        const Evidence evidence = reader.look_through();
        table.each([&](std::size_t, const Cells& cells) {
            expect_read_back(cells);
            reader.read(cells, evidence);
            return true;
        });
    } catch (const storage::Error& error) {
        if (error.fault() != storage::Fault::invalid) std::abort();
    }
    return 0;
}
