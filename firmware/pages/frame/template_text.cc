#include "pages/frame/template_text.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "http/assets.h"

namespace pages {

namespace {

constexpr std::string_view folder = "pages/", extension = ".mustache";

std::string_view source(std::string_view name) {
    const auto* asset = http::find_asset(std::string(folder) + std::string(name) + std::string(extension));
    if (!asset) throw std::logic_error("There is no page template " + std::string(name));
    return asset->bytes;
}

/// Calls `found` with what stands between each pair of brackets, appends what it returns in their place.
template <class Found>
std::string replace_between(std::string_view text, std::string_view open, std::string_view close, Found found) {
    std::string to;
    to.reserve(text.size() * 2);
    while (true) {
        const auto begin = text.find(open);
        const auto end = begin == std::string_view::npos ? begin : text.find(close, begin);
        if (end == std::string_view::npos) break;
        to.append(text.substr(0, begin));
        const auto inside = text.substr(begin + open.size(), end - begin - open.size());
        text.remove_prefix(end + close.size());
        to.append(found(inside, text));
    }
    return to.append(text);
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\n");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\n") - first + 1);
}

std::string spliced(std::string_view name, int depth = 0) {
    if (depth > 16) throw std::logic_error("The page template " + std::string(name) + " contains itself");
    auto text = replace_between(source(name), "{{!", "}}", [](auto, std::string_view& rest) {
        if (rest.starts_with('\n')) rest.remove_prefix(1);
        return std::string_view{};
    });
    if (text.ends_with('\n')) text.pop_back();
    try {
        return replace_between(text, "{{>", "}}",
                               [&](std::string_view part, auto&) { return spliced(trimmed(part), depth + 1); });
    } catch (const std::logic_error& error) {
        throw std::logic_error(std::string(error.what()) + ", used by " + std::string(name));
    }
}

/// dist/manifest.json: {"css": "app-1a2b.css", …}
std::string asset_url(std::string_view kind) {
    const auto* manifest = http::find_asset("dist/manifest.json");
    if (!manifest) throw std::logic_error("The program was built without its web files: dist/manifest.json");
    const auto key = manifest->bytes.find("\"" + std::string(kind) + "\":");
    if (key == std::string_view::npos) throw std::logic_error("dist/manifest.json lacks " + std::string(kind));
    const auto open = manifest->bytes.find('"', manifest->bytes.find(':', key)) + 1;
    return "/assets/" + std::string(manifest->bytes.substr(open, manifest->bytes.find('"', open) - open));
}

/// A line that has nothing but section tags.
bool only_sections(std::string_view line) {
    line = trimmed(line);
    if (line.empty()) return true;
    while (!line.empty()) {
        const bool section = line.starts_with("{{#") || line.starts_with("{{^") || line.starts_with("{{/");
        const auto end = line.find("}}");
        if (!section || end == std::string_view::npos) return false;
        line = trimmed(line.substr(end + 2));
    }
    return true;
}

std::string without_indentation(std::string_view text) {
    std::string to;
    to.reserve(text.size());
    while (!text.empty()) {
        const auto line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        to.append(trimmed(line));
        if (!only_sections(line)) to += '\n';
    }
    return to;
}

}  // namespace

Template_texts::Template_texts(const Language& language)
    : language_(&language)
    , fixed_{{"{{lang}}", std::string(language.code())},
             {"{{dir}}", std::string(language.direction())},
             {"{{assets.css}}", asset_url(language.direction() == "rtl" ? "css_rtl" : "css")},
             {"{{assets.js}}", asset_url("js")},
             {"{{assets.map_css}}", asset_url("map_css")},
             {"{{assets.map_js}}", asset_url("map_js")},
             {"{{assets.icons}}", asset_url("icons")},
             {"{{assets.favicon}}", asset_url("favicon")}} {}

std::string Template_texts::text(std::string_view name) const {
    auto text = replace_between(spliced(name), "[[", "]]",
                                [&](std::string_view english, auto&) { return escaped(language_->say(english)); });
    for (const auto& [tag, value] : fixed_)
        for (auto at = text.find(tag); at != std::string::npos; at = text.find(tag, at + value.size()))
            text.replace(at, tag.size(), value);
    return without_indentation(text);
}

std::vector<std::string_view> Template_texts::names() {
    std::vector<std::string_view> names;
    for (const auto& asset : http::assets())
        if (asset.path.starts_with(folder) && asset.path.ends_with(extension))
            names.push_back(asset.path.substr(folder.size(), asset.path.size() - folder.size() - extension.size()));
    return names;
}

void append_escaped(std::string& html, std::string_view text) {
    static constexpr auto special = [] {
        std::array<bool, 256> table{};
        for (const unsigned char byte : {'&', '<', '>', '"', '\''}) table[byte] = true;
        return table;
    }();
    std::size_t done = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!special[static_cast<unsigned char>(text[at])]) continue;
        html.append(text, done, at - done);
        switch (text[at]) {
        case '&': html += "&amp;"; break;
        case '<': html += "&lt;"; break;
        case '>': html += "&gt;"; break;
        case '"': html += "&quot;"; break;
        default: html += "&#39;"; break;
        }
        done = at + 1;
    }
    html.append(text, done);
}

std::string escaped(const std::string& text) {
    std::string html;
    html.reserve(text.size() + 32);
    append_escaped(html, text);
    return html;
}

}  // namespace pages
