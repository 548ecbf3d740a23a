// The page with a form over a record's fields.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pages/records/fields.h"
#include "pages/records/kind.h"
#include "pages/records/records.h"

namespace pages {

struct Form {
    std::string title, action, cancel_url, submit;
    std::string back_url, back_label;           ///< "" for none
    std::string hint = {};                      ///< below the title; "" for none
    std::uint64_t revision = 0;                 ///< 0 for a new record
    std::optional<storage::Id> fields_of = {};  ///< what defines the custom fields that it has, 0: nothing yet
    std::string fields = {};                    ///< of the stored record; "" for a new one
    storage::Definitions definitions;
    std::vector<Group> groups;
    Field_values values;
    std::vector<Duplicate> duplicates;
};

http::Response form_page(const Site& site, const http::Request& request, const Form& form, int status = 200);
/// The same, within the page of what the records belong to.
http::Response form_page(const Records& records, const http::Request& request, const Form& form, int status = 200);

/// Groups without what nobody types.
std::vector<Group> form_groups(const storage::Record_type& type, const storage::Definitions& definitions);
std::vector<Item> items_of(const std::vector<Group>& groups);

/// The form of a new record (raw is nullptr) or a stored one, filled from the store. It has the custom fields of a record with the
/// fields `like`, where that is said.
Form open_form(const storage::Read& read, const Language& language, const storage::Record_type& type,
               const storage::Raw* raw, std::string_view like = {});
/// Throws Error{not_found}, or Error{refused} saying why whoever asks may not change it.
storage::Raw get_to_change(const storage::Read& read, const Records& records, const http::Request& request,
                           storage::Id id);
/// Bytes that are no text become "�", so that a page can show them.
std::string displayable(std::string_view typed);
storage::Typed displayable(storage::Typed typed);
/// What was typed stands in the fields.
void keep_typed(Field_values& values, const storage::Typed& typed);
/// What was typed comes back, with what is wrong with it.
http::Response form_again(const Site& site, const http::Request& request, Form form, const storage::Typed& typed,
                          const storage::Error& error);
http::Response form_again(const Records& records, const http::Request& request, Form form, const storage::Typed& typed,
                          const storage::Error& error);

/// Stores what was typed, unless something would be made that nobody chose to make: then Error{invalid} says all that is wrong.
template <class Save>
auto save_chosen(const storage::Read& read, const storage::Record_type& type, const storage::Typed& typed,
                 const http::Pairs& form, Save&& save) {
    storage::Errors implied = implied_names(read, type, typed, form);
    if (implied.empty()) return save();
    try {
        save();
    } catch (const storage::Error& error) {
        if (error.fault() != storage::Fault::invalid) throw;
        implied.insert(error.fields().begin(), error.fields().end());
        throw storage::Error(std::move(implied), error.clashes());
    }
    throw storage::Error(std::move(implied));
}

/// Stores what was typed as a change of the version that was opened. What only others changed since stays theirs. Returns where it
/// can be taken back. Throws as office::save does: Error{stale} when both changed one field.
std::string save_change(const Records& records, const http::Request& request, storage::Id id, storage::Typed typed);

/// 409: both versions, field by field. What was typed is in `typed`; it is posted again to `action`.
http::Response conflict_page(const Records& records, const http::Request& request, storage::Id id,
                             const storage::Typed& typed, const std::string& action);

}  // namespace pages
