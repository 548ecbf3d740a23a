#include "places/countries.h"

#include <algorithm>
#include <array>

#include "places/words.h"
#include "storage/value.h"
#include "storage/words.h"

namespace places {

namespace {

constexpr Country all_countries[] = {
#include "countries.inc"
};
constexpr Region all_regions[] = {
#include "regions.inc"
};

std::string capitals(std::string_view text) {
    std::string all(text);
    for (char& c : all)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return all;
}

/// Those whose name or code has words that begin as those that were typed.
template <class Row, class Code>
std::vector<const Row*> beginning(std::span<const Row> rows, std::string_view typed, std::string_view language,
                                  std::size_t limit, Code code) {
    const auto words = words_of_query(typed);
    std::vector<const Row*> found;
    for (const Row& row : rows) {
        const std::string text = joined(storage::words_of(name_of(row, language)));
        const bool has_all = std::ranges::all_of(words, [&](const std::string& word) { return has_word(text, word); });
        if (has_all || code(row) == capitals(typed)) found.push_back(&row);
    }
    const auto rank = [&](const Row* row) {
        return std::pair(code(*row) != capitals(typed), storage::sorted_form(name_of(*row, language)));
    };
    std::ranges::sort(found, {}, rank);
    if (found.size() > limit) found.resize(limit);
    return found;
}

}  // namespace

std::span<const Country> countries() { return all_countries; }

const Country* find_country(std::string_view code_or_name) {
    const auto text = storage::trimmed(code_or_name);
    if (text.size() == 2) {
        const std::string code = capitals(text);
        const auto at = std::ranges::lower_bound(all_countries, std::string_view(code), {}, &Country::code);
        if (at != std::end(all_countries) && at->code == code) return at;
    }
    const std::string name = storage::folded(text);
    const auto at = std::ranges::find_if(all_countries, [&](const Country& country) {
        return storage::folded(country.english) == name || storage::folded(country.german) == name;
    });
    return at == std::end(all_countries) || name.empty() ? nullptr : at;
}

std::string_view name_of(const Country& country, std::string_view language) {
    return language == "de" && !country.german.empty() ? country.german : country.english;
}

std::vector<const Country*> countries_beginning(std::string_view typed, std::string_view language, std::size_t limit) {
    return beginning(countries(), typed, language, limit, [](const Country& country) { return country.code; });
}

std::span<const Region> regions_of(const Country& country) {
    const auto same = std::ranges::equal_range(all_regions, country.code, {},
                                               [](const Region& region) { return region.code.substr(0, 2); });
    return {same.begin(), same.end()};
}

std::string_view name_of(const Region& region, std::string_view language) {
    return language == "de" && !region.german.empty() ? region.german : region.name;
}

std::vector<const Region*> regions_beginning(const Country& country, std::string_view typed, std::string_view language,
                                             std::size_t limit) {
    return beginning(regions_of(country), typed, language, limit,
                     [](const Region& region) { return region.code.substr(3); });
}

}  // namespace places
