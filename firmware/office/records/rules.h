// The rules of the office beyond what a record type declares and its check() judges: those that need to see other
// records, or who is asking. A record type has them by having these functions beside it:
//
//   judge(Write&, const Record* before, Record&, Errors&)   judges what is about to be stored and completes it; before is
//                                                           null for a new one
//   follow(Write&, const Record&)                           does to other records what follows from this one
//   before_erase(Write&, const Record&)                     throws Error{refused} when it has to stay; takes out what
//                                                           erasing does not take along by itself
//   join(Write&, Record, Subject gone)                      does what else follows when what it belonged to is merged into
//                                                           another, to which it belongs already
//
// save.h applies them.
#pragma once

#include <optional>

#include "storage/write.h"

namespace office {

struct Rules {
    void (*apply)(storage::Write&, const storage::Raw* stored, std::string& fields, storage::Errors&) = nullptr;
    void (*follow)(storage::Write&, const storage::Raw& saved) = nullptr;
    void (*prepare_erase)(storage::Write&, const storage::Raw& stored) = nullptr;
    void (*joined)(storage::Write&, const storage::Raw& stored, storage::Subject gone) = nullptr;
};

/// Of a kind whose records only verbs make and change.
void never_typed(storage::Write&, const storage::Raw*, std::string&, storage::Errors&);

namespace rules {

template <class Record>
void judge_with(auto&& judge, storage::Write& write, const storage::Raw* stored, std::string& fields,
                storage::Errors& errors) {
    std::optional<Record> before;
    if (stored != nullptr) before = storage::Read::typed<Record>(*stored);
    Record record = storage::decode_fields<Record>(fields);
    if (before) record.id = before->id;
    judge(write, before ? &*before : nullptr, record, errors);
    fields = encode_fields(record);
}

template <class Record>
void apply(storage::Write& write, const storage::Raw* stored, std::string& fields, storage::Errors& errors) {
    const auto judge_it = [](storage::Write& to, const Record* before, Record& record, storage::Errors& wrong) {
        judge(to, before, record, wrong);
    };
    judge_with<Record>(judge_it, write, stored, fields, errors);
}

template <class Record> void follow_up(storage::Write& write, const storage::Raw& saved) {
    follow(write, storage::Read::typed<Record>(saved));
}

template <class Record> void prepare(storage::Write& write, const storage::Raw& stored) {
    before_erase(write, storage::Read::typed<Record>(stored));
}

template <class Record> void follow_join(storage::Write& write, const storage::Raw& stored, storage::Subject gone) {
    join(write, storage::Read::typed<Record>(stored), gone);
}

}  // namespace rules

/// Of the functions above those that the record type has.
template <class Record> constexpr Rules rules_of() {
    Rules found;
    if constexpr (requires(storage::Write& write, Record& record, storage::Errors& errors) {
                      judge(write, static_cast<const Record*>(nullptr), record, errors);
                  })
        found.apply = &rules::apply<Record>;
    if constexpr (requires(storage::Write& write, const Record& record) { follow(write, record); })
        found.follow = &rules::follow_up<Record>;
    if constexpr (requires(storage::Write& write, const Record& record) { before_erase(write, record); })
        found.prepare_erase = &rules::prepare<Record>;
    if constexpr (requires(storage::Write& write, const Record& record, storage::Subject gone) {
                      join(write, record, gone);
                  })
        found.joined = &rules::follow_join<Record>;
    return found;
}

}  // namespace office
