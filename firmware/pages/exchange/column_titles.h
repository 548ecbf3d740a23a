// What columns of files are called on pages.
#pragma once

#include <string>

#include "pages/frame/page.h"
#include "storage/types/column.h"

namespace pages {

/// "Billing address: City" in the person's language; an import knows it again (exchange/mapping.h).
std::string title_of(const Language& language, const storage::Column& column);

}  // namespace pages
