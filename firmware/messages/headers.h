// Header fields of a message (RFC 5322, RFC 2047, RFC 2231), from what people typed. What would begin another line is refused here
// too, wherever it comes from: storage::Error{invalid}.
#pragma once

#include <string>
#include <string_view>

#include "storage/values/date.h"

namespace messages {

/// Text as ASCII, in encoded words where it needs them, each on a line of its own.
std::string header_text(std::string_view text);
/// "Müller, Ana" <ana@xn--mller-kva.example>
std::string header_address(std::string_view name, std::string_view address);
/// Its host in ASCII; the part before stays, which needs a server that knows SMTPUTF8 where it is not ASCII.
std::string wire_address(std::string_view address);
/// attachment; filename*=UTF-8''Angebot%20M%C3%A4rz.pdf
std::string header_disposition(std::string_view file_name);
/// Sat, 28 Nov 2026 07:40:16 +0000
std::string header_date(storage::Moment moment);

}  // namespace messages
