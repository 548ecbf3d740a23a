// The languages that the program speaks: English, which is in the code, and one for every languages/<code>.po.
//
// A pseudo language "qps" needs no file: it puts ⟦…⟧ around every text that is translated, so that what is not marked for
// translation can be seen and tested. It is spoken only when asked for by that name.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "pages/frame/page.h"
#include "pages/frame/plural.h"
#include "pages/frame/po.h"

namespace pages {

inline constexpr std::string_view pseudo_language = "qps";
/// The same from right to left, so that this can be seen and tested before there is such a language.
inline constexpr std::string_view mirrored_language = "qps-plocm";

struct Languages {
    struct One {
        Language language;
        std::string code, name;
        Words words;
        storage::Number_style numbers;
        storage::Money_style money;
        storage::Style typed;  ///< numbers and days
        Plural plural;
        bool from_the_right = false;
        bool is_pseudo() const { return code == pseudo_language || code == mirrored_language; }
    };

    /// Made at the first call. Throws std::runtime_error when a .po file cannot be read.
    static const Languages& all();

    const One& at(const Language& language) const { return ones[language.number_]; }
    /// "de-AT" finds "de"; nullptr when there is none.
    const One* find(std::string_view code) const;
    /// By an Accept-Language header (RFC 9110, 12.5.4): the first of the greatest weight that we speak, else English.
    const One& preferred(std::string_view accept_language) const;

    std::deque<One> ones;  ///< English, those with a file by code, the pseudo languages

  private:
    Languages();
    One& add(std::string_view code, Words words);
};

/// A text in every language but English, in the order of their codes.
std::vector<std::string> said_in_other_languages(std::string_view english);

}  // namespace pages
