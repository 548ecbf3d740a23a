#include "office/custom_fields.h"

#include <algorithm>
#include <format>
#include <set>

#include "office/client.h"
#include "office/save.h"
#include "storage/words.h"

namespace office {

using storage::Custom_field;
using storage::Id;
using storage::Read;
using storage::Write;

namespace {

constexpr std::size_t longest_name = 50;

/// "Annual budget (€)" → "annual_budget".
std::string name_from(std::string_view label) {
    std::string name;
    for (const std::string& word : storage::words_of(label)) {
        const bool plain = std::ranges::none_of(word, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
        if (plain) name += (name.empty() ? "" : "_") + word;
    }
    if (name.size() > longest_name) name.resize(longest_name);
    return name.empty() ? "field" : name;
}

/// All fields of a kind, in their order.
std::vector<Custom_field> fields_of(const Read& read, std::int64_t kind) {
    std::vector<Custom_field> fields;
    for (const Id id : read.where<&Custom_field::of_kind>(kind)) fields.push_back(read.get<Custom_field>(id));
    std::ranges::stable_sort(fields, {}, &Custom_field::position);
    return fields;
}

/// Ids of the clients with index entries of a field that begin so, each once.
std::set<Id> clients_with(const Read& read, const Custom_field& field, std::string_view begin, std::size_t limit) {
    std::string ordered;
    storage::put_number(ordered, field.id);
    ordered += begin;
    const auto tag = storage::record_type<Client>().custom_tag;
    const std::string prefix = storage::keys::index(Client::kind.number, tag, ordered);
    std::set<Id> ids;
    auto cursor = read.transaction().cursor(storage::Tree::indexes);
    for (bool more = cursor.seek(prefix); more && cursor.key().starts_with(prefix) && ids.size() < limit;
         more = cursor.next())
        ids.insert(storage::keys::id_of(cursor.key()));
    return ids;
}

}  // namespace

void name_and_place(Write& write, Custom_field& field) {
    if (field.of_kind == 0) field.of_kind = Client::kind.number;
    const auto others = fields_of(write, field.of_kind);
    const std::string name = name_from(field.label);
    field.name = name;
    for (int number = 2; std::ranges::contains(others, field.name, &Custom_field::name); ++number)
        field.name = std::format("{}_{}", name, number);
    field.position = others.empty() ? 1 : others.back().position + 1;
}

void move(Write& write, storage::Ref<Custom_field> ref, int places) {
    auto fields = fields_of(write, write.get(ref).of_kind);
    const auto from = std::ranges::find(fields, ref.id, &Custom_field::id) - fields.begin();
    const auto to = std::clamp<std::ptrdiff_t>(from + places, 0, std::ssize(fields) - 1);
    if (to < from)
        std::rotate(fields.begin() + to, fields.begin() + from, fields.begin() + from + 1);
    else
        std::rotate(fields.begin() + from, fields.begin() + from + 1, fields.begin() + to + 1);
    std::int64_t position = 0;
    for (Custom_field& field : fields) {
        field.position = ++position;
        write.update(field);
    }
}

std::size_t values_of(const Read& read, const Custom_field& field) {
    return clients_with(read, field, {}, 1'000).size();
}

bool is_chosen(const Read& read, const Custom_field& field, std::string_view choice) {
    return !clients_with(read, field, storage::ordered_text(choice), 1).empty();
}

void take_out_values(Write& write, const Custom_field& field) {
    for (const Id id : clients_with(write, field, {}, SIZE_MAX)) {
        Client client = write.get<Client>(id);
        client.custom.set({field.id, field.type, ""});
        write.update(client);
    }
}

void erase_custom_field(Write& write, storage::Ref<Custom_field> field) {
    erase(write, storage::record_type<Custom_field>(), field.id);
}

}  // namespace office
