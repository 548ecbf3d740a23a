#include <algorithm>
#include <format>

#include "office/records/save.h"
#include "office/work/asset.h"

namespace office {

using storage::Custom_field;
using storage::Custom_type;
using storage::Custom_value;
using storage::Write;

std::string Asset::name() const {
    const auto is_text = [](const Custom_value& value) {
        return value.type == Custom_type::text || value.type == Custom_type::choice;
    };
    std::string called = title;
    if (const auto first = std::ranges::find_if(custom.values, is_text); called.empty() && first != custom.values.end())
        called = first->bytes;
    if (number == 0) return called;
    return called.empty() ? std::to_string(number) : std::format("{} {}", number, called);
}

namespace {

std::string counter_of(Ref<Client> client) { return std::format("assets of client {}", client.id); }

/// Counted apart from the records, so that no number comes back when they are erased or something is undone.
std::int64_t next_number(Write& write, Ref<Client> client) {
    return static_cast<std::int64_t>(write.count_up(counter_of(client)));
}

void renumber(Write& write, Asset& asset) {
    asset.former_numbers += std::format("{}{}", asset.former_numbers.empty() ? "" : ", ", asset.number);
    asset.number = next_number(write, asset.client);
}

}  // namespace

void judge(Write& write, const Asset* before, Asset& asset, Errors& errors) {
    if (!errors.empty() || !asset.client) return;
    if (before == nullptr)
        asset.number = next_number(write, asset.client);
    else if (before->client != asset.client)
        renumber(write, asset);
}

void agree(const storage::Read& read, const Asset& asset, Errors& errors) {
    for (const storage::Id id : read.where<&Asset::client>(asset.client))
        if (id != asset.id && read.get<Asset>(id).number == asset.number)
            errors.emplace("number", "is that of another item of the client");
}

void come_back(Write& write, const Asset& asset) {
    while (static_cast<std::int64_t>(write.counter(counter_of(asset.client))) < asset.number)
        write.count_up(counter_of(asset.client));
}

void join(Write& write, const Asset& asset, storage::Subject gone) {
    if (gone.kind != Client::kind.number) return;
    Asset moved = asset;
    renumber(write, moved);
    write.update(moved);
}

void before_erase(Write& write, const Asset_kind& kind) {
    for (const storage::Id field :
         write.where<&Custom_field::belongs_to>(storage::Any_ref{Asset_kind::kind.number, kind.id}))
        erase(write, storage::record_type<Custom_field>(), field);
}

}  // namespace office
