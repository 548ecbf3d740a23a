// What a search found a record by: the words that were typed, marked where they stand.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pages/frame/page.h"
#include "storage/lists/query.h"
#include "storage/read.h"

namespace pages {

class Typed_words {
  public:
    explicit Typed_words(std::string_view typed);

    /// The text as HTML, with each word in <mark> that begins with a typed one, however it is spelled ("mueller" in
    /// "Müller"); of a number that has the typed digits all of it.
    std::string marked(std::string_view text) const;
    /// Whether every typed word stands in one of the texts.
    bool are_in(const std::vector<std::string>& texts) const;
    /// "Other phone: <mark>+44 20 7946 0000</mark>", as HTML: the first of what is searched of a record in which one stands, not
    /// longer than a line; "" when there is none.
    std::string marked_place(const storage::Read& read, const Language& language, const storage::Record_type& type,
                             std::string_view fields) const;

  private:
    bool is_found(std::string_view run) const;
    bool is_number(std::string_view text) const;

    std::vector<storage::Term> terms_;
    std::string digits_;  ///< the last ones, when a number was typed
};

}  // namespace pages
