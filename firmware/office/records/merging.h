// Two records that are one and the same: what belongs to one of them moves to the other.
#pragma once

#include "storage/types/field.h"
#include "storage/values/ref.h"
#include "storage/write.h"

namespace office {

/// What `kept` has no value of and `gone` has, as it would be typed, references by their ids; where there may be several (tags,
/// many choices), those of both. The parts of an address go together.
storage::Typed missing_values(const storage::Read& read, const storage::Record_type& type, const storage::Raw& kept,
                              const storage::Raw& gone);

/// Everything that refers to `gone` refers to `kept`, which takes the values that it has not, but for guarded ones
/// (kind.h) that whoever asks may not change; `gone` is erased, and a Merger (merger.h) remembers it. Throws
/// Error{refused} when they are one record, or whoever asks may not change both.
void merge_into(storage::Write& write, const storage::Record_type& type, storage::Id gone, storage::Id kept);

/// What the action asks for.
template <class Record> struct Merge_into {
    storage::Ref<Record> into;
    static constexpr auto fields =
        std::tuple{storage::Field{1,
                                  "into",
                                  &Merge_into::into,
                                  {.label = "Merge into", .required = true, .missing = "Choose the one that stays."}}};
};

/// The action of a kind that has nothing of its own to do.
template <class Record> void merge(storage::Write& write, storage::Ref<Record> gone, const Merge_into<Record>& asked) {
    merge_into(write, storage::record_type<Record>(), gone.id, asked.into.id);
}

}  // namespace office
