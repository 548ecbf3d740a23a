#include "exchange/sample.h"

#include <algorithm>
#include <array>

#include "exchange/mapping.h"
#include "exchange/tables/csv.h"
#include "exchange/tables/encoding.h"
#include "office/records/names.h"

namespace exchange {

namespace {

using storage::Column;
using storage::Control;

struct Example {
    std::string_view of, value;
};

constexpr std::array texts{
    Example{"first_name", "Ana"},
    Example{"last_name", "Ruiz"},
    Example{"name", "Ana Ruiz"},
    Example{"street", "1 High Street"},
    Example{"postcode", "53111"},
    Example{"city", "Bonn"},
    Example{"country", "Germany"},
    Example{"reference", "C-1001"},
    Example{"position", "Bookkeeper"},
    Example{"text", "Call back on Monday"},
    Example{"description", "Came by on a Monday"},
};

std::string_view text_for(const Column& column) {
    const std::string_view last = std::string_view(column.name).substr(column.name.rfind('.') + 1);
    const auto* const at = std::ranges::find(texts, last, &Example::of);
    if (at != texts.end()) return at->value;
    return column.attributes.required ? std::string_view(column.label) : std::string_view{};
}

std::string first_of(const storage::Read& read, const Column& column) {
    if (!column.attributes.required || column.refers_to == 0) return {};
    const storage::Record_type& type = read.schema().type(column.refers_to);
    const auto ids = read.select(type, {.tag = storage::index_tag::created, .limit = 1}).ids;
    return ids.empty() ? std::string{} : office::names_of(read, {&column, std::to_string(ids.front())});
}

std::string value_for(const storage::Read& read, const Column& column) {
    switch (column.control) {
    case Control::text:
    case Control::textarea: return std::string(text_for(column));
    case Control::email: return "ana.ruiz@example.org";
    case Control::tel: return "+49 228 123456";
    case Control::url: return "https://example.org";
    case Control::number:
    case Control::percent: return "12";
    case Control::money: return "1200";
    case Control::date: return "2026-03-31";
    case Control::checkbox: return "yes";
    case Control::stars: return "4";
    case Control::select: return column.options.front().key;
    case Control::multi: return column.options.front().key;
    case Control::picker:
    case Control::tags: return first_of(read, column);
    case Control::moment: return "2026-03-31T09:30:00Z";
    case Control::duration: return "1:30";
    case Control::time: return "14:05";
    case Control::position: return "48.137, 11.575";
    case Control::password:
    case Control::rows:
    case Control::record:
    case Control::file: break;
    }
    return {};
}

}  // namespace

std::string sample_file(const storage::Read& read, const storage::Record_type& type,
                        const std::function<std::string(const Column&)>& title_of) {
    const auto definitions = read.definitions(type);
    Cells header;
    Cells row;
    const Column* definer = type.definer();
    const std::string kind = definer == nullptr ? std::string{} : first_of(read, *definer);
    for (const Column* column : targets(type, definitions)) {
        if (column->defined_by != 0 && read.name(definer->refers_to, column->defined_by) != kind) continue;
        header.push_back(title_of(*column));
        row.push_back(value_for(read, *column));
    }
    std::string file(byte_order_mark);
    append_row(file, header);
    append_row(file, row);
    return file;
}

}  // namespace exchange
