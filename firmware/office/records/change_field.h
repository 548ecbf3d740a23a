// What most verbs do: one field of a record gets another value.
#pragma once

#include "storage/write.h"

namespace office {

/// A value that it has already leaves no trace.
template <auto Member, class Record, class Value>
void change_field(storage::Write& write, storage::Ref<Record> ref, const Value& value) {
    Record record = write.get(ref);
    if (record.*Member == value) return;
    record.*Member = value;
    write.update(record);
}

}  // namespace office
