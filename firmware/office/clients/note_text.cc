#include "office/clients/note_text.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <ranges>
#include <vector>

#include "storage/words.h"

namespace office {

namespace {

constexpr std::size_t code_indent = 4;

std::size_t indent_of(std::string_view line) { return std::min(line.find_first_not_of(' '), line.size()); }

bool is_alphanumeric(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           static_cast<unsigned char>(c) >= 0x80;
}

// Lists

struct Item {
    std::size_t line, sign;  ///< where "." or ")" stands
    std::uint32_t number;
};

std::optional<Item> item_in(std::string_view line, std::size_t number_of_line) {
    const std::size_t begin = indent_of(line);
    if (begin >= code_indent) return std::nullopt;
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(line.data() + begin, line.data() + line.size(), number);
    const auto sign = static_cast<std::size_t>(end - line.data());
    const bool is_item = error == std::errc{} && sign - begin <= 9 && sign + 1 < line.size() &&
                         (line[sign] == '.' || line[sign] == ')') && line[sign + 1] == ' ';
    return is_item ? std::optional(Item{number_of_line, sign, number}) : std::nullopt;
}

/// Numbers that count up by one are a list; so are those that are all 1, which Markdown is known for.
bool is_list(const std::vector<Item>& items) {
    const auto differs = [&](std::uint32_t step) {
        return std::ranges::any_of(items | std::views::pairwise, [&](const auto& pair) {
            return std::get<1>(pair).number != std::get<0>(pair).number + step;
        });
    };
    return items.size() < 2 || !differs(1) || (items.front().number == 1 && !differs(0));
}

void escape_numbers(std::vector<std::string>& lines) {
    std::vector<Item> items;
    bool gap = false;
    const auto end = [&] {
        if (!is_list(items))
            for (const Item& item : items) lines[item.line].insert(item.sign, 1, '\\');
        items.clear();
    };
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::string& line = lines[i];
        if (const auto item = item_in(line, i)) {
            items.push_back(*item);
        } else if (gap && !line.empty() && indent_of(line) == 0) {
            end();
        }
        gap = line.find_first_not_of(' ') == std::string::npos;
    }
    end();
}

// Words

bool is_path(std::string_view word) {
    const bool drive = word.size() > 2 && is_alphanumeric(word[0]) && word[1] == ':' && word[2] == '\\';
    return drive || word.starts_with("\\\\");
}

bool is_address(std::string_view word) {
    const std::string small = storage::folded(word.substr(0, 8));
    return (small.starts_with("http://") || small.starts_with("https://")) && !word.contains('<') &&
           !word.contains('>') && word.size() > small.find("//") + 2;
}

/// Without the signs of the sentence that it stands in: "(see http://a.example/b_(c))." → "http://a.example/b_(c)".
std::string_view address_in(std::string_view word) {
    for (;;) {
        if (word.empty()) return word;
        const char last = word.back();
        const bool open = std::ranges::count(word, ')') > std::ranges::count(word, '(');
        if (!std::string_view(".,;:!?'\"*_").contains(last) && (last != ')' || !open)) return word;
        word.remove_suffix(1);
    }
}

std::string escaped(std::string_view word, std::string_view signs) {
    std::string text;
    for (const char c : word) {
        if (signs.contains(c)) text += '\\';
        text += c;
    }
    return text;
}

/// "5*3", "__init__": between letters or digits, and doubled underscores.
std::string without_emphasis_inside(std::string_view word) {
    std::string text;
    for (std::size_t i = 0; i < word.size(); ++i) {
        const bool inside =
            i > 0 && i + 1 < word.size() && is_alphanumeric(word[i - 1]) && is_alphanumeric(word[i + 1]);
        const bool doubled = word[i] == '_' && ((i > 0 && word[i - 1] == '_') || word.substr(i + 1).starts_with('_'));
        if ((word[i] == '*' && inside) || doubled) text += '\\';
        text += word[i];
    }
    return text;
}

std::string word_as_typed(std::string_view word) {
    const std::size_t bracket = word.starts_with('(') ? 1 : 0;
    if (is_address(word.substr(bracket))) {
        const std::string_view address = address_in(word.substr(bracket));
        return std::string(word.substr(0, bracket)) + '<' + std::string(address) + '>' +
               std::string(word.substr(bracket + address.size()));
    }
    if (is_path(word)) return escaped(word, "\\*_");
    return word.contains("](") ? std::string(word) : without_emphasis_inside(word);
}

/// A word that begins or ends code stays, and so does all up to its end.
std::string words_as_typed(std::string_view line) {
    std::string text;
    bool code = false;
    for (std::size_t at = 0; at < line.size();) {
        const std::size_t end = std::min(line.find(' ', at), line.size());
        const std::string_view word = line.substr(at, end - at);
        const bool marks_code = word.contains('`');
        text += code || marks_code ? std::string(word) : word_as_typed(word);
        if (marks_code && std::ranges::count(word, '`') % 2 == 1) code = !code;
        if (end < line.size()) text += ' ';
        at = end + 1;
    }
    return text;
}

/// How long a mark of a quotation or of a list at the beginning of a text is, its space included: "> ", "- ", "3. "; 0 without one.
std::size_t mark_length(std::string_view text) {
    if (text.starts_with('>')) return 1;
    if (text.size() > 1 && std::string_view("-+*").contains(text[0]) && text[1] == ' ') return 2;
    const auto item = item_in(text, 0);
    return item ? item->sign + 2 : 0;
}

/// Behind the marks of the quotations and lists that a line is in.
std::size_t content_of(std::string_view line) {
    std::size_t begin = indent_of(line);
    while (const std::size_t length = mark_length(line.substr(begin)))
        begin += length + indent_of(line.substr(begin + length));
    return begin;
}

/// "[14:30]: rang": what begins with a bracket and is no link.
bool may_be_definition(std::string_view content) {
    if (!content.starts_with('[')) return false;
    const std::size_t end = content.find(']');
    return end == std::string_view::npos || !content.substr(end + 1).starts_with('(');
}

}  // namespace

