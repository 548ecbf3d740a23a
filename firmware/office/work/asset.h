#pragma once

#include "office/clients/client.h"
#include "office/work/asset_kind.h"
#include "storage/write.h"

namespace office {

enum class Condition : std::uint8_t { good = 1, fair, poor, dangerous };

constexpr auto options(Condition) {
    return std::array{Option{1, "good", "Good"}, Option{2, "fair", "Fair"}, Option{3, "poor", "Poor"},
                      Option{4, "dangerous", "Dangerous"}};
}

/// Something at a client's site that the office looks after: a tree, a bench. Its number is its own among those of the client, for
/// ever: it is on a label in the field, and in old reports. An office that has numbers already gives its own; others are given above
/// the highest.
struct Asset : Stored {
    static constexpr Kind kind{26, "asset", "assets", "Inventory item", "Inventory items"};
    Ref<Client> client;
    std::int64_t number = 0;
    Ref<Asset_kind> of_kind;
    std::string title;
    Condition condition{};
    storage::Position position;
    Address address;
    Text description;
    Date gone_on;
    std::string former_numbers;
    Custom custom;
    std::int64_t numbered_at = 0;  ///< the client among whose items it got its number; 0: before that was kept

    /// "7-12": two never have the same, not even where one comes back.
    std::string place() const;
    /// "12 Oak at the gate"; without a title the first text that is kept of it: "12 Quercus robur".
    std::string name() const;

    static constexpr auto fields = std::tuple{
        Derived{200, "name", &Asset::name, {.label = "Item", .search = true, .index = Index::sorted}},
        Field{1,
              "client",
              &Asset::client,
              {.label = "Client",
               .required = true,
               .search = true,
               .index = Index::sorted,
               .by_name = true,
               .parent = true,
               .added_there = true,
               .gone = Gone::cascade,
               .missing = "Choose a client."}},
        Field{2,
              "number",
              &Asset::number,
              {.label = "Number", .index = Index::sorted, .hint = "Yours; empty: the next one"}},
        Derived{201, "place", &Asset::place, {.label = "Number", .index = Index::unique, .hidden = true}},
        Field{3,
              "kind",
              &Asset::of_kind,
              {.label = "Kind",
               .required = true,
               .search = true,
               .index = Index::sorted,
               .by_name = true,
               .defines = true,
               .missing = "Choose what kind of item it is."}},
        Field{4, "title", &Asset::title, {.label = "Title", .hint = "For example “Oak at the gate”"}},
        Field{5, "condition", &Asset::condition, {.label = "Condition", .index = Index::sorted}},
        Field{6, "position", &Asset::position, {.label = "Position", .personal = true}},
        Field{7, "address", &Asset::address, {.label = "Address", .search = true, .personal = true}},
        Field{8, "description", &Asset::description, {.label = "Description", .search = true}},
        Field{9,
              "gone_on",
              &Asset::gone_on,
              {.label = "Gone on", .index = Index::sorted, .hint = "The day from which it is not there any more"}},
        Field{10,
              "former_numbers",
              &Asset::former_numbers,
              {.label = "Former numbers", .search = true, .read_only = true}},
        Field{11, "custom", &Asset::custom, {.label = "Attributes", .search = true, .index = Index::sorted}},
        Field{12, "numbered_at", &Asset::numbered_at, {.label = "Client", .read_only = true, .hidden = true}},
    };
    static constexpr auto indexes = std::tuple{storage::Index_on{240, &Asset::client, &Asset::number}};
};

/// How far the numbers of a client's items are: apart from them, so that none comes back when they are erased or something is undone.
struct Asset_numbers : Stored {
    static constexpr Kind kind{241, "asset_numbers", "all_asset_numbers", "Numbers", "Numbers", false, true};
    std::int64_t of_client = 0;
    std::int64_t highest = 0;

    static constexpr auto fields = std::tuple{
        Field{1, "of_client", &Asset_numbers::of_client, {.label = "Client", .index = Index::unique}},
        Field{2, "highest", &Asset_numbers::highest, {.label = "Number"}},
    };
};

/// Gives a new one its number unless it has one that nobody else has, and one that moves to another client another one.
void judge(storage::Write& write, const Asset* before, Asset& asset, Errors& errors);
/// No two of a client have one number.
void agree(const storage::Read& read, const Asset& asset, Errors& errors);
/// The next one's number is a higher one.
void come_back(storage::Write& write, const Asset& asset);
/// At the client that another one became, too; it is found by the number that it had.
void join(storage::Write& write, const Asset& asset, storage::Subject gone);

}  // namespace office
