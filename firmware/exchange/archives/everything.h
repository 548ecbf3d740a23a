// All records of the office as JSON, with the files of its documents.
#pragma once

#include <ostream>

#include "exchange/archives/archive.h"

namespace exchange {

/// Of the kinds of the source what its scope shows. Secrets, history and what is internal are not in it: for these there are backups.
Archive everything(const Archive_source& source, storage::Moment now);

/// What the command line does. Throws Error{corrupt} after all that can be read was written, when the file of the records is damaged.
void export_everything(const Archive_source& source, std::ostream& out);

}  // namespace exchange
