#pragma once

#include "office/clients/client.h"
#include "storage/write.h"

namespace office {

enum class Tender_state : std::uint8_t { open = 1, submitted, won, lost };

constexpr auto options(Tender_state) {
    return std::array{Option{1, "open", "Open"}, Option{2, "submitted", "Submitted"}, Option{3, "won", "Won"},
                      Option{4, "lost", "Lost"}};
}

/// Work of a client that the office offers to do, against others.
struct Tender : Stored {
    static constexpr Kind kind{24, "tender", "tenders", "Tender", "Tenders"};
    Ref<Client> client;
    std::string title;
    std::optional<storage::Money> value;  ///< what it would bring
    Date due;
    Text description;
    Tender_state state = Tender_state::open;

    std::string name() const { return title; }
    bool is_decided() const { return state == Tender_state::won || state == Tender_state::lost; }

    static constexpr auto fields = std::tuple{
        Derived{200, "name", &Tender::name, {.label = "Tender", .index = Index::sorted}},
        Field{1,
              "client",
              &Tender::client,
              {.label = "Client",
               .required = true,
               .index = Index::sorted,
               .by_name = true,
               .parent = true,
               .added_there = true,
               .gone = Gone::cascade,
               .missing = "Choose a client."}},
        Field{2,
              "title",
              &Tender::title,
              {.label = "Tender", .required = true, .search = true, .missing = "Enter what the tender is called."}},
        Field{3, "value", &Tender::value, {.label = "Value", .index = Index::sorted}},
        Field{4, "due", &Tender::due, {.label = "Due", .index = Index::sorted}},
        Field{5, "description", &Tender::description, {.label = "Description", .search = true}},
        Field{6, "state", &Tender::state, {.label = "Status", .index = Index::sorted, .read_only = true}},
    };
};

void submit(storage::Write& write, Ref<Tender> tender);
void win(storage::Write& write, Ref<Tender> tender);
void lose(storage::Write& write, Ref<Tender> tender);
void reopen(storage::Write& write, Ref<Tender> tender);

std::string_view why_not_submit(const storage::Read& read, const Tender& tender);
std::string_view why_not_decide(const storage::Read& read, const Tender& tender);
std::string_view why_not_reopen(const storage::Read& read, const Tender& tender);

/// It brings something, or nobody knows what.
void check(const Tender& tender, Errors& errors);

}  // namespace office