std::string as_typed(std::string_view text) {
    std::vector<std::string> lines;
    for (const auto line : std::views::split(text, '\n')) lines.emplace_back(std::string_view(line));
    bool fenced = false;
    bool any_fence = false;
    for (std::string& line : lines) {
        const std::string_view plain = std::string_view(line).substr(indent_of(line));
        const bool fence = plain.starts_with("```") || plain.starts_with("~~~");
        any_fence |= fence;
        if (fence) fenced = !fenced;
        if (fence || fenced || indent_of(line) >= code_indent) continue;
        line = words_as_typed(line);
        const std::size_t content = content_of(line);
        if (may_be_definition(std::string_view(line).substr(content))) line.insert(content, 1, '\\');
    }
    if (!any_fence) escape_numbers(lines);
    std::string whole;
    for (const std::string& line : lines) whole += (&line == lines.data() ? "" : "\n") + line;
    return whole;
}

std::string without_marks(std::string_view text) {
    constexpr std::string_view marks = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
    return escaped(storage::trimmed(text), marks);
}

std::string first_line(std::string_view text) {
    constexpr std::size_t most = 100;
    std::string_view begun = text;
    begun.remove_prefix(std::min(begun.find_first_not_of("#>*-+_ \t\r\n"), begun.size()));
    std::size_t end = std::min({begun.find_first_of("\r\n"), begun.size(), most});
    while (end > 0 && end < begun.size() && (static_cast<unsigned char>(begun[end]) & 0xC0U) == 0x80) --end;
    std::string name(begun.substr(0, end));
    for (const std::string_view mark : {"**", "__", "`"})
        for (auto at = name.find(mark); at != std::string::npos; at = name.find(mark, at)) name.erase(at, mark.size());
    return name + (end < begun.size() ? "…" : "");
}

}  // namespace office
