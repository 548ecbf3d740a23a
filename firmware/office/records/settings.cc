#include "office/records/settings.h"

namespace office {

using storage::Settings;

namespace {

Settings settings_of(const storage::Read& read) { return read.find<Settings>(Settings::only).value_or(Settings{}); }

void keep(storage::Write& write, Settings settings) {
    write.doing("edit");
    if (settings.id == 0)
        write.create(settings);
    else
        write.update(settings);
}

}  // namespace

void set_currency(storage::Write& write, std::string_view code) {
    Settings settings = settings_of(write);
    settings.currency = code;
    keep(write, std::move(settings));
}

void set_office(storage::Write& write, std::string_view name, std::string_view currency) {
    Settings settings = settings_of(write);
    settings.office = name;
    settings.currency = currency;
    keep(write, std::move(settings));
}

}  // namespace office
