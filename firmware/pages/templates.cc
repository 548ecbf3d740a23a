#include "pages/templates.h"

#include <algorithm>
#include <atomic>
#include <deque>
#include <map>
#include <mutex>
#include <stdexcept>

#include "pages/languages.h"
#include "pages/template_text.h"

namespace pages {
namespace {

using kainjow::mustache::mustache;

std::atomic<bool> names_are_checked = false;

mustache parsed(std::string_view name, const std::string& text) {
    mustache page(text);
    if (!page.is_valid()) throw std::logic_error(std::string(name) + ": " + page.error_message());
    page.set_custom_escape(escaped);
    return page;
}

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
            const Template_texts texts(language);
            for (const auto name : Template_texts::names())
                pages.by_name.emplace(std::string(name), parsed(name, texts.text(name)));
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
