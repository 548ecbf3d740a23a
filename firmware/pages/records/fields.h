// Forms over declared fields: what a field's control needs (web/pages/parts/field), and what a form sent back.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "office/records/sentence.h"
#include "pages/frame/page.h"
#include "pages/records/kind.h"
#include "pages/records/layout.h"
#include "storage/error.h"
#include "storage/read.h"

namespace pages {

/// A link beside a message: the record that has the value already.
struct Holder {
    std::string name, url;
};

/// All that the fields of one form hold.
struct Field_values {
    storage::Typed typed = {};                                ///< by column name, as typed or as stored
    storage::Errors errors = {};                              ///< in English, as they came
    std::map<std::string, Holder, std::less<>> holders = {};  ///< by column name
    std::map<std::string, std::vector<std::string>, std::less<>> suggestions = {};
    storage::Currency currency = {};  ///< of amounts
    /// What is worked out from what was typed, as it is read: "lines.3.total", "total". "" where something is wrong.
    std::map<std::string, std::string, std::less<>> figures = {};
    std::map<std::string, std::string, std::less<>> figure_labels = {};  ///< of those of the whole record
    std::set<std::string, std::less<>> always_chosen = {};               ///< selects that offer no empty choice
    std::vector<Asked_field> asked = {};                                 ///< those that depend on a choice
    std::string focused = {};                                            ///< the one in which typing begins
    /// By column name: what was typed is the name of nothing yet. True: it was chosen to be made.
    std::map<std::string, bool, std::less<>> new_names = {};
};

/// What a name is refused with that would have to be made first, and was not chosen to be.
inline constexpr std::string_view not_there_yet = "is not there yet";
/// "new.company" of a form says the name of the company that is to be made.
bool is_to_be_made(const http::Pairs& form, const std::string& field, std::string_view name);
/// Names in pickers that are not there yet and that nobody chose to make.
storage::Errors implied_names(const storage::Read& read, const storage::Record_type& type, const storage::Typed& typed,
                              const http::Pairs& form);

/// A yes/no field that may also be unanswered, as those of the office may, is a choice; another is a box.
bool is_box(const storage::Column& column);
/// A picker in which a name that is not there yet can be made.
bool may_be_made(const storage::Column& column);

/// What was sent for these items. A box that is not ticked sends nothing, which means no.
storage::Typed typed_of(const http::Pairs& form, const std::vector<Item>& items);
/// Number of the version that the form was made from; 0 for a new record.
std::uint64_t revision_of(const http::Pairs& form);

/// Texts of a stored record (nullptr: of a new one) as people type them: names instead of ids, numbers as in their language;
/// suggestions for references.
Field_values stored_values(const storage::Read& read, const Language& language, const storage::Record_type& type,
                           const storage::Raw* raw, const storage::Definitions& definitions);
std::string typed_text(const storage::Read& read, const Language& language, const storage::Column& column,
                       const std::string& stored);
/// For fields of no record: nothing typed yet, suggestions for references.
Field_values empty_values(const storage::Read& read, std::span<const storage::Column> columns);
/// Errors that came from saving, and who holds what must be unique.
void add_errors(Field_values& values, const storage::Read& read, const Language& language, const storage::Error& error);

Data field_data(const Language& language, const Item& item, const Field_values& values);
/// For parts/error_summary.
void set_error_summary(Data& data, const Language& language, const std::vector<Item>& items,
                       const Field_values& values);

/// Where a picker asks for suggestions: "/companies/options".
std::string options_url(std::uint8_t kind);
/// "f-billing_address-city"
std::string field_id(std::string_view name);
std::string label_of(const Language& language, const Item& item);
std::string label_of(const Language& language, const storage::Column& column);
/// For what makes sentences without knowing languages; `language` must outlive it.
office::Say saying(const Language& language);
/// What is wrong with a field, as a sentence: “Phone” is not a phone number. `name` is the column's, or of a field in a row.
std::string sentence_of(const Language& language, const storage::Column& column, std::string_view name,
                        std::string_view what);
/// The same of something that is no column.
std::string sentence_of(const Language& language, std::string_view name, std::string_view what);

}  // namespace pages
