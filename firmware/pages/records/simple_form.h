// A form over fields that no record declares: passwords, codes, preferences.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pages/frame/page.h"
#include "pages/records/fields.h"

namespace pages {

/// Texts are in English and are translated when the form is shown.
struct Simple_field {
    std::string_view name, label;
    storage::Control control = storage::Control::text;
    std::string_view autocomplete = "off", hint = {};
    bool required = true;
    std::string_view missing = {};                                  ///< "Enter your password."; of what is required
    std::vector<std::pair<std::string, std::string>> options = {};  ///< of a select: value, label
};

class Simple_form {
  public:
    Simple_form(const Language& language, const std::vector<Simple_field>& fields);
    Simple_form(const Simple_form&) = delete;
    Simple_form& operator=(const Simple_form&) = delete;

    /// What was sent, without passwords: they are never sent back.
    void keep(const http::Pairs& form);
    void set(std::string_view name, std::string_view value);
    /// Every required field that is empty gets a message; what the passwords hold is looked up in `form`.
    void check_required(const http::Pairs& form);
    /// Messages as storage::Errors holds them: "is too long".
    void add_errors(const storage::Errors& errors);
    bool wrong() const { return !values_.errors.empty(); }

    Data fields() const;                ///< a list for parts/field
    void set_errors(Data& data) const;  ///< for parts/error_summary

  private:
    const Language* language_;
    std::vector<storage::Column> columns_;
    std::vector<std::string_view> autocomplete_;
    std::vector<Item> items_;
    Field_values values_;
};

}  // namespace pages
