#include "pages/frame/templates.h"

#include <atomic>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <stdexcept>

#include "pages/frame/languages.h"
#include "pages/frame/template.h"
#include "pages/frame/template_text.h"

namespace pages {
namespace {

std::atomic<bool> names_are_checked = false;

/// An error in a template says in which.
auto naming(std::string_view name, auto&& work) {
    try {
        return work();
    } catch (const std::logic_error& error) {
        throw std::logic_error("The page template " + std::string(name) + ": " + error.what());
    }
}

/// The templates of one language, each parsed when it is first asked for: all of them would take longer than the rest of
/// the start.
class Shelf {
  public:
    explicit Shelf(const Language& language)
        : texts_(language) {
        for (const auto name : Template_texts::names()) pages_[std::string(name)];
    }

    const Template& page(std::string_view name) {
        const auto found = pages_.find(name);
        if (found == pages_.end()) throw std::logic_error("There is no page template " + std::string(name));
        Page& page = found->second;
        std::call_once(page.once, [&] { page.parsed = naming(name, [&] { return Template(texts_.text(name)); }); });
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
        std::optional<Template> parsed;
    };
    Template_texts texts_;
    std::map<std::string, Page, std::less<>> pages_;
};

}  // namespace

void Templates::check_all() {
    for (std::size_t language = 0; language < Languages::all().ones.size(); ++language)
        for (const auto name : Template_texts::names()) Shelf::of(language).page(name);
}

void Templates::check_names() { names_are_checked = true; }

std::string Templates::render(const Language& language, std::string_view name, const Data& data) {
    const Template& page = Shelf::of(language.number_).page(name);
    return naming(name, [&] { return page.fill(data, names_are_checked); });
}

}  // namespace pages
