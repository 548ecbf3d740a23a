// What was typed, as it was meant: white space of every kind, and characters that nobody sees.
//
// They come with what is pasted: a ZERO WIDTH SPACE behind an address lets every mail to it bounce, though it looks right.
#pragma once

#include <string>
#include <string_view>

namespace storage {

/// One line: each run of white space is one space, and there is none at the ends. Controls and format characters are gone, but
/// for joiners inside a word that needs them. Only LF and CR inside stay: two lines are not one.
std::string clean_line(std::string_view typed);

/// Several lines, whichever system they come from: each ends with LF.
std::string clean_lines(std::string_view typed);

/// Of e-mail, telephone and web: as a line, but without any joiner. A control inside stays, to be refused.
std::string clean_address(std::string_view typed);

/// Wide signs of East Asian keyboards as those that addresses have (RFC 8265 § 3.3.2): "ann＠example。jp" is "ann@example.jp".
std::string narrowed(std::string_view text);

/// Digits of other scripts as those that telephones have: "٠١٢" is "012".
std::string with_plain_digits(std::string_view text);

}  // namespace storage
