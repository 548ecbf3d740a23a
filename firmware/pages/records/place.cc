#include "pages/records/place.h"

#include <algorithm>
#include <format>

#include "http/form.h"
#include "pages/records/layout.h"
#include "storage/values/position.h"

namespace pages {

namespace {

std::string stored(const Record_view& view, std::string_view column) {
    const auto row = std::ranges::find(view.rows, column, [](const storage::Row& one) { return one.column->name; });
    return row == view.rows.end() ? std::string{} : row->text;
}

/// On one line, as a program on the internet or a phone finds it.
std::string one_line(std::string lines) {
    for (std::size_t at = 0; (at = lines.find('\n', at)) != std::string::npos; at += 2) lines.replace(at, 1, ", ");
    return lines;
}

std::string web_url(storage::Position position) {
    const std::string lat = storage::show_degrees(position.lat), lon = storage::show_degrees(position.lon);
    return std::format("https://www.openstreetmap.org/?mlat={}&mlon={}#map=17/{}/{}", lat, lon, lat, lon);
}

std::string web_url(const std::string& name) {
    return "https://www.openstreetmap.org/search?query=" + http::percent_encoded(name);
}

Data known_place(storage::Position position, const std::string& name) {
    const std::string lat = storage::show_degrees(position.lat), lon = storage::show_degrees(position.lon);
    Data place = object();
    place["place_text"] = text(storage::show_position(position));
    place["place_lat"] = text(lat);
    place["place_lon"] = text(lon);
    place["place_name"] = text(name);
    place["place_geo_url"] = text(std::format("geo:{},{}?q={},{}", lat, lon, lat, lon));
    place["place_web_url"] = text(web_url(position));
    return place;
}

Data named_place(const std::string& name) {
    Data place = object();
    for (const char* unknown : {"place_text", "place_lat", "place_lon"}) place[unknown] = false;
    place["place_name"] = text(name);
    place["place_geo_url"] = text("geo:0,0?q=" + http::percent_encoded(name));
    place["place_web_url"] = text(web_url(name));
    return place;
}

}  // namespace

std::string place_url(const std::string& lines, storage::Position position) {
    if (position != storage::Position{}) return web_url(position);
    return lines.empty() ? std::string{} : web_url(one_line(lines));
}

Data place_data(const Record_view& view) {
    for (const Item& item : items_of(*view.type, view.definitions)) {
        if (!item.part) {
            if (item.column().control != storage::Control::position) continue;
            const auto own = storage::parse_position(stored(view, item.column().name)).value_or(storage::Position{});
            if (own != storage::Position{}) return known_place(own, view.name);
            continue;
        }
        const auto column = std::ranges::find(item.columns, storage::Control::position,
                                              [](const storage::Column* one) { return one->control; });
        if (column == item.columns.end()) continue;
        const std::string name = one_line(shown_item(view, item).text);
        const auto position = storage::parse_position(stored(view, (*column)->name)).value_or(storage::Position{});
        if (position != storage::Position{}) return known_place(position, name.empty() ? view.name : name);
        return name.empty() ? Data(false) : named_place(name);
    }
    return Data(false);
}

}  // namespace pages
