// Whether anybody changed the journal afterwards, looked at piece by piece: each piece in a snapshot of its own, so that a long
// journal holds nothing up. Looks at the chain, the details and the lists of records forwards; check.h looks at more.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "storage/disk/engine.h"

namespace storage {

class Journal_check {
  public:
    Journal_check();
    ~Journal_check();
    Journal_check(const Journal_check&) = delete;
    Journal_check& operator=(const Journal_check&) = delete;

    /// Looks at that many entries more, those that came meanwhile too; false when there are none.
    bool go_on(const Transaction& transaction, std::size_t entries);
    std::uint64_t checked() const;
    /// What is wrong, a sentence each.
    const std::vector<std::string>& problems() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Number of the newest entry; 0 when there is none.
std::uint64_t newest_entry(const Transaction& transaction);

}  // namespace storage
