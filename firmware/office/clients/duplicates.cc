#include "office/clients/duplicates.h"

#include <algorithm>
#include <array>
#include <set>

#include "office/clients/client.h"
#include "storage/words.h"

namespace office {

using storage::Hit;
using storage::Id;
using storage::Read;

namespace {

constexpr std::size_t most_shown = 5;
constexpr std::size_t most_looked_at = 50;
/// With a country code or without: the last nine digits tell numbers apart.
constexpr std::size_t telling_digits = 9;
constexpr std::size_t fewest_digits = 5;

std::string telling(const Phone& phone) {
    const std::string digits = storage::phone_digits(phone.text);
    return digits.size() > telling_digits ? digits.substr(digits.size() - telling_digits) : digits;
}

std::vector<std::string> phones_of(const Client& client) {
    std::vector<std::string> phones{telling(client.phone), telling(client.other_phone)};
    std::erase_if(phones, [](const std::string& digits) { return digits.size() < fewest_digits; });
    return phones;
}

void add_same_phone(std::vector<Id>& ids, const Read& read, const Client& client) {
    for (const std::string& phone : phones_of(client))
        for (const Hit& hit : read.search(storage::record_type<Client>(), phone, most_looked_at))
            if (std::ranges::contains(phones_of(read.get<Client>(hit.id)), phone)) ids.push_back(hit.id);
}

/// One that has no city yet may be in any.
bool same_city(const Client& one, const Client& other) {
    const std::string city = storage::folded(one.billing_address.city);
    const std::string other_city = storage::folded(other.billing_address.city);
    return city.empty() || other_city.empty() || city == other_city;
}

/// A name with whichever apostrophe others type, or none.
std::set<std::string> apostrophes_otherwise(const std::string& name) {
    constexpr std::array<std::string_view, 6> apostrophes{"'", "\u2019", "\u2018", "\u02BC", "`", "\u00B4"};
    std::set<std::string> names{name};
    for (const std::string_view wanted : {apostrophes[0], apostrophes[1], std::string_view{}}) {
        std::string other;
        for (std::string_view text = name; !text.empty();) {
            const std::string_view letter = storage::first_letter(text).bytes;
            text.remove_prefix(letter.size());
            other += std::ranges::contains(apostrophes, letter) ? wanted : letter;
        }
        names.insert(std::move(other));
    }
    return names;
}

void add_same_name(std::vector<Id>& ids, const Read& read, const Client& client) {
    if (client.name().empty()) return;
    const storage::Tag_path tag = storage::record_type<Client>().column("name")->tag;
    for (const std::string& name : apostrophes_otherwise(client.name()))
        for (const Id id : read.ids_beginning(Client::kind.number, tag, storage::ordered_alike(name), most_looked_at))
            if (same_city(client, read.get<Client>(id))) ids.push_back(id);
}

}  // namespace

std::vector<Possible_duplicate> possible_duplicates(const Read& read, const storage::Typed& typed, Id id) {
    storage::Errors ignored;
    const auto& type = storage::record_type<Client>();
    const auto client = storage::decode_fields<Client>(type.fill(type, {}, typed, false, {}, ignored));
    std::vector<Id> ids;
    add_same_phone(ids, read, client);
    const std::size_t by_phone = ids.size();
    add_same_name(ids, read, client);
    std::vector<Possible_duplicate> hits;
    for (std::size_t at = 0; at < ids.size() && hits.size() < most_shown; ++at) {
        if (ids[at] == id || std::ranges::contains(hits, ids[at], &Hit::id)) continue;
        hits.push_back({{Client::kind.number, ids[at], read.name(Client::kind.number, ids[at])}, at < by_phone});
    }
    return hits;
}

}  // namespace office
