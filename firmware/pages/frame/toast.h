// A short message with a fragment, which web/scripts/toasts.js shows; pages bring theirs by a cookie (frame.h).
#pragma once

#include <string>
#include <string_view>

#include "http/request.h"

namespace pages {

enum class Toast_kind : std::uint8_t { success, error };

/// `undo_url` takes back what was done; "" for none.
http::Response with_toast(http::Response response, std::string_view text, Toast_kind kind = Toast_kind::success,
                          std::string_view undo_url = {});

}  // namespace pages
