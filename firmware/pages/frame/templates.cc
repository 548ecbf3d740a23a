#include "pages/frame/templates.h"

#include <algorithm>
#include <atomic>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <ranges>
#include <stdexcept>

#include "pages/frame/languages.h"
#include "pages/frame/template_text.h"

namespace pages {
namespace {

using kainjow::mustache::mustache;

std::atomic<bool> names_are_checked = false;

/// The templates of one language, each parsed when it is first asked for: all of them would take longer than the rest of
/// the start.
class Shelf {
  public:
    explicit Shelf(const Language& language)
        : texts_(language) {
        for (const auto name : Template_texts::names()) pages_[std::string(name)];
    }

    mustache& page(std::string_view name) {
        const auto found = pages_.find(name);
        if (found == pages_.end()) throw std::logic_error("There is no page template " + std::string(name));
        Page& page = found->second;
        std::call_once(page.once, [&] {
            mustache parsed(texts_.text(name));
            if (!parsed.is_valid()) throw std::logic_error(std::string(name) + ": " + parsed.error_message());
            parsed.set_custom_escape(escaped);
            page.parsed = std::move(parsed);
        });
        return *page.parsed;
    }

    static Shelf& of(std::size_t language) {
        static auto shelves = [] {
            std::deque<Shelf> all;
            for (const auto& one : Languages::all().ones) all.emplace_back(one.language);
            return all;
        }();
        return shelves[language];
    }

  private:
    struct Page {
        std::once_flag once;
        std::optional<mustache> parsed;
    };
    Template_texts texts_;
    std::map<std::string, Page, std::less<>> pages_;
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
        for (const Data* item : items_ | std::views::reverse)
            if (const auto* found = item->get(name)) return found;
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

void Templates::check_all() {
    for (std::size_t language = 0; language < Languages::all().ones.size(); ++language)
        for (const auto name : Template_texts::names()) Shelf::of(language).page(name);
}

void Templates::check_names() { names_are_checked = true; }

std::string Templates::render(const Language& language, std::string_view name, const Data& data) {
    mustache& page = Shelf::of(language.number_).page(name);
    Names names(name, data);
    Collector collector;
    page.render(names, collector);  // changes nothing in it, so that many threads may
    return std::move(collector.html);
}

}  // namespace pages
