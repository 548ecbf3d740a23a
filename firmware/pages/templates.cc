#include "pages/templates.h"

#include <algorithm>
#include <atomic>
#include <deque>
#include <map>
#include <mutex>
#include <stdexcept>

#include "http/assets.h"
#include "pages/languages.h"

namespace pages {
namespace {

using kainjow::mustache::mustache;

constexpr std::string_view folder = "pages/", extension = ".mustache";

std::atomic<bool> names_are_checked = false;

// ---- From a file to what Mustache reads

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

std::string escaped(const std::string& text) {
    constexpr std::string_view special = "&<>\"'";
    auto at = text.find_first_of(special);
    if (at == std::string::npos) return text;
    std::string html;
    html.reserve(text.size() + 32);
    std::size_t done = 0;
    for (; at != std::string::npos; at = text.find_first_of(special, done)) {
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
    return html.append(text, done);
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

/// The names that mean the same on every page of a language.
struct Fixed {
    explicit Fixed(const Language& language)
        : texts{{"{{lang}}", std::string(language.code())},
                {"{{dir}}", std::string(language.direction())},
                {"{{assets.css}}", asset_url(language.direction() == "rtl" ? "css_rtl" : "css")},
                {"{{assets.js}}", asset_url("js")},
                {"{{assets.icons}}", asset_url("icons")},
                {"{{assets.favicon}}", asset_url("favicon")}} {}

    void fill_in(std::string& text) const {
        for (const auto& [tag, value] : texts)
            for (auto at = text.find(tag); at != std::string::npos; at = text.find(tag, at + value.size()))
                text.replace(at, tag.size(), value);
    }

    std::vector<std::pair<std::string, std::string>> texts;
};

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

mustache parsed(std::string_view name, const Language& language, const Fixed& fixed) {
    auto text = replace_between(spliced(name), "[[", "]]",
                                [&](std::string_view english, auto&) { return escaped(language.say(english)); });
    fixed.fill_in(text);
    text = without_indentation(text);
    mustache page(text);
    if (!page.is_valid()) throw std::logic_error(std::string(name) + ": " + page.error_message());
    page.set_custom_escape(escaped);
    return page;
}

// ---- All of them

struct Pages {
    std::once_flag once;
    std::map<std::string, mustache, std::less<>> by_name;
};

struct Shelf {
    std::deque<Pages> by_language;

    Shelf()
        : by_language(Languages::all().ones.size()) {}

    Pages& of(std::size_t number, const Language& language) {
        auto& pages = by_language[number];
        std::call_once(pages.once, [&] {
            const Fixed fixed(language);
            for (const auto name : Templates::names())
                pages.by_name.emplace(std::string(name), parsed(name, language, fixed));
        });
        return pages;
    }
};

/// Where names are looked up: inside out, as in Mustache.
class Names : public kainjow::mustache::basic_context<std::string> {
  public:
    Names(std::string_view page, const Data& data)
        : page_(page)
        , checked_(names_are_checked) {
        push(&data);
    }

    void push(const Data* data) override { items_.push_back(data); }
    void pop() override { items_.pop_back(); }

    const Data* get(const std::string& name) const override {
        if (name == ".") return innermost();
        for (auto item = items_.rbegin(); item != items_.rend(); ++item)
            if (const auto* found = (*item)->get(name)) return found;
        if (checked_) throw std::logic_error(std::string(page_) + " uses {{" + name + "}}, which is not set");
        return nullptr;
    }

    const Data* get_partial(const std::string&) const override { return nullptr; }

  private:
    /// Sections about yes or no are no place of their own: {{.}} inside them is still the item of the list.
    const Data* innermost() const {
        const auto item =
            std::find_if(items_.rbegin(), items_.rend(), [](const Data* data) { return !data->is_bool(); });
        return item == items_.rend() ? nullptr : *item;
    }

    std::string_view page_;
    bool checked_;
    std::vector<const Data*> items_;
};

/// Cheaper than the library's string stream.
struct Collector {
    std::string html;
    Collector& operator<<(const std::string& text) {
        html.append(text);
        return *this;
    }
};

}  // namespace

std::vector<std::string_view> Templates::names() {
    std::vector<std::string_view> names;
    for (const auto& asset : http::assets())
        if (asset.path.starts_with(folder) && asset.path.ends_with(extension))
            names.push_back(asset.path.substr(folder.size(), asset.path.size() - folder.size() - extension.size()));
    return names;
}

void Templates::load() { render(Language::named("en"), "parts/foot", Data(Data::type::object)); }

void Templates::check_names() { names_are_checked = true; }

std::string Templates::render(const Language& language, std::string_view name, const Data& data) {
    static Shelf shelf;
    auto& pages = shelf.of(language.number_, language).by_name;
    const auto found = pages.find(name);
    if (found == pages.end()) throw std::logic_error("There is no page template " + std::string(name));
    Names names(name, data);
    Collector collector;
    found->second.render(names, collector);  // changes nothing in it, so that many threads may
    return std::move(collector.html);
}

}  // namespace pages
