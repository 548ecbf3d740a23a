// What the composer asks for beside the text of an e-mail: files of the client, the e-mail that it goes on with.
#pragma once

#include "http/form.h"
#include "pages/clients/composer.h"

namespace pages {

/// The names that parts/composer has for e-mails alone.
void set_mail(Data& data, const storage::Read& read, const http::Request& request, storage::Id client,
              const Draft& draft);
/// What was chosen, beside the fields.
void add_mail(storage::Typed& typed, const http::Pairs& form);

}  // namespace pages
