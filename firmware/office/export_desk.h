// What pages ask of exports. They may not know exchange/, so the appliance puts exchange::Csv_export behind these.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "storage/read.h"

namespace office {

/// Appends the next bytes; false once there are no more.
using Csv_stream = std::function<bool(std::string& next)>;

/// As CSV, the columns with these names; throws Error{not_found} for a name that is no column.
struct Export_desk {
    std::function<Csv_stream(const storage::Record_type&, storage::List, const std::vector<std::string>& columns)> list;
    std::function<Csv_stream(const storage::Record_type&, std::vector<storage::Id>,
                             const std::vector<std::string>& columns)>
        records;
};

}  // namespace office
