#include "pages/frame/po.h"

#include <stdexcept>

namespace pages {
namespace {

[[noreturn]] void give_up(std::size_t line) {
    throw std::runtime_error("languages: line " + std::to_string(line) + " cannot be read");
}

char unescaped(char letter, std::size_t line) {
    switch (letter) {
    case 'n': return '\n';
    case 't': return '\t';
    case '"':
    case '\\': return letter;
    default: give_up(line);
    }
}

/// The text between the quotes of `quoted`.
void append_quoted(std::string& to, std::string_view quoted, std::size_t line) {
    if (quoted.size() < 2 || quoted.front() != '"' || quoted.back() != '"') give_up(line);
    quoted = quoted.substr(1, quoted.size() - 2);
    for (std::size_t at = 0; at < quoted.size(); ++at) {
        if (quoted[at] != '\\')
            to += quoted[at];
        else if (++at < quoted.size())
            to += unescaped(quoted[at], line);
        else
            give_up(line);
    }
}

std::string_view without_end(std::string_view line) {
    const auto last = line.find_last_not_of(" \t\r");
    return last == std::string_view::npos ? std::string_view{} : line.substr(0, last + 1);
}

struct Entry {
    std::string id, text;
    std::string* under_way = nullptr;
    bool fuzzy = false;

    void keep(Words& words) {
        if (!text.empty() && (!fuzzy || id.empty())) words.insert_or_assign(std::move(id), std::move(text));
        *this = {};
    }
};

/// One line of the file; a msgid that follows a translation begins the next entry.
void take(std::string_view line, std::size_t number, Entry& entry, Words& words) {
    if (line.starts_with('#') || line.starts_with("msgid ")) {
        if (entry.under_way == &entry.text) entry.keep(words);
    }
    if (line.starts_with("#,") && line.contains("fuzzy")) entry.fuzzy = true;
    if (line.empty() || line.starts_with('#')) return;
    if (line.starts_with("msgid ")) {
        entry.under_way = &entry.id;
        line.remove_prefix(6);
    } else if (line.starts_with("msgstr ")) {
        entry.under_way = &entry.text;
        line.remove_prefix(7);
    }
    if (!entry.under_way) give_up(number);
    append_quoted(*entry.under_way, line, number);
}

}  // namespace

Words words_of_po(std::string_view file) {
    Words words;
    Entry entry;
    for (std::size_t number = 1; !file.empty(); ++number) {
        const auto end = file.find('\n');
        take(without_end(file.substr(0, end)), number, entry, words);
        file.remove_prefix(end == std::string_view::npos ? file.size() : end + 1);
    }
    entry.keep(words);
    return words;
}

std::string_view header_of(const Words& words, std::string_view name) {
    const auto header = words.find(std::string_view{});
    if (header == words.end()) return {};
    std::string_view rest = header->second;
    while (!rest.empty()) {
        const auto line = rest.substr(0, rest.find('\n'));
        if (line.starts_with(name) && line.substr(name.size()).starts_with(": ")) return line.substr(name.size() + 2);
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    }
    return {};
}

}  // namespace pages
