#include "office/work/ready_made.h"

#include "office/records/save.h"
#include "office/work/asset_kind.h"
#include "storage/custom_field.h"

namespace office {

namespace {

constexpr std::string_view times_made = "ready made kinds";

void make_tree(storage::Write& write, const Say& say) {
    Asset_kind tree;
    tree.name = say("Tree", {});
    tree.icon = Asset_icon::tree;
    write.create(tree);
    const auto add = [&](std::string label, std::string type) {
        save(write, storage::record_type<storage::Custom_field>(), 0, 0,
             {{"label", std::move(label)},
              {"type", std::move(type)},
              {"belongs_to", storage::show_any({Asset_kind::kind.number, tree.id})}},
             References::ids);
    };
    add(say("Species", {}), "text");
    add(say("Trunk diameter (cm)", {}), "number");
    add(say("Height (m)", {}), "number");
}

}  // namespace

void make_ready_kinds(storage::Store& store, const storage::Actor& actor, const Say& say) {
    if (store.read([](const storage::Read& read) { return read.counter(times_made); }) > 0) return;
    store.write(actor, [&](storage::Write& write) {
        if (write.count_up(times_made) == 1) make_tree(write, say);
    });
}

}  // namespace office
