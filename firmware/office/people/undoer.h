// Takes back large operations in the background: by slices, each in one short transaction with how far it is, so that others
// save in between and it goes on behind them after a power cut. All of it is one operation.
#pragma once

#include <atomic>

#include "office/records/in_background.h"
#include "storage/store.h"

namespace office {

class Undoer {
  public:
    /// `store` must outlive it.
    explicit Undoer(storage::Store& store, std::chrono::milliseconds slice = office::slice)
        : store_(&store)
        , slice_(slice) {}

    /// Runs what was begun, until all is done or stop() is called.
    void run_started();
    /// What runs stops behind its slice, and goes on with the next run_started().
    void stop() { stopping_ = true; }

  private:
    void run_one(storage::Id id);
    void run_slices(storage::Id id);

    storage::Store* store_;
    std::chrono::milliseconds slice_;
    std::atomic<bool> stopping_ = false;
};

/// When there is something to run: at once, or never.
storage::Moment next_undo(const storage::Read& read);

/// Those that nobody can take back any more need not be known.
void forget_old_undos(storage::Write& write, storage::Moment now);

}  // namespace office
