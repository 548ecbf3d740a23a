// A form that is sent twice makes something once: without script nothing else holds a second click back.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "office/records/declare.h"
#include "storage/write.h"

namespace office {

using storage::Any_ref;

/// That a form made something. With that it goes.
struct Sent_form : Stored {
    static constexpr Kind kind{236, "sent_form", "sent_forms", "Sent form", "Sent forms", false, true};
    std::string digest;  ///< SHA-256 of what was sent, by whom, from which page, in hexadecimal
    Any_ref made;

    static constexpr auto fields = std::tuple{
        Field{1, "digest", &Sent_form::digest, {.label = "Digest", .index = Index::unique}},
        Field{2, "made", &Sent_form::made, {.label = "Made", .index = Index::sorted, .gone = Gone::cascade}},
    };
};

/// Makes what a form asks for, unless the very same was made of it before and is still there. `sent`: all that was typed and what
/// tells the page that it was typed into from the same one later. False when nothing was made.
bool make_once(storage::Write& write, std::string_view sent, const std::function<Any_ref()>& make);

/// Those that nobody sends again any more.
void forget_sent_forms(storage::Write& write);

}  // namespace office
