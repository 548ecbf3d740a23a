// Any bytes behind the beginning of a contact card are a table or refused with a reason, and every card is read as a client's row.
#include <cstdint>
#include <cstdlib>
#include <map>
#include <string>

#include "exchange/mapping.h"
#include "exchange/reading.h"
#include "exchange/tables/card.h"
#include "exchange/tables/table.h"
#include "office/clients/client.h"
#include "storage/error.h"
#include "storage/value.h"

using namespace exchange;

namespace {

void expect_within_limits(std::string_view text, Encoding encoding) {
    Card_reader reader(text, encoding);
    for (Card card; reader.next(card);) {
        if (card.properties.size() > Card_reader::most_properties) std::abort();
        for (const Card_property& property : card.properties)
            if (!storage::is_text(property.value) || (property.is_binary && !property.value.empty())) std::abort();
    }
}

/// Guessed once: each input has some of the same columns.
std::string field_called(const std::string& title) {
    const auto mapping = guess_mapping(storage::record_type<office::Client>(), {}, Cells{title});
    return mapping.front();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string text = "BEGIN:VCARD\r\n" + std::string(reinterpret_cast<const char*>(bytes), size);
    const auto& type = storage::record_type<office::Client>();
    const storage::Definitions definitions;
    static std::map<std::string, std::string> fields;
    for (const Encoding encoding : {Encoding::utf_8, Encoding::windows_1252, Encoding::shift_jis})
        expect_within_limits(text, encoding);
    try {
        const Table table(text);
        Mapping mapping;
        for (const std::string& title : table.header()) {
            const auto [at, is_new] = fields.try_emplace(title);
            if (is_new) at->second = field_called(title);
            mapping.push_back(at->second);
        }
        const Row_reader reader(type, definitions, mapping, table);
        const Evidence evidence = reader.look_through();
        table.each([&](std::size_t, const Cells& cells) {
            reader.read(cells, evidence);
            return true;
        });
    } catch (const storage::Error& error) {
        if (error.fault() != storage::Fault::invalid) std::abort();
    }
    return 0;
}
