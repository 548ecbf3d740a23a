// Records come back from an export as they were, with what verbs set of them.
#pragma once

#include "office/records/names.h"
#include "storage/write.h"

namespace office {

/// By what a record was known where it was exported.
struct Known_as {
    storage::Id id;
    storage::Moment created;
};

/// For many records in one transaction, as Saver (save.h). What judges and follows a change was done before they were exported, so
/// here only what the kind itself wants must hold, and what must hold among others (among.h).
class Restorer {
  public:
    /// The columns of the type say what may be typed; it must outlive this.
    Restorer(storage::Write& write, const storage::Record_type& type);

    /// Puts a record back under its number and as old as it was, or says anew what one says that is there. `begun` are the fields of a
    /// new one before anything is typed. Throws as Saver::save().
    storage::Raw restore(const Known_as& known, std::string_view begun, const storage::Typed& typed);

  private:
    std::string filled(std::string_view before, bool is_new, const storage::Typed& typed);
    void make(const std::vector<Names::Missing>& missing);

    storage::Write* write_;
    const storage::Record_type* type_;
    storage::Definitions definitions_;
    Names names_;
};

}  // namespace office
