// What the office knows of a kind of record beyond its declaration: one row, in the kinds.cc of its area. Nothing else in
// the program asks which kind a record is of.
#pragma once

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "office/records/action.h"
#include "office/records/rules.h"
#include "storage/types/record_type.h"

namespace office {

/// How people name a record where another one refers to it.
struct Naming {
    std::array<std::string_view, 2> columns{"name", ""};  ///< indexed ones that are looked into, in this order
    std::string_view separator = ";";                     ///< between several; names of people have commas
    bool made = false;                                    ///< one that is not there yet is made on the spot
    const char* unknown = "is not there";
    /// Whether it is suggested, and may be chosen where it was not before; null: each one.
    bool (*may_choose)(const storage::Read&, storage::Id) = nullptr;
    const char* unfit = "cannot be chosen";  ///< why not
};

struct Viewer;  // people/viewer.h

/// How rows of files come in all the same when something is missing or too long (exchange/judge.h).
struct Incoming {
    /// Fields of which one is enough to know which it is; none: rows that lack something are refused.
    std::span<const std::string_view> telling = {};
    /// Fields of a new record that may lack what is required.
    std::string (*incomplete)(const storage::Read& read) = nullptr;
    /// Where text goes that is longer than its field; null: it is cut off.
    void (*add_note)(storage::Write& write, storage::Id id, const std::string& text) = nullptr;
};

/// Fields of a record that is there, which only those with a right change; others ask them to.
struct Guarded {
    std::span<const std::string_view> fields = {};
    Right right{};
    const char* why = "";  ///< what others are told of such a field
    bool has(std::string_view column) const { return std::ranges::contains(fields, column); }
};

struct Kind_row {
    const storage::Record_type* type;
    Kind_rights rights;
    Naming naming = {};
    Rules rules = {};
    std::span<const Action> actions = {};
    Incoming incoming = {};
    /// Which of them somebody sees; null: those who work in the office all, clients none.
    storage::Visible (*sees)(const storage::Read& whole, const Viewer& viewer) = nullptr;
    /// Those that are somebody's own work: all that is seen by whoever sees only that (people/own_work.h); null: none are.
    std::vector<storage::Id> (*own)(const storage::Read& whole, storage::Id person) = nullptr;
    /// Why somebody with the right to change such records may not change or erase this one; null: they may change all.
    std::string_view (*why_not_change)(const storage::Raw& raw, const Viewer& viewer) = nullptr;
    Guarded guarded = {};
    /// Fields that a new record has before anything is typed; null: none.
    std::string (*begun)(const storage::Read& read) = nullptr;
    bool undone = true;         ///< what was done to its records can be taken back
    bool undone_whole = false;  ///< with everything that was done along with it, or not at all
};

/// In the order in which export and the API description list them; joined in office/kinds.cc.
std::span<const Kind_row> kinds();
/// One more, before any store is opened.
void add_kind(const Kind_row& row);
/// Throws std::logic_error for a kind without a row.
const Kind_row& kind_row(std::uint8_t kind);
std::vector<const storage::Record_type*> record_types();

/// Whether a record may be chosen where another one is to refer to it.
inline bool may_choose(const storage::Read& read, std::uint8_t kind, storage::Id id) {
    const auto fits = kind_row(kind).naming.may_choose;
    return fits == nullptr || fits(read, id);
}
/// Whether people and programs make, change and erase such records as they like; verbs alone do with the others.
inline bool is_typed(const storage::Kind& kind) { return kind_row(kind.number).rules.apply != &never_typed; }
inline const Kind_rights& rights_for(const storage::Kind& kind) { return kind_row(kind.number).rights; }
/// What of the store whoever makes a change sees.
storage::Scope scope_of(const storage::Read& read, const storage::Actor& actor);
/// Why they may not change that record, in the user's words; "" when they may.
std::string why_not_change(const storage::Read& read, const storage::Actor& actor, const storage::Record_type& type,
                           const storage::Raw& raw);
/// Whether they may change the guarded fields of such records.
bool may_change_guarded(const storage::Read& read, const storage::Actor& actor, const storage::Kind& kind);
/// Null when the kind has no action of that name.
const Action* find_action(const storage::Kind& kind, std::string_view name);

}  // namespace office
