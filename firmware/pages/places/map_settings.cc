// The map: its bytes for browsers, and the page that says which one there is.
#include <format>

#include "http/download.h"
#include "pages/frame/view.h"
#include "pages/places/box_places.h"
#include "pages/places/place_settings.h"
#include "storage/files/files.h"

namespace pages {
namespace {

http::Response map_bytes(const Site& site, const http::Request& request);
http::Response show_map_settings(const Site& site, const http::Request& request);
http::Response use_map(const Site& site, const http::Request& request);
http::Response remove_map(const Site& site, const http::Request& request);

constexpr std::string_view settings_url = "/settings/map";

}  // namespace

std::vector<http::Route> map_routes(const Site& site) {
    using enum http::Method;
    const auto access = needs(office::Right::manage_box);
    return {
        {get, "/map/<file>", needs(office::Right::see_clients),
         [&site](const auto& request) { return map_bytes(site, request); }},
        {get, std::string(settings_url), access,
         [&site](const auto& request) { return show_map_settings(site, request); }},
        {post, std::string(settings_url), access, [&site](const auto& request) { return use_map(site, request); }},
        {post, std::string(settings_url) + "/removal", access,
         [&site](const auto& request) { return remove_map(site, request); }},
    };
}

Shown_map shown_map(const Box_places& places) {
    const auto map = places.map.find().map;
    if (map == nullptr) return {};
    return {.url = std::format("/map/{}{}", map->etag, places::map_ending), .attribution = map->attribution};
}

namespace {

/// Whatever its name says, it is the map that there is; browsers notice another one by its ETag.
http::Response map_bytes(const Site& site, const http::Request& request) {
    const auto map = site.places.map.find().map;
    if (map == nullptr) throw storage::Error(storage::Fault::not_found, "There is no map on this box.");
    http::Content content{.size = map->size, .read = [map](std::uint64_t offset, std::span<char> piece) {
                              return storage::read_at(map->bytes, offset, piece);
                          }};
    return http::download(request, {.content = std::move(content),
                                    .name = map->name,
                                    .type = "application/vnd.pmtiles",
                                    .etag = '"' + map->etag + '"',
                                    .saved = true});
}

std::string_view words_for(places::Tiles tiles) {
    switch (tiles) {
    case places::Tiles::vector: return "Lines and areas (vector tiles)";
    case places::Tiles::png:
    case places::Tiles::jpeg:
    case places::Tiles::webp:
    case places::Tiles::avif: return "Pictures";
    case places::Tiles::unknown: break;
    }
    return "unknown";
}

Data fact(std::string_view label, std::string_view value) {
    Data fact = object();
    fact["fact_label"] = text(label);
    fact["fact_text"] = text(value);
    return fact;
}

Data facts_of(const Language& language, const places::Map_file& map) {
    Data facts = list();
    const auto add = [&](std::string_view label, std::string_view value) {
        if (!value.empty()) append(facts, fact(language.say(label), value));
    };
    add("File", map.name);
    add("Name", map.title);
    add("Size", with_separators(language, (map.size + 999'999) / 1'000'000) + " MB");
    add("Put here", moment_text(language, {map.written_at}).exact);
    add("Shows", language.say(words_for(map.tiles)));
    add("Zoom levels", std::format("{}–{}", map.min_zoom, map.max_zoom));
    add("South-west corner", storage::show_position(map.south_west));
    add("North-east corner", storage::show_position(map.north_east));
    add("Attribution", map.attribution);
    return facts;
}

http::Response settings_page(const Site& site, const http::Request& request, std::string_view error, int status) {
    const auto& language = Language::of(request);
    const auto found = site.places.map.find();
    Data data = object();
    data["title"] = text(language.say("Map"));
    data["has_map"] = found.map != nullptr;
    data["map_facts"] = found.map == nullptr ? list() : facts_of(language, *found.map);
    data["map_problem"] = found.problem.empty() ? Data(false) : text(language.say_with_numbers(found.problem));
    data["source_error"] = error.empty() ? Data(false) : text(language.say_with_numbers(error));
    data["map_folder"] = text((site.folder / "map").string());
    set_source(data, site, request, places::map_ending);
    return page(site, request, "places/map_settings", std::move(data), status);
}

http::Response show_map_settings(const Site& site, const http::Request& request) {
    return settings_page(site, request, {}, 200);
}

http::Response use_map(const Site& site, const http::Request& request) {
    try {
        const Chosen_file file = chosen_file(site, request);
        site.places.map.use(std::format("/proc/self/fd/{}", file.bytes.number()), file.name, true);
    } catch (const storage::Error& error) {
        const bool is_told_here =
            error.fault() == storage::Fault::invalid || error.fault() == storage::Fault::not_found;
        if (!is_told_here) throw;
        return settings_page(site, request, error.what(), 422);
    }
    return done(request, std::string(settings_url), Language::of(request).say("This is the map now"));
}

http::Response remove_map(const Site& site, const http::Request& request) {
    site.places.map.remove();
    return done(request, std::string(settings_url), Language::of(request).say("The map is removed"));
}

}  // namespace
}  // namespace pages
