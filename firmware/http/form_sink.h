// A form whose files are too large for memory: they go where they are wanted while they come, its fields are kept. One without
// files may come as plain forms do.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "http/server.h"

namespace http {

struct Form_parts {
    /// A file with a name begins; the fields in front of it are those of a form that may be trusted.
    std::function<void(const Pairs& fields, const std::string& file_name)> file_begins;
    std::function<void(std::string_view bytes)> file_bytes;
    std::function<void()> file_ends;
    /// The form is whole.
    std::function<Response(const Pairs& fields)> done;
    /// Who takes it says what is wrong with values that are no text; else such a form is refused.
    bool judges_text = false;
};

/// For a route with `token_in_form`. Unless the head has the csrf token or comes with a bearer token, the field "csrf" must stand
/// in front of the first file. Throws Error{invalid} for what is no form.
BodySink form_sink(const Request& head, Form_parts parts);

}  // namespace http
