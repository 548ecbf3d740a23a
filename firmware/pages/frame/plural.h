// Which form of a sentence a number takes: the rule that a language's file has in its header, as gettext writes it.
//
//   Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pages {

class Plural {
  public:
    /// As in English: one, or several.
    Plural() = default;
    /// Throws std::runtime_error for what is no such rule, or gives a form that there is not for some number up to 200.
    explicit Plural(std::string_view header);

    std::size_t forms() const { return forms_; }
    std::size_t form_of(std::uint64_t number) const;

  private:
    std::size_t forms_ = 2;
    std::string rule_ = "n != 1";  ///< an expression of C over n
};

}  // namespace pages
