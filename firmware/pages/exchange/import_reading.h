// How the file of an import is read, in the mapping step: what was found out, and what somebody chose instead.
#pragma once

#include "exchange/report.h"
#include "pages/frame/page.h"

namespace pages {

/// Sets what parts/import_reading needs.
void set_reading(Data& data, const Language& language, const exchange::Import_reading& reading);

/// What was chosen in it; what the form does not have stays as it is.
exchange::Format format_from(const http::Pairs& form, exchange::Format format);

/// Whether the cells are others, so that columns have to be looked at again.
bool cuts_otherwise(const exchange::Format& one, const exchange::Format& other);

}  // namespace pages
