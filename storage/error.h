// What can go wrong in a way that somebody has to be told.
//
// One type for the whole program: the message is for people, the cause is for the log. firmware/http/door.cc maps a
// Fault to an HTTP status, firmware/main.cc to an exit code, and nothing else does.
#pragma once

#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>

namespace storage {

enum class Fault {
    invalid,          ///< what was sent does not fit; `fields` says where
    unauthenticated,  ///< nobody is signed in
    refused,          ///< signed in, but not allowed; the message says why
    not_found,
    stale,  ///< the record was changed by somebody else in the meantime
    too_large,
    too_many,   ///< slow down
    full,       ///< no space left on the device
    read_only,  ///< nothing is saved any more: the disk takes no changes, or what is stored is damaged
    corrupt,    ///< bytes on disk are not what was written
    unusable,   ///< the data folder cannot be used: missing, not writable, of a newer format …
};

/// Field name → what is said of it, in the user's words: "is too long", or a sentence with its full stop (office/records/sentence.h
/// makes sentences of all). The name "" stands for the record as a whole.
using Errors = std::map<std::string, std::string, std::less<>>;

/// What is said of a field that is empty and must not be.
inline constexpr const char* is_required = "is required";

/// The record that already holds a value that must be unique.
struct Clash {
    std::uint8_t kind = 0;
    std::uint64_t id = 0;
};

class Error : public std::runtime_error {
  public:
    Error(Fault fault, const std::string& message, std::string cause = {})
        : std::runtime_error(message)
        , fault_(fault)
        , cause_(std::move(cause)) {}
    explicit Error(Errors fields, std::map<std::string, Clash> clashes = {})
        : std::runtime_error("Some fields need your attention.")
        , fault_(Fault::invalid)
        , fields_(std::move(fields))
        , clashes_(std::move(clashes)) {}

    Fault fault() const { return fault_; }
    const std::string& cause() const { return cause_; }
    const Errors& fields() const { return fields_; }
    /// Field name → who has that value already, for a link beside the message.
    const std::map<std::string, Clash>& clashes() const { return clashes_; }

  private:
    Fault fault_;
    std::string cause_;
    Errors fields_;
    std::map<std::string, Clash> clashes_;
};

}  // namespace storage
