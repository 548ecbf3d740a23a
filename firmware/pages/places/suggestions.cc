#include "pages/places/suggestions.h"

#include <algorithm>
#include <format>

#include "pages/frame/view.h"
#include "pages/places/box_places.h"
#include "pages/places/saved_addresses.h"
#include "places/countries.h"
#include "places/words.h"
#include "storage/digest.h"
#include "storage/words.h"

namespace pages {
namespace {

http::Response suggest_addresses(const Site& site, const http::Request& request);
http::Response suggest_countries(const http::Request& request);
http::Response suggest_regions(const http::Request& request);

}  // namespace

std::vector<http::Route> suggestion_routes(const Site& site) {
    using enum http::Method;
    const auto access = needs(office::Right::edit_clients);
    return {
        {get, "/addresses/suggestions", access,
         [&site](const auto& request) { return suggest_addresses(site, request); }},
        {get, "/addresses/countries", access, [](const auto& request) { return suggest_countries(request); }},
        {get, "/addresses/regions", access, [](const auto& request) { return suggest_regions(request); }},
    };
}

namespace {

using places::Query;
using places::Suggestion;

constexpr std::size_t most_suggested = 8;
constexpr std::size_t most_saved = 3;
constexpr std::size_t shortest = 2;  // letters

/// What stands in a part of the address that is being typed: fields come under the names that they have in their form.
std::string_view typed_part(const http::Request& request, std::string_view part) {
    if (const auto plain = request.query.get(part); !plain.empty()) return plain;
    for (const auto& [name, value] : request.query)
        if (name.ends_with("." + std::string(part))) return value;
    return {};
}

Query query_of(const Site& site, std::string_view typed) {
    Query query{.words = places::words_of_query(typed), .near = {}, .limit = most_suggested};
    for (const auto& city : *site.places.cities.most_used()) query.near.push_back({city.name, city.addresses});
    return query;
}

/// In the city that stands in the form already, when the street is there; else anywhere.
std::vector<Suggestion> in_books(const Site& site, const Query& query, std::string_view city) {
    Query there = query;
    for (std::string& word : places::words_of_query(city)) there.words.push_back(std::move(word));
    auto found = site.places.books.find(there);
    return !found.empty() || there.words.size() == query.words.size() ? found : site.places.books.find(query);
}

std::string country_name(const Language& language, const std::string& code) {
    const auto* country = code.size() == 2 ? places::find_country(code) : nullptr;
    return country == nullptr ? code : std::string(places::name_of(*country, language.code()));
}

std::string place_line(const Suggestion& one) {
    std::string line = one.postcode;
    for (const std::string& part : {one.city, one.region})
        if (!part.empty() && part != line) line += (line.empty() ? "" : line == one.postcode ? " " : ", ") + part;
    return line;
}

void add_hits(Data& hits, const Language& language, const std::vector<Suggestion>& found, bool saved) {
    for (const Suggestion& one : found) {
        Data hit = object();
        hit["hit_street"] = text(one.street);
        hit["hit_city"] = text(one.city);
        hit["hit_postcode"] = text(one.postcode);
        hit["hit_region"] = text(one.region);
        hit["hit_country"] = text(country_name(language, one.country));
        hit["hit_position"] = text(storage::show_position(one.position));
        hit["hit_place"] = text(place_line(one));
        hit["hit_saved"] = saved;
        hit["hit_goes_on"] = one.kind == Suggestion::street_alone;
        append(hits, std::move(hit));
    }
}

bool same_place(const Suggestion& one, const Suggestion& other) {
    return storage::folded(one.street) == storage::folded(other.street) &&
           storage::folded(one.city) == storage::folded(other.city) && one.postcode == other.postcode;
}

http::Response suggest_addresses(const Site& site, const http::Request& request) {
    const auto& language = Language::of(request);
    const std::string_view typed = typed_part(request, "street");
    const std::string_view words = typed.empty() ? request.query.get("q") : typed;
    Data hits = list();
    if (storage::is_text(words) && words.size() >= shortest) {
        const Query query = query_of(site, words);
        auto saved =
            site.store.read(request.scope(), [&](const storage::Read& read) { return saved_addresses(read, query); });
        if (saved.size() > most_saved) saved.resize(most_saved);
        const std::string_view city = typed_part(request, "city");
        auto others = in_books(site, query, storage::is_text(city) ? city : std::string_view{});
        // A book knows the position of what was saved without one.
        for (Suggestion& one : saved) {
            const auto same = std::ranges::find_if(others, [&](const Suggestion& it) { return same_place(it, one); });
            if (same == others.end()) continue;
            if (one.position == storage::Position{}) one.position = same->position;
            others.erase(same);
        }
        if (others.size() + saved.size() > most_suggested) others.resize(most_suggested - saved.size());
        add_hits(hits, language, saved, true);
        add_hits(hits, language, others, false);
    }
    Data data = object();
    data["has_hits"] = !hits.is_empty_list();
    data["hits"] = std::move(hits);
    auto response = fragment(request, "places/suggestions", std::move(data));
    response.header("Cache-Control", "private, no-cache");
    return response;
}

http::Response options(const http::Request& request, const std::vector<std::string>& names) {
    Data options = list();
    for (const std::string& name : names) {
        Data option = object();
        option["option_value"] = text(name);
        option["option_label"] = false;
        append(options, std::move(option));
    }
    Data data = object();
    data["options"] = std::move(options);
    return fragment(request, "records/options", std::move(data));
}

http::Response suggest_countries(const http::Request& request) {
    const auto& language = Language::of(request);
    std::vector<std::string> names;
    if (const auto typed = request.query.get("q"); storage::is_text(typed))
        for (const auto* country : places::countries_beginning(typed, language.code(), most_suggested))
            names.emplace_back(places::name_of(*country, language.code()));
    return options(request, names);
}

/// Of the country that stands beside it.
http::Response suggest_regions(const http::Request& request) {
    const auto& language = Language::of(request);
    const auto typed = request.query.get("q");
    const auto country_typed = typed_part(request, "country");
    const auto* country = storage::is_text(country_typed) ? places::find_country(country_typed) : nullptr;
    std::vector<std::string> names;
    if (country != nullptr && storage::is_text(typed))
        for (const auto* region : places::regions_beginning(*country, typed, language.code(), most_suggested))
            names.emplace_back(places::name_of(*region, language.code()));
    return options(request, names);
}

}  // namespace
}  // namespace pages
