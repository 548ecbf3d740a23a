#include "office/records/settings.h"

namespace office {

using storage::Settings;

void set_currency(storage::Write& write, std::string_view code) {
    write.doing("edit");
    Settings settings = write.find<Settings>(Settings::only).value_or(Settings{});
    settings.currency = code;
    if (settings.id == 0)
        write.create(settings);
    else
        write.update(settings);
}

}  // namespace office
