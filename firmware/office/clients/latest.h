// Which clients each person opened last, for the page "Today".
#pragma once

#include <map>
#include <mutex>
#include <vector>

#include "office/clients/client.h"
#include "storage/store.h"

namespace office {

/// As it is kept over a restart.
struct Opened_clients : Stored {
    static constexpr Kind kind{246, "opened_list", "opened_lists", "Opened clients", "Opened clients", false, true};
    Ref<User> user;
    std::vector<Ref<Client>> clients;  ///< the latest first

    static constexpr auto fields = std::tuple{
        Field{1, "user", &Opened_clients::user, {.label = "User", .index = Index::sorted, .gone = Gone::cascade}},
        Field{
            2, "clients", &Opened_clients::clients, {.label = "Clients", .index = Index::sorted, .gone = Gone::clear}},
    };
};

/// In memory, since nobody waits for the disk to look at a client; save() keeps it now and then. Many threads may ask.
class Latest_clients {
  public:
    explicit Latest_clients(storage::Store& store);

    void opened(storage::Id user, storage::Id client);
    /// The latest first; some may be gone since.
    std::vector<storage::Id> of(storage::Id user) const;
    void save();

  private:
    static constexpr std::size_t most = 8;

    storage::Store* store_;
    mutable std::mutex mutex_;
    std::map<storage::Id, std::vector<storage::Id>> by_user_;
    bool changed_ = false;
};

}  // namespace office
