// Any bytes are a table or refused with a reason; what is written of them is read back the same, and every row is read as a client's.
#include <cstdint>
#include <cstdlib>
#include <map>

#include "exchange/mapping.h"
#include "exchange/reading.h"
#include "exchange/tables/table.h"
#include "office/clients/client.h"
#include "storage/error.h"

using namespace exchange;

namespace {

/// Remembered, since guessing takes longer than all the rest and most inputs have the header of another.
const Mapping& mapping_of(const Cells& header) {
    static std::map<Cells, Mapping> known;
    if (known.size() > 10'000) known.clear();
    const auto [at, is_new] = known.try_emplace(header);
    if (is_new) at->second = guess_mapping(storage::record_type<office::Client>(), {}, header);
    return at->second;
}

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
        const Mapping& mapping = mapping_of(table.header());
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
