// That a record was merged into another one of its kind: who asks for it by its number is led to the one that stayed.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "office/records/declare.h"
#include "storage/read.h"

namespace office {

using storage::Any_ref;

/// Made by the merge and gone when that is taken back. When the one that stayed is merged itself, it leads on to where that went.
struct Merger : Stored {
    static constexpr Kind kind{243, "merger", "mergers", "Merge", "Merges", true, true};
    Any_ref into;
    std::int64_t gone = 0;  ///< number of the other one, which was of the same kind

    static constexpr auto fields = std::tuple{
        Field{1,
              "into",
              &Merger::into,
              {.label = "Into", .index = Index::sorted, .parent = true, .gone = Gone::cascade, .read_only = true}},
        Field{2, "gone", &Merger::gone, {.label = "Number", .index = Index::sorted, .read_only = true}},
    };
};

/// The one that was merged into another.
inline storage::Subject merged_away(const Merger& merger) {
    return {merger.into.kind, static_cast<storage::Id>(merger.gone)};
}

/// By which a record went that is not there now; nothing when it is there, or went otherwise.
std::optional<Merger> merger_of(const storage::Read& read, storage::Subject gone);

/// The entry that says how a record went, and what it was; nothing when it never did.
std::optional<storage::Entry> how_it_went(const storage::Read& read, storage::Subject gone);

/// An address with numbers behind the names of kinds, as it is since records in it were merged: "/clients/31/notes" →
/// "/clients/7/notes".
struct Led_on {
    std::string path;
    Merger merger;  ///< of the first of them
};
/// Nothing when none was.
std::optional<Led_on> led_on(const storage::Read& read, std::string_view path);

}  // namespace office
