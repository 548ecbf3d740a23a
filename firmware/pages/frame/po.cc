#include "pages/frame/po.h"

#include <algorithm>
#include <format>
#include <stdexcept>
#include <vector>

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
    std::string id, several;
    std::vector<std::string> texts;
    std::string* under_way = nullptr;
    bool fuzzy = false;

    bool is_translated() const { return !texts.empty(); }

    void keep(Words& words) {
        if (is_translated() && !texts.front().empty() && (!fuzzy || id.empty())) keep_texts(words);
        *this = {};
    }

  private:
    void keep_texts(Words& words) {
        if (several.empty()) {
            words.insert_or_assign(std::move(id), std::move(texts.front()));
            return;
        }
        words.try_emplace(id, texts.front());
        words.try_emplace(several, texts[std::min<std::size_t>(1, texts.size() - 1)]);
        for (std::size_t form = 0; form < texts.size(); ++form)
            words.insert_or_assign(plural_key(several, form), std::move(texts[form]));
    }
};

/// "msgid_plural " and where what follows it goes; forms come in their order.
void take_word(std::string_view& line, Entry& entry) {
    const auto taken = [&](std::string_view word) {
        if (!line.starts_with(word)) return false;
        line.remove_prefix(word.size());
        return true;
    };
    if (taken("msgid "))
        entry.under_way = &entry.id;
    else if (taken("msgid_plural "))
        entry.under_way = &entry.several;
    else if (taken("msgstr ") || taken(std::format("msgstr[{}] ", entry.texts.size())))
        entry.under_way = &entry.texts.emplace_back();
}

/// One line of the file; a msgid that follows a translation begins the next entry.
void take(std::string_view line, std::size_t number, Entry& entry, Words& words) {
    if ((line.starts_with('#') || line.starts_with("msgid ")) && entry.is_translated()) entry.keep(words);
    if (line.starts_with("#,") && line.contains("fuzzy")) entry.fuzzy = true;
    if (line.empty() || line.starts_with('#')) return;
    take_word(line, entry);
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

std::string plural_key(std::string_view several, std::size_t form) {
    return std::string(several) + '\0' + std::to_string(form);
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
