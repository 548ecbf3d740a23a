// The one way in which typed text becomes a stored record: pages, the JSON API and imports all come through here, so
// that the office's rules (rules.h) hold everywhere.
#pragma once

#include <string>
#include <vector>

#include "office/records/names.h"
#include "office/records/rules.h"
#include "storage/store.h"
#include "storage/values/date_style.h"

namespace office {

/// How references were typed.
enum class References : std::uint8_t {
    ids,    ///< "7", "3,9": the JSON API
    names,  ///< "Acme", "VIP, Lead": forms and CSV; a company or tag that is not there yet is made (see names.h)
};

/// Stores what was typed as a new record (id 0) or as a change of one; fields that are not in `typed` stay.
/// `style` is how people of the language write numbers and days (plain.h); without a decimal sign a program wrote them.
/// Throws Error{invalid} with a message for each field, Error{stale} when `revision` is not the stored one,
/// Error{refused} when a rule of the office forbids it.
storage::Raw save(storage::Write& write, const storage::Record_type& type, storage::Id id, std::uint64_t revision,
                  const storage::Typed& typed, References references, const storage::Style& style = {});

/// Fields that a new record has before anything is typed into it.
std::string begun(const storage::Read& read, const storage::Record_type& type);

/// A new record of which a verb has set what nobody types: `begun` are its fields so far.
storage::Raw finish(storage::Write& write, const storage::Record_type& type, std::string_view begun,
                    const storage::Typed& typed, References references, const storage::Style& style = {});

/// The same for many records in one transaction: custom fields are read once, and names that were looked up stay known.
/// Nobody else may erase companies, tags or users, or change custom fields, in the transaction while it lives.
/// A save() that throws leaves nothing behind, so an import can go on with the next row.
class Saver {
  public:
    Saver(storage::Write& write, const storage::Record_type& type);
    storage::Raw save(storage::Id id, std::uint64_t revision, const storage::Typed& typed, References references,
                      const storage::Style& style = {});
    storage::Raw finish(std::string_view begun, const storage::Typed& typed, References references,
                        const storage::Style& style = {});

  private:
    std::string filled(const storage::Raw* stored, std::string_view before, const storage::Typed& typed,
                       References references, const storage::Style& style);
    void refuse_wrong(storage::Id id, const std::string& fields, storage::Errors errors) const;
    storage::Error told(const storage::Error& error) const;
    storage::Raw telling(auto&& change) const;
    storage::Id make(const Names::Missing& missing) const;
    std::string with_made(const std::string& fields, const std::vector<Names::Missing>& missing,
                          const storage::Typed& typed);

    void keep_as_shown(const storage::Raw& stored, storage::Typed& typed) const;
    void refuse_guarded(const storage::Raw& stored, const std::string& fields, storage::Errors& errors) const;
    void refuse_unfit(const storage::Raw* stored, const std::string& fields, storage::Errors& errors) const;

    storage::Write* write_;
    const storage::Record_type* type_;
    const Rules* rules_;
    bool may_change_guarded_;
    storage::Scope scope_;
    storage::Read seen_;  ///< by whoever makes the change
    storage::Definitions definitions_;
    Names names_;
};

/// Erases a record and what goes with it. Throws Error{refused} when a rule forbids it, Error{not_found} when whoever makes
/// the change does not see it.
void erase(storage::Write& write, const storage::Record_type& type, storage::Id id);

}  // namespace office
