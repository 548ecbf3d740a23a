#pragma once

#include "office/clients/client.h"
#include "storage/figures.h"

namespace office {

enum class Hold_state : std::uint8_t { open = 1, released };

constexpr auto options(Hold_state) {
    return std::array{Option{1, "open", "On hold"}, Option{2, "released", "Released"}};
}

/// A time in which nothing goes out to a client, and why; kept when it is over.
struct Hold : Stored {
    static constexpr Kind kind{32, "hold", "holds", "Hold", "Holds"};
    Ref<Client> client;
    std::string reason;
    Ref<User> put_by;  ///< none: the box itself
    Status status_before = Status::active;
    Hold_state state = Hold_state::open;
    Ref<User> released_by;
    Moment released_at;
    std::string release_reason;

    std::string name() const { return reason; }

    static constexpr auto fields = std::tuple{
        Derived{200, "name", &Hold::name, {.label = "Reason", .index = Index::sorted}},
        Field{1,
              "client",
              &Hold::client,
              {.label = "Client", .index = Index::sorted, .by_name = true, .parent = true, .gone = Gone::cascade}},
        Field{2, "reason", &Hold::reason, {.label = "Reason", .search = true, .longest = 500}},
        Field{3, "put_by", &Hold::put_by, {.label = "Put on hold by", .index = Index::sorted, .gone = Gone::clear}},
        Field{4, "status_before", &Hold::status_before, {.label = "Status before"}},
        Field{5, "state", &Hold::state, {.label = "Status", .index = Index::sorted}},
        Field{6,
              "released_by",
              &Hold::released_by,
              {.label = "Released by", .index = Index::sorted, .gone = Gone::clear}},
        Field{7, "released_at", &Hold::released_at, {.label = "Released", .index = Index::sorted}},
        Field{8, "release_reason", &Hold::release_reason, {.label = "Reason for the release", .longest = 500}},
    };
};

/// What the records about a client come to.
struct Client_figures : storage::Figures_of<Client> {
    static constexpr Kind kind{22, "figures", "client_figures", "Figures", "Figures", false, true};
    std::int64_t holds = 0;

    static constexpr auto fields = std::tuple{
        Field{1, "holds", &Client_figures::holds, {.label = "Holds", .index = Index::sorted}},
    };
    static constexpr std::uint8_t version = 1;
    static constexpr auto sources = std::tuple{storage::Source{&Hold::client}};
    void add(const Hold&) { holds = 1; }
};

}  // namespace office
