#include "pages/records/found_by.h"

#include <algorithm>

#include "office/records/names.h"
#include "pages/frame/template_text.h"
#include "pages/records/fields.h"
#include "storage/words.h"

namespace pages {
namespace {

/// Who rings is found by the end of the number, however it begins.
constexpr std::size_t enough_digits = 6;
constexpr std::size_t before_it = 30;
constexpr std::size_t longest_line = 120;

bool is_letter(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || static_cast<unsigned char>(byte) >= 0x80;
}
bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }
bool in_word(char byte) { return is_letter(byte) || is_digit(byte); }

bool is_inside_a_letter(std::string_view text, std::size_t at) {
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80;
}

/// Where the first run of letters and digits stands that is it; npos when none is.
std::size_t find_run(std::string_view text, auto&& is_it) {
    for (std::size_t begin = 0; begin < text.size();) {
        const auto from = std::find_if(text.begin() + static_cast<std::ptrdiff_t>(begin), text.end(), in_word);
        const auto to = std::find_if_not(from, text.end(), in_word);
        if (from != to && is_it(std::string_view(from, to))) return static_cast<std::size_t>(from - text.begin());
        begin = static_cast<std::size_t>(to - text.begin());
    }
    return std::string_view::npos;
}

char in_lower_case(char byte) { return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte; }

/// `word` is folded. Most runs are ASCII, and need no folding.
bool begins_with(std::string_view run, std::string_view word) {
    if (storage::is_ascii(run))
        return run.size() >= word.size() && std::ranges::equal(run.substr(0, word.size()), word, {}, in_lower_case);
    return std::ranges::any_of(storage::words_of(run), [&](const std::string& one) { return one.starts_with(word); });
}

/// In any of the spellings that the search takes for the same.
bool begins_with(std::string_view run, const storage::Term& term) {
    return std::ranges::any_of(term, [&](const std::string& word) { return begins_with(run, std::string_view(word)); });
}

std::string on_one_line(std::string_view text) {
    std::string line(text);
    std::ranges::replace_if(line, [](char byte) { return byte == '\n' || byte == '\r' || byte == '\t'; }, ' ');
    return line;
}

/// Around that place, with "…" where something was cut off.
std::string excerpt(std::string_view text, std::size_t at) {
    std::size_t begin = at > before_it ? at - before_it : 0;
    while (is_inside_a_letter(text, begin)) --begin;
    std::size_t end = std::min(text.size(), begin + longest_line);
    while (is_inside_a_letter(text, end)) --end;
    return (begin > 0 ? "…" : "") + on_one_line(text.substr(begin, end - begin)) + (end < text.size() ? "…" : "");
}

}  // namespace

Typed_words::Typed_words(std::string_view typed)
    : terms_(storage::terms_of(typed)) {
    if (std::ranges::any_of(typed, is_letter)) return;
    digits_ = storage::phone_digits(typed);
    if (digits_.size() > enough_digits) digits_.erase(0, digits_.size() - enough_digits);
}

bool Typed_words::is_found(std::string_view run) const {
    if (!digits_.empty() && run.contains(digits_)) return true;
    return std::ranges::any_of(terms_, [&](const storage::Term& term) { return begins_with(run, term); });
}

/// Of a number the signs between its digits count for nothing.
bool Typed_words::is_number(std::string_view text) const {
    return !digits_.empty() && std::ranges::none_of(text, is_letter) && storage::phone_digits(text).contains(digits_);
}

std::string Typed_words::marked(std::string_view text) const {
    const bool whole = is_number(text);
    std::string html = whole ? "<mark>" : "";
    while (!text.empty()) {
        const std::size_t at = whole ? text.npos : find_run(text, [&](std::string_view run) { return is_found(run); });
        append_escaped(html, text.substr(0, at));
        if (at == text.npos) break;
        text.remove_prefix(at);
        const std::size_t size = static_cast<std::size_t>(std::ranges::find_if_not(text, in_word) - text.begin());
        html += "<mark>";
        append_escaped(html, text.substr(0, size));
        html += "</mark>";
        text.remove_prefix(size);
    }
    return whole ? html + "</mark>" : html;
}

bool Typed_words::are_in(const std::vector<std::string>& texts) const {
    if (!digits_.empty() && std::ranges::any_of(texts, [&](const auto& text) { return is_number(text); })) return true;
    return std::ranges::all_of(terms_, [&](const storage::Term& term) {
        return std::ranges::any_of(texts, [&](const std::string& text) {
            return find_run(text, [&](std::string_view run) { return begins_with(run, term); }) != text.npos;
        });
    });
}

std::string Typed_words::marked_place(const storage::Read& read, const Language& language,
                                      const storage::Record_type& type, std::string_view fields) const {
    for (const storage::Row& row : type.show(fields, read.definitions(type))) {
        if (!row.column->attributes.search || row.text.empty()) continue;
        const std::string text = row.column->refers() ? office::names_of(read, row) : row.text;
        const std::size_t at =
            is_number(text) ? 0 : find_run(text, [&](std::string_view run) { return is_found(run); });
        if (at == text.npos) continue;
        std::string html;
        append_escaped(html, label_of(language, *row.column) + ": ");
        return html + marked(excerpt(text, at));
    }
    return {};
}

}  // namespace pages
