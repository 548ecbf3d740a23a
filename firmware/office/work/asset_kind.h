#pragma once

#include "office/records/declare.h"
#include "storage/write.h"

namespace office {

enum class Asset_icon : std::uint8_t { box = 1, tree, plant, bench, lamp, fence, pool, building, machine, vehicle };

constexpr auto options(Asset_icon) {
    return std::array{Option{1, "box", "Box"},         Option{2, "tree", "Tree"},
                      Option{3, "plant", "Plant"},     Option{4, "bench", "Bench"},
                      Option{5, "lamp", "Lamp"},       Option{6, "fence", "Fence"},
                      Option{7, "pool", "Pool"},       Option{8, "building", "Building"},
                      Option{9, "machine", "Machine"}, Option{10, "vehicle", "Vehicle"}};
}

/// What the office keeps an inventory of: trees, benches. Custom fields that belong to it are what it wants to know of each.
struct Asset_kind : Stored {
    static constexpr Kind kind{27, "asset_kind", "asset_kinds", "Kind of item", "Kinds of items"};
    std::string name;
    Asset_icon icon = Asset_icon::box;

    static constexpr auto fields = std::tuple{
        Field{1,
              "name",
              &Asset_kind::name,
              {.label = "Name",
               .required = true,
               .search = true,
               .index = Index::unique,
               .missing = "Enter what such items are called.",
               .longest = 60}},
        Field{2, "icon", &Asset_kind::icon, {.label = "Icon"}},
    };
};

/// Its fields go with it, also out of items that were of that kind once.
void before_erase(storage::Write& write, const Asset_kind& kind);

}  // namespace office
