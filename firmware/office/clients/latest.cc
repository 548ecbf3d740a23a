#include "office/clients/latest.h"

#include <algorithm>
#include <utility>

#include "office/records/in_background.h"

namespace office {

using storage::Id;

Latest_clients::Latest_clients(storage::Store& store)
    : store_(&store) {
    const storage::Record_type& type = storage::record_type<Opened_clients>();
    store.read([&](const storage::Read& read) {
        for (const Id id : read.select(type, {.tag = storage::index_tag::created, .limit = SIZE_MAX}).ids) {
            const auto kept = read.get<Opened_clients>(id);
            for (const auto& client : kept.clients) by_user_[kept.user.id].push_back(client.id);
        }
    });
}

void Latest_clients::opened(Id user, Id client) {
    const std::lock_guard lock(mutex_);
    auto& clients = by_user_[user];
    if (!clients.empty() && clients.front() == client) return;
    std::erase(clients, client);
    clients.insert(clients.begin(), client);
    clients.resize(std::min(clients.size(), most));
    changed_ = true;
}

std::vector<Id> Latest_clients::of(Id user) const {
    const std::lock_guard lock(mutex_);
    const auto at = by_user_.find(user);
    return at == by_user_.end() ? std::vector<Id>{} : at->second;
}

void Latest_clients::save() {
    std::map<Id, std::vector<Id>> all;
    {
        const std::lock_guard lock(mutex_);
        if (!std::exchange(changed_, false)) return;
        all = by_user_;
    }
    store_->write(the_box, [&](storage::Write& write) {
        for (const auto& [user, clients] : all) {
            if (!write.has(User::kind.number, user)) continue;
            auto kept = write.first<&Opened_clients::user>(Ref<User>{user}).value_or(Opened_clients{});
            kept.user = {user};
            kept.clients.clear();
            for (const Id client : clients)
                if (write.has(Client::kind.number, client)) kept.clients.push_back({client});
            write.save(kept);
        }
    });
}

}  // namespace office
