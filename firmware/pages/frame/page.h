// The door to Mustache: a template's name and its data in, HTML out.
//
// Templates are parsed once for each language, when they are first asked for, and filled in by template.h: the library makes an
// object of every space between words, which was a third of a profile's time. Traps of its data, dealt with here or by `text()`:
// "" counts as true, a name that is not set is looked up outward.
// What it costs: see README.md. Rows go into a list by append() of view.h; push_back() copies them deeply.
#pragma once

#include <initializer_list>
#include <kainjow/mustache.hpp>
#include <string>
#include <string_view>

#include "http/request.h"
#include "pages/frame/site.h"
#include "storage/values/date_style.h"
#include "storage/values/number_style.h"

namespace pages {

using Data = kainjow::mustache::data;

/// A list to push rows into, an object to set names in.
Data list();
Data object();
/// A text for a template: false when it is empty.
Data text(std::string_view value);

/// The words of one language. `say("Save")` is "Speichern" for German; English is the key.
class Language {
  public:
    /// The best one for a request: the caller's, else the browser's, else English.
    static const Language& of(const http::Request& request);
    /// The one of that code ("de"), or English.
    static const Language& named(std::string_view code);
    /// Those to choose from, English first.
    static std::vector<const Language*> all();

    std::string say(std::string_view english) const;
    /// The same with every "{}" replaced by the next value, every "{2}" by the second: say("{} of {}", {"3", "7"}).
    std::string say(std::string_view english, std::initializer_list<std::string_view> values) const;
    /// One of two sentences by a number, or one of as many as the language has: say(3, "1 change", "{} changes"). The first value
    /// is the number as it is to be read; without values it is written as usual.
    std::string say(std::uint64_t number, std::string_view one, std::string_view several,
                    std::initializer_list<std::string_view> values = {}) const;
    /// A message about what was typed, whose numbers are its own: "could be 1200 or 1.20: type one of them".
    std::string say_with_numbers(std::string_view english) const;

    std::string_view code() const;       ///< "de"
    std::string_view name() const;       ///< "Deutsch"
    std::string_view direction() const;  ///< "ltr" or "rtl"
    const storage::Number_style& numbers() const;
    const storage::Money_style& money() const;
    /// How people of the language type numbers and days, and when their weeks begin.
    storage::Style style() const;

  private:
    friend struct Templates;
    friend struct Languages;
    std::size_t number_ = 0;
};

/// A whole page: adds what the frame needs (navigation, user, csrf, assets, theme, toasts) to `data`.
http::Response page(const Site& site, const http::Request& request, std::string_view name, Data data, int status = 200);

/// A part of a page, for htmx.
http::Response fragment(const http::Request& request, std::string_view name, Data data, int status = 200);

/// 303 to `url`, where the page shows `message` (already said in the caller's language) once; `undo_url` is where a POST
/// takes back what was done.
http::Response done(const http::Request& request, std::string url, std::string_view message,
                    std::string_view undo_url = {});
/// The same where nothing was done, for it fits no more: `why` stays until it was read.
http::Response not_done(const http::Request& request, std::string url, std::string_view why);

}  // namespace pages
