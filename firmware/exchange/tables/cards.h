// Contact cards as a table: a row for each card, in columns that are called so that their fields are guessed.
//
// What is preferred comes first: the first numbers, address and postal address get columns of their own, the others stand together
// with what they are called ("Home: +49 …, Fax: …"), and so does every property that nobody knows. Pictures, sounds and keys are
// named and left out.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "exchange/tables/encoding.h"

namespace exchange {

/// CSV in UTF-8 whose first row names the columns; reads the text twice, and calls `told` now and then. Throws Error{invalid} when it
/// would take more than so many bytes or rows.
std::string table_of_cards(std::string_view text, Encoding encoding, std::size_t most_bytes, std::size_t most_rows,
                           const std::function<void()>& told);

}  // namespace exchange
