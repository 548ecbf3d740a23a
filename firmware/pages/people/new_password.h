// In place of a password that somebody else made: until one's own is chosen no other page is seen.
#pragma once

#include <string_view>
#include <vector>

#include "http/server.h"
#include "pages/frame/site.h"
#include "pages/records/simple_form.h"

namespace pages {

inline constexpr std::string_view new_password_url = "/account/new-password";

std::vector<http::Route> new_password_routes(const Site& site);

/// A new password, typed twice.
Simple_field new_password_field();
Simple_field new_password_again_field();
void check_typed_twice(Simple_form& form, const http::Pairs& sent);

}  // namespace pages
