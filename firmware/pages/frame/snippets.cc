#include "pages/frame/snippets.h"

#include <algorithm>
#include <format>
#include <map>
#include <stdexcept>

#include "pages/frame/languages.h"
#include "pages/frame/template_text.h"

namespace pages {

Snippet::Snippet(std::string_view text) {
    if (text.ends_with('\n')) text.remove_suffix(1);
    while (!text.empty()) {
        const auto begin = text.find("{{");
        Piece piece{.before = std::string(text.substr(0, begin)), .name = {}, .is_html = false};
        text.remove_prefix(std::min(begin, text.size()));
        if (!text.empty()) {
            piece.is_html = text.starts_with("{{{");
            const std::string_view open = piece.is_html ? "{{{" : "{{";
            const std::string_view close = piece.is_html ? "}}}" : "}}";
            const auto end = text.find(close);
            if (end == std::string_view::npos || std::string_view("#^/>").contains(text[open.size()]))
                throw std::logic_error("A snippet may have names only: " + std::string(text));
            piece.name = text.substr(open.size(), end - open.size());
            text.remove_prefix(end + close.size());
        }
        pieces_.push_back(std::move(piece));
    }
}

void Snippet::fill(std::string& html,
                   std::initializer_list<std::pair<std::string_view, std::string_view>> values) const {
    auto next = values.begin();
    for (const Piece& piece : pieces_) {
        html += piece.before;
        if (piece.name.empty()) continue;
        if (next == values.end() || next->first != piece.name)  // most are given in their order
            next = std::ranges::find(values, piece.name, [](const auto& pair) { return pair.first; });
        if (next == values.end()) throw std::logic_error("{{" + piece.name + "}} is not set");
        if (piece.is_html)
            html += next->second;
        else
            append_escaped(html, next->second);
        ++next;
    }
}

const List_snippets& List_snippets::of(const Language& language) {
    static const auto by_language = [] {
        std::map<std::string_view, List_snippets> all;
        for (const auto& one : Languages::all().ones) {
            const Template_texts texts(one.language);
            const auto snippet = [&](std::string_view name) {
                return Snippet(texts.text(std::format("snippets/{}", name)));
            };
            all.emplace(one.code, List_snippets{.row = snippet("row"),
                                                .row_icon = snippet("row_icon"),
                                                .row_badge = snippet("row_badge"),
                                                .row_note = snippet("row_note"),
                                                .row_alarm = snippet("row_alarm"),
                                                .pick = snippet("pick"),
                                                .cell = snippet("cell"),
                                                .mail = snippet("mail"),
                                                .figure = snippet("figure"),
                                                .link = snippet("link"),
                                                .picture = snippet("picture"),
                                                .chips = snippet("chips"),
                                                .chip = snippet("chip"),
                                                .stars = snippet("stars"),
                                                .option = snippet("option"),
                                                .column_choice = snippet("column_choice"),
                                                .column_move = snippet("column_move"),
                                                .hit = snippet("hit"),
                                                .hit_subtitle = snippet("hit_subtitle"),
                                                .row_end = snippet("row_end"),
                                                .row_mark = snippet("row_mark"),
                                                .row_action = snippet("row_action"),
                                                .row_edit = snippet("row_edit")});
        }
        return all;
    }();
    return by_language.at(language.code());
}

}  // namespace pages
