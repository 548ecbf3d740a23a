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

constexpr std::int64_t largest_number = 999'999'999;

Asset_numbers numbers_at(const Write& write, Ref<Client> client) {
    const auto id = static_cast<std::int64_t>(client.id);
    if (auto numbers = write.first<&Asset_numbers::of_client>(id)) return std::move(*numbers);
    Asset_numbers numbers;
    numbers.of_client = id;
    numbers.highest = static_cast<std::int64_t>(write.counter(std::format("assets of client {}", client.id)));
    return numbers;
}

/// No number up to this one is given any more.
void take_numbers_to(Write& write, Asset_numbers numbers, std::int64_t number) {
    if (number <= numbers.highest) return;
    numbers.highest = number;
    write.save(numbers);
}

void give_number(Write& write, Asset& asset, std::int64_t number) {
    Asset_numbers numbers = numbers_at(write, asset.client);
    asset.number = number == 0 ? numbers.highest + 1 : number;
    asset.numbered_at = numbers.of_client;
    take_numbers_to(write, std::move(numbers), asset.number);
}

void note_former(Asset& asset, std::int64_t number) {
    asset.former_numbers += std::format("{}{}", asset.former_numbers.empty() ? "" : ", ", number);
}

/// The one of that client with that number; 0 when there is none.
storage::Id holder_of(const Write& write, Ref<Client> client, std::int64_t number) {
    std::vector<std::string> keys;
    storage::Value<Ref<Client>>::order(client, keys);
    storage::Value<std::int64_t>::order(number, keys);
    const auto ids = write.ids_with(Asset::kind.number, std::get<0>(Asset::indexes).tag, keys[0] + keys[1], 1);
    return ids.empty() ? 0 : ids.front();
}

void judge_number(const Write& write, const Asset& asset, Errors& errors) {
    if (asset.number < 1 || asset.number > largest_number)
        errors.emplace("number", "must be a number from 1 to 999,999,999");
    else if (const auto holder = holder_of(write, asset.client, asset.number); holder != 0)
        errors.emplace("number", std::format("belongs to {} already", write.name(Asset::kind.number, holder)));
}

}  // namespace

std::string Asset::place() const {
    return numbered_at == 0 || number == 0 ? std::string{} : std::format("{}-{}", numbered_at, number);
}

void judge(Write& write, const Asset* before, Asset& asset, Errors& errors) {
    if (!errors.empty() || !asset.client) return;
    const std::int64_t had = before == nullptr ? 0 : before->number;
    if (before != nullptr && before->client == asset.client) {
        if (asset.number != had && asset.number != 0) errors.emplace("number", "stays as it is: it is on a label");
        asset.number = had;
        return;
    }
    const std::int64_t own = asset.number == had ? 0 : asset.number;
    if (own != 0) judge_number(write, asset, errors);
    if (!errors.empty()) return;
    if (had != 0) note_former(asset, had);
    give_number(write, asset, own);
}

void agree(const storage::Read& read, const Asset& asset, Errors& errors) {
    for (const storage::Id id : read.where<&Asset::client>(asset.client))
        if (id != asset.id && read.get<Asset>(id).number == asset.number)
            errors.emplace("number", "is that of another item of the client");
}

void come_back(Write& write, const Asset& asset) {
    take_numbers_to(write, numbers_at(write, asset.client), asset.number);
}

void join(Write& write, const Asset& asset, storage::Subject gone) {
    if (gone.kind != Client::kind.number) return;
    Asset moved = asset;
    note_former(moved, moved.number);
    give_number(write, moved, 0);
    write.update(moved);
}

void before_erase(Write& write, const Asset_kind& kind) {
    for (const storage::Id field :
         write.where<&Custom_field::belongs_to>(storage::Any_ref{Asset_kind::kind.number, kind.id}))
        erase(write, storage::record_type<Custom_field>(), field);
}

}  // namespace office
