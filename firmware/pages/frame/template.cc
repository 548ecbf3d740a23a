#include "pages/frame/template.h"

#include <algorithm>
#include <ranges>
#include <stdexcept>
#include <utility>

#include "pages/frame/template_text.h"

namespace pages {

namespace {

struct Tag {
    char sign = ' ';  ///< '#', '^', '/', '{' of {{{…}}}, or none
    std::string_view name;
};

/// What `rest` begins with, taken off it.
Tag take_tag(std::string_view& rest) {
    const bool html = rest.starts_with("{{{");
    const std::string_view close = html ? "}}}" : "}}";
    const auto begin = html ? 3 : 2;
    const auto end = rest.find(close);
    if (end == std::string_view::npos) throw std::logic_error("{{ without }}: " + std::string(rest.substr(0, 40)));
    Tag tag{html ? '{' : ' ', rest.substr(begin, end - begin)};
    rest.remove_prefix(end + close.size());
    if (!html && !tag.name.empty() && std::string_view("#^/").contains(tag.name.front())) {
        tag.sign = tag.name.front();
        tag.name.remove_prefix(1);
    }
    return tag;
}

bool is_nothing(const Data* data) { return data == nullptr || data->is_false() || data->is_empty_list(); }

}  // namespace

Template::Template(std::string_view text) {
    std::vector<std::size_t> open;
    for (std::string_view rest = text; !rest.empty();) {
        const auto begin = std::min(rest.find("{{"), rest.size());
        if (begin > 0) pieces_.push_back({Kind::text, std::string(rest.substr(0, begin))});
        rest.remove_prefix(begin);
        if (rest.empty()) break;
        const Tag tag = take_tag(rest);
        if (tag.sign == '/') {
            if (open.empty() || pieces_[open.back()].text != tag.name)
                throw std::logic_error("{{/" + std::string(tag.name) + "}} ends no section");
            pieces_[open.back()].end = pieces_.size();
            open.pop_back();
            continue;
        }
        const bool section = tag.sign == '#' || tag.sign == '^';
        if (section) open.push_back(pieces_.size());
        pieces_.push_back({tag.sign == '#'   ? Kind::section
                           : tag.sign == '^' ? Kind::inverted
                           : tag.sign == '{' ? Kind::html
                                             : Kind::value,
                           std::string(tag.name)});
    }
    if (!open.empty()) throw std::logic_error("{{#" + pieces_[open.back()].text + "}} has no end");
}

/// The data that names are looked up in, the innermost last, and what has come of it so far.
class Template::Filling {
  public:
    Filling(const std::vector<Piece>& pieces, const Data& data, bool all_set)
        : pieces_(pieces)
        , all_set_(all_set)
        , scopes_{&data} {}

    void fill(std::size_t begin, std::size_t end) {
        for (std::size_t at = begin; at < end; at = std::max(at + 1, pieces_[at].end)) {
            const Piece& piece = pieces_[at];
            switch (piece.kind) {
            case Kind::text: add_text(piece.text); break;
            case Kind::value:
            case Kind::html: add_value(piece); break;
            case Kind::section: add_section(at); break;
            case Kind::inverted:
                if (is_nothing(find(piece.text))) fill(at + 1, piece.end);
                break;
            }
        }
    }

    std::string html;

  private:
    void add_text(std::string_view text) {
        if (text.starts_with('\n') && html.size() == line_) text.remove_prefix(1);
        html += text;
        if (const auto last = text.rfind('\n'); last != std::string_view::npos)
            line_ = html.size() - (text.size() - last - 1);
    }

    void add_value(const Piece& piece) {
        const Data* value = find(piece.text);
        if (value == nullptr || !value->is_string()) return;
        if (piece.kind == Kind::html)
            html += value->string_value();
        else
            append_escaped(html, value->string_value());
    }

    void add_section(std::size_t at) {
        const Data* value = find(pieces_[at].text);
        if (is_nothing(value)) return;
        if (!value->is_list()) return fill_with(*value, at);
        for (const Data& item : value->list_value()) fill_with(item, at);
    }

    void fill_with(const Data& scope, std::size_t section) {
        scopes_.push_back(&scope);
        fill(section + 1, pieces_[section].end);
        scopes_.pop_back();
    }

    const Data* find(const std::string& name) const {
        if (name == ".") return innermost();
        for (const Data* scope : scopes_ | std::views::reverse)
            if (const auto* found = scope->get(name)) return found;
        if (all_set_) throw std::logic_error("{{" + name + "}} is not set");
        return nullptr;
    }

    /// Sections about yes or no are no place of their own: {{.}} inside them is still the item of the list.
    const Data* innermost() const {
        const auto item =
            std::find_if(scopes_.rbegin(), scopes_.rend(), [](const Data* data) { return !data->is_bool(); });
        return item == scopes_.rend() ? nullptr : *item;
    }

    const std::vector<Piece>& pieces_;
    bool all_set_;
    std::vector<const Data*> scopes_;
    std::size_t line_ = 0;  ///< where the last line began
};

std::string Template::fill(const Data& data, bool all_set) const {
    Filling filling(pieces_, data, all_set);
    filling.fill(0, pieces_.size());
    return std::move(filling.html);
}

}  // namespace pages
