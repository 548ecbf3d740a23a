// The rows of actions, from functions over records of one kind. Included by the files that describe kinds alone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "office/records/action.h"
#include "storage/types/columns.h"
#include "storage/types/filling.h"

namespace office {

namespace actions {

template <class Asked> std::vector<storage::Column> columns() {
    std::vector<storage::Column> columns;
    storage::declared::add_columns<Asked>(columns, {});
    return columns;
}

template <class Asked> Asked filled(const storage::Typed& typed, const storage::Currency& currency) {
    static const std::vector<storage::Column> all = columns<Asked>();
    Asked asked;
    storage::Errors errors;
    const storage::Column* column = all.data();
    const storage::Definitions no_custom_fields{.columns = {}, .figures = {}, .currency = currency};
    storage::declared::fill_members(asked, column, "", {typed, true, no_custom_fields, errors, 1});
    if (!errors.empty()) throw storage::Error(std::move(errors));
    return asked;
}

}  // namespace actions

/// The row of `verb(Write&, Ref<Record>)`, which may be done when `why_not(Record)` is "".
template <class Record, void (*verb)(storage::Write&, storage::Ref<Record>),
          std::string_view (*why_not)(const storage::Read&, const Record&)>
constexpr Action action_of(std::string_view name, std::string_view label, std::string_view said, Right right,
                           Action::Offer offered = Action::everywhere) {
    return {.name = name,
            .label = label,
            .said = said,
            .right = right,
            .offered = offered,
            .why_not =
                [](const storage::Read& read, const storage::Raw& raw) {
                    return std::string(why_not(read, storage::Read::typed<Record>(raw)));
                },
            .act = [](storage::Write& write, const storage::Raw& raw,
                      const storage::Typed&) { verb(write, storage::Ref<Record>{raw.id}); }};
}

/// The row of `verb(Write&, Ref<Record>, const Asked&)`; Asked is declared with fields, as a part of a record is.
/// It may be done when `why_not(Read, Record, Asked)`, if there is one, is ""; it is offered when `why_not_offered(Read, Record)` is.
template <class Record, class Asked, void (*verb)(storage::Write&, storage::Ref<Record>, const Asked&),
          std::string_view (*why_not)(const storage::Read&, const Record&, const Asked&) = nullptr,
          std::string_view (*why_not_offered)(const storage::Read&, const Record&) = nullptr>
constexpr Action asking_action(std::string_view name, std::string_view label, std::string_view said, Right right,
                               Action::Offer offered = Action::everywhere) {
    Action action{.name = name,
                  .label = label,
                  .said = said,
                  .right = right,
                  .offered = offered,
                  .asks = &actions::columns<Asked>,
                  .act = [](storage::Write& write, const storage::Raw& raw, const storage::Typed& typed) {
                      verb(write, storage::Ref<Record>{raw.id}, actions::filled<Asked>(typed, write.currency()));
                  }};
    if constexpr (why_not_offered != nullptr)
        action.why_not = [](const storage::Read& read, const storage::Raw& raw) {
            return std::string(why_not_offered(read, storage::Read::typed<Record>(raw)));
        };
    if constexpr (why_not != nullptr)
        action.why_not_so = [](const storage::Read& read, const storage::Raw& raw, const storage::Typed& typed) {
            return std::string(
                why_not(read, storage::Read::typed<Record>(raw), actions::filled<Asked>(typed, read.currency())));
        };
    return action;
}

}  // namespace office
