#include "storage/settings.h"

#include <algorithm>

#include "storage/keys.h"
#include "storage/read.h"
#include "storage/types/describe.h"

namespace storage {

namespace {

bool has_amounts_in_records(const Read& read, const Record_type& type) {
    const std::string prefix(1, static_cast<char>(type.kind.number));
    Cursor cursor = read.transaction().cursor(Tree::records);
    for (bool more = cursor.seek(prefix); more && cursor.key().starts_with(prefix); more = cursor.next())
        if (type.has_amounts(unseal(type.kind.number, keys::id_of(cursor.key()), cursor.value()).fields)) return true;
    return false;
}

/// Also what has been erased may be put back.
bool has_amounts_in_journal(const Read& read) {
    bool found = false;
    each_entry_since(read.transaction(), Moment{}, [&](const Entry& entry) {
        const Record_type* type = read.schema().find(entry.kind);
        found = found || (type != nullptr && (type->has_amounts(entry.before) || type->has_amounts(entry.after)));
    });
    return found;
}

bool has_amounts(const Read& read) {
    const auto in_records = [&](const Record_type* type) { return has_amounts_in_records(read, *type); };
    return std::ranges::any_of(read.schema().types(), in_records) || has_amounts_in_journal(read);
}

}  // namespace

void check(const Settings& settings, Errors& errors) {
    const auto known = currency_named(settings.currency);
    if (!known || known->code != settings.currency)
        errors.emplace("currency", "is not the code of a currency (like EUR)");
}

void refuse_other_currency(const Read& read, const Record_type& type, std::optional<std::string_view> before,
                           std::string_view after) {
    if (type.kind.number != Settings::kind.number) return;
    if (!before && read.count(type) > 0) throw Error(Fault::refused, "There are settings already.");
    const std::string wanted = decode_fields<Settings>(after).currency;
    if (before && decode_fields<Settings>(*before).currency == wanted) return;
    const bool two_digits_were_meant = !before && currency_named(wanted)->digits == Currency{}.digits;
    if (!two_digits_were_meant && has_amounts(read))
        throw Error(Errors{{"currency", "cannot be changed any more: there are amounts, which would become others"}});
}

template const Record_type& record_type<Settings>();

}  // namespace storage
