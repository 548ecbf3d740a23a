#include "pages/places/saved_addresses.h"

#include <algorithm>

#include "office/clients/client.h"
#include "places/books.h"
#include "places/countries.h"
#include "places/words.h"
#include "storage/words.h"

namespace pages {

namespace {

constexpr std::size_t most_records = 60;  // of a kind

/// As the store's own search finds them: by the beginning of each word. "hauptstrasse" stands in a record as "Hauptstr.", too.
std::string words_for_store(const places::Query& query) {
    constexpr std::string_view whole = "strasse", brief = "str";
    std::string words;
    for (std::string word : query.words) {
        if (word.ends_with(whole)) word.resize(word.size() - whole.size() + brief.size());
        words += (words.empty() ? "" : " ") + word;
    }
    return words;
}

bool has_all_words(const office::Address& address, const places::Query& query) {
    std::vector<std::string> words;
    for (const std::string* part : {&address.street, &address.city, &address.region, &address.postcode})
        for (std::string& word : places::words_of_address(*part)) words.push_back(std::move(word));
    const std::string all = places::joined(words);
    return std::ranges::all_of(query.words, [&](const std::string& word) { return places::has_word(all, word); });
}

places::Suggestion suggestion_of(const office::Address& address, const places::Query& query) {
    const auto* country = places::find_country(address.country);
    const std::string city = storage::sorted_form(address.city);
    const auto near = std::ranges::find(query.near, city, &places::Query::City::name);
    const bool has_number = std::ranges::any_of(query.words, places::is_number);
    return {.kind = places::Suggestion::house,
            .street = address.street,
            .city = address.city,
            .region = address.region,
            .postcode = address.postcode,
            .country = country == nullptr ? address.country : std::string(country->code),
            .position = address.position,
            .number = has_number ? 2U : 0U,
            .near = near == query.near.end() ? 0 : near->addresses,
            .whole_words = 0};
}

template <class Record, auto Member>
void add(std::vector<places::Suggestion>& found, const storage::Read& read, const places::Query& query,
         const std::string& words) {
    const storage::Record_type& type = storage::record_type<Record>();
    std::vector<storage::Id> ids;
    for (const storage::Hit& hit : read.search(type, words, most_records)) ids.push_back(hit.id);
    std::ranges::sort(ids);
    for (const storage::Raw& raw : read.get_many(type, ids)) {
        const office::Address address = storage::Read::typed<Record>(raw).*Member;
        if (!address.street.empty() && has_all_words(address, query)) found.push_back(suggestion_of(address, query));
    }
}

}  // namespace

std::vector<places::Suggestion> saved_addresses(const storage::Read& read, const places::Query& query) {
    std::vector<places::Suggestion> found;
    const std::string words = words_for_store(query);
    if (words.empty()) return found;
    add<office::Client, &office::Client::billing_address>(found, read, query, words);
    add<office::Company, &office::Company::address>(found, read, query, words);
    add<office::Contact, &office::Contact::address>(found, read, query, words);
    return places::best_of(std::move(found), query.limit);
}

}  // namespace pages
