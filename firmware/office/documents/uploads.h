// Files that arrive in several attempts. Whoever began one goes on with it where it stands, for a day; then it is forgotten.
//
// What `received` says is on the disk before it is said: a power cut takes only what nobody was told of.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <set>

#include "office/documents/upload.h"
#include "office/people/now.h"
#include "storage/files/files.h"
#include "storage/store.h"

namespace office {

class Uploads;

/// One attempt. What it took is kept when it ends, however it ends.
class Attempt {
  public:
    Attempt(Uploads& uploads, Upload upload, storage::Actor actor);
    ~Attempt();
    Attempt(const Attempt&) = delete;
    Attempt& operator=(const Attempt&) = delete;

    /// Throws Error{too_large} for more than was announced.
    void take(std::string_view bytes);
    /// All that this attempt brings has come: how the upload stands now. With the last byte of it the document is there.
    Upload done();

  private:
    bool is_all_here() const;
    void settle();
    storage::File taken();
    void finish();

    Uploads& uploads_;
    Upload upload_;
    storage::Actor actor_;
    storage::Incoming incoming_;
    bool lost_ = false;  ///< the disk failed at some of what came: asked again it says nothing of that any more
};

class Uploads {
  public:
    Uploads(storage::Store& store, storage::Files& files)
        : store_(store)
        , files_(files) {}

    struct Wanted {
        std::string name, about, digest;  ///< `about` as people or programs write it: "client: Ruiz, Ana", "client:7"
        std::uint64_t size = 0;
    };
    /// Throws Error{too_large}, Error{invalid}.
    Upload begin(const storage::Actor& actor, const Wanted& wanted);
    /// Throws Error{not_found} when it is somebody else's, or over.
    Upload find(const storage::Actor& actor, storage::Id id, Now now = Now::now()) const;
    /// Throws Error{stale} when it does not stand at `offset`, or another attempt is under way.
    std::unique_ptr<Attempt> go_on(const storage::Actor& actor, storage::Id id, std::uint64_t offset);
    void give_up(const storage::Actor& actor, storage::Id id);
    /// Those that nobody went on with, by the clock that only runs where it is known.
    void forget_expired(Now now);
    /// What has come of those whose record went with what they were about.
    void drop_left();

  private:
    friend class Attempt;
    void enter(storage::Id id);
    void leave(storage::Id id);
    void note_use(storage::Id id);
    bool is_over(const Upload& upload, Now now) const;

    storage::Store& store_;
    storage::Files& files_;
    mutable std::mutex mutex_;
    std::set<storage::Id> under_way_;
    std::map<storage::Id, std::chrono::steady_clock::time_point> last_used_;  ///< of those that this process knows
};

}  // namespace office
