// A kind that only the tests know: what one more record type costs, and that all of the program works with it.
#pragma once

#include "office/clients/client.h"
#include "office/people/viewer.h"
#include "storage/write.h"

namespace sample {

using namespace office;

enum class Errand_state : std::uint8_t { open = 1, done };

constexpr auto options(Errand_state) { return std::array{Option{1, "open", "Active"}, Option{2, "done", "Done"}}; }

/// Something to be fetched or brought for a client.
struct Errand : Stored {
    static constexpr Kind kind{199, "errand", "errands", "Client", "Clients"};
    std::string name;
    Ref<Client> client;
    Ref<User> assignee;
    Date due;
    Priority priority{};
    storage::Money budget;
    Text description;
    Errand_state state = Errand_state::open;

    static constexpr auto fields = std::tuple{
        Field{
            1,
            "name",
            &Errand::name,
            {.label = "Name", .required = true, .search = true, .index = Index::sorted, .audience = Audience::client}},
        Field{2,
              "client",
              &Errand::client,
              {.label = "Client",
               .index = Index::sorted,
               .by_name = true,
               .parent = true,
               .added_there = true,
               .gone = Gone::cascade}},
        Field{3, "assignee", &Errand::assignee, {.label = "Assignee", .index = Index::sorted, .gone = Gone::clear}},
        Field{4, "due", &Errand::due, {.label = "Date", .index = Index::sorted}},
        Field{5, "priority", &Errand::priority, {.label = "Priority", .index = Index::sorted}},
        Field{6, "budget", &Errand::budget, {.label = "Money"}},
        Field{7, "description", &Errand::description, {.label = "Description", .search = true}},
        Field{8, "state", &Errand::state, {.label = "Status", .index = Index::sorted, .read_only = true}},
    };
    static constexpr auto indexes = std::tuple{storage::Index_on{240, &Errand::assignee, &Errand::due}};
};

/// What the open errands of a client come to.
struct Errand_figures : storage::Figures_of<Client> {
    static constexpr Kind kind{198, "errand_figures", "all_errand_figures", "Client", "Clients", false, true};
    std::int64_t open = 0;
    storage::Money open_total;
    Date oldest_due;

    static constexpr auto fields = std::tuple{
        Field{1, "open", &Errand_figures::open, {.label = "Active", .index = Index::sorted}},
        Field{2, "open_total", &Errand_figures::open_total, {.label = "Money", .index = Index::sorted}},
        Field{3,
              "oldest_due",
              &Errand_figures::oldest_due,
              {.label = "Date", .index = Index::sorted, .kept = storage::Kept::least}},
    };
    static constexpr std::uint8_t version = 1;
    static constexpr auto sources = std::tuple{storage::Source{&Errand::client}};
    void add(const Errand& errand);
};

void finish(storage::Write& write, Ref<Errand> errand);
/// Staff see their own.
storage::Visible sees(const storage::Read& whole, const Viewer& viewer);
std::string_view why_not_finish(const storage::Read& read, const Errand& errand);

}  // namespace sample
