// Notes are typed by people, not by writers of Markdown: what they type stays what it is.
#pragma once

#include <string>
#include <string_view>

namespace office {

/// Markdown of what was typed, in which the signs that people mean as they stand act no more:
///   "[14:30]: rang" where a line or an item begins  is no link definition, which would not be shown at all
///   "3. May", "17. June"                           keep their numbers where these do not count up by one
///   5*3*2, __init__, \\server\share, C:\*.pdf      have no emphasis and no escapes
///   http://192.0.2.5:8080/~bee/Ast_(Baum)          is a link up to its end
std::string as_typed(std::string_view text);

/// Markdown of what was typed, in which no sign acts.
std::string without_marks(std::string_view text);

/// How it begins: the first line without its marks, and not too much of it.
std::string first_line(std::string_view text);

}  // namespace office
