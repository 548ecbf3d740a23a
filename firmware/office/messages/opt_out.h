#pragma once

#include "office/records/declare.h"
#include "storage/write.h"

namespace office {

/// An address that wants no e-mail from the office any more, whichever client has it.
struct Opt_out : Stored {
    static constexpr Kind kind{42, "opt_out", "opt_outs", "Opt-out", "Opt-outs"};
    Email address;
    std::string how;

    std::string name() const { return address.text; }

    static constexpr auto fields = std::tuple{
        Derived{200, "name", &Opt_out::name, {.label = "E-mail", .index = Index::sorted}},
        Field{1,
              "address",
              &Opt_out::address,
              {.label = "E-mail",
               .required = true,
               .search = true,
               .index = Index::unique,
               .personal = true,
               .missing = "Enter an e-mail address."}},
        Field{2, "how", &Opt_out::how, {.label = "How the office knows", .hint = "For example “said so on the phone”"}},
    };
};

inline bool has_opted_out(const storage::Read& read, const Email& address) {
    return read.first<&Opt_out::address>(address).has_value();
}

}  // namespace office
