// Something that can be done to a record, as a row: archive a client, merge a tag into another.
//
// From the row come the button, the small form of what it asks for, its place in the bar for many records at once and in the
// palette, POST /<plural>/<id>/<name> on pages and under /api/v1, its part of the API's description, and its line on the page of
// permissions. What it does is an ordinary function, which other verbs may call too. describe_action.h makes the row of one.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "office/records/rights.h"
#include "storage/write.h"

namespace office {

struct Action {
    std::string_view name;   ///< the verb's name in code: in URLs, in the API, in the journal
    std::string_view label;  ///< of its button
    std::string_view said;   ///< once it is done
    Right right;
    /// Where it is offered; it can be done to one record by its address all the same.
    enum Offer : std::uint8_t {
        everywhere,  ///< as a button on the page of one, and in the bar of a list
        for_many,    ///< in the bar of a list: the page of one has a control of its own for it
        for_one,     ///< as a button on the page of one: of many it would be done unawares
        beside,      ///< beside each record of the kind that it asks for, in the list of those that belong to it
        below,       ///< as a form below that list
        nowhere,     ///< its page has a control of its own, and it means nothing for many
    };
    Offer offered = everywhere;
    /// What it asks for; none for most.
    std::vector<storage::Column> (*asks)() = nullptr;
    /// Why it cannot be done to this record now, in the user's words; "" when it can.
    std::string (*why_not)(const storage::Read&, const storage::Raw&) = nullptr;
    /// The same with what it asks for.
    std::string (*why_not_so)(const storage::Read&, const storage::Raw&, const storage::Typed&) = nullptr;
    void (*act)(storage::Write&, const storage::Raw&, const storage::Typed&) = nullptr;
};

/// The fields of what it asks for, declared as those of a record are; none for most.
std::vector<storage::Column> asked_by(const Action& action);

/// Why `actor` cannot do it to that record now; "" when it can be done.
std::string why_not(const storage::Read& read, const storage::Actor& actor, const storage::Record_type& type,
                    const Action& action, const storage::Raw& raw);

/// Throws Error{not_found} when whoever makes the change does not see the record, Error{refused} when it does not fit,
/// Error{stale} when `revision` is told and is not the stored one, Error{invalid} by field for what was asked, so also for
/// records that they do not see.
void act(storage::Write& write, const storage::Record_type& type, const Action& action, storage::Id id,
         std::optional<std::uint64_t> revision, const storage::Typed& typed);

/// Many at once, as one operation.
inline constexpr std::size_t most_acted_on = 10'000;

struct Acted {
    std::size_t done = 0;
    std::vector<std::string> left;  ///< for each that was left as it is: why
};
/// Those that it does not fit, or that are gone, are left. Throws Error{invalid} by field for what was asked.
Acted act_on_all(storage::Write& write, const storage::Record_type& type, const Action& action,
                 const std::vector<storage::Id>& ids, const storage::Typed& typed);

}  // namespace office
