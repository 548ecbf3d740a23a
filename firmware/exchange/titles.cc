#include "exchange/titles.h"

#include <algorithm>
#include <array>
#include <ranges>
#include <unordered_set>

#include "exchange/own_id.h"
#include "exchange/synonyms.h"
#include "office/records/kind.h"
#include "storage/value.h"
#include "storage/words.h"

namespace exchange {

namespace {

bool is_small(char c) { return c >= 'a' && c <= 'z'; }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// "Last name (required)" → "Last name "; a title of nothing else stays.
std::string without_hints(std::string_view title) {
    std::string plain;
    int depth = 0;
    for (const char c : title) {
        if (c == '(' || c == '[') ++depth;
        if (depth == 0) plain += c;
        if ((c == ')' || c == ']') && depth > 0) --depth;
    }
    return storage::trimmed(plain).empty() ? std::string(title) : plain;
}

/// "ZipCode1" → "Zip Code 1"
std::string apart(std::string_view title) {
    std::string text;
    for (std::size_t i = 0; i < title.size(); ++i) {
        const char before = i == 0 ? ' ' : title[i - 1];
        const bool joined = (is_small(before) && is_capital(title[i])) ||
                            ((is_small(before) || is_capital(before)) && is_digit(title[i]));
        if (joined) text += ' ';
        text += title[i];
    }
    return text;
}

std::string_view first_word(std::string_view plain) { return plain.substr(0, plain.find(' ')); }

constexpr std::array modifiers{"home",    "work",     "business", "private", "personal", "mailing",
                               "billing", "primary",  "main",     "office",  "privat",   "travail",
                               "bureau",  "domicile", "1",        "value",   "company",  "geschaftlich"};

bool is_modifier(std::string_view word) { return std::ranges::contains(modifiers, word); }

const std::unordered_set<std::string>& all_names() {
    static const auto names = [] {
        std::unordered_set<std::string> all;
        for (const Synonyms& synonyms : all_synonyms()) {
            all.insert(plain_title(synonyms.field));
            for (std::string& name : plain_names(synonyms.names)) all.insert(std::move(name));
        }
        for (const storage::Record_type* type : office::record_types())
            if (!type->kind.internal)
                for (const storage::Column& column : type->columns) {
                    all.insert(plain_title(column.name));
                    all.insert(plain_title(column.label));
                }
        return all;
    }();
    return names;
}

}  // namespace

std::string plain_title(std::string_view title) {
    std::string words;
    for (const std::string& word : storage::words_of(apart(without_hints(title)))) {
        if (!words.empty()) words += ' ';
        words += word;
    }
    return words;
}

std::vector<std::string> plain_titles(const Cells& header) {
    constexpr std::size_t fewest = 3;
    std::vector<std::string> titles;
    for (const std::string& title : header) titles.push_back(plain_title(title));
    for (const std::string& title : titles) {
        const std::string front = title.contains(' ') ? std::string(first_word(title)) + ' ' : std::string{};
        if (front.empty()) continue;
        const auto shares = [&](const std::string& other) { return other.starts_with(front); };
        const auto sharing = static_cast<std::size_t>(std::ranges::count_if(titles, shares));
        if (sharing < fewest || sharing * 3 < titles.size() * 2) continue;
        const std::size_t length = front.size();
        for (std::string& each : titles)
            if (std::string_view(each).substr(0, length) == front) each.erase(0, length);
        break;
    }
    return titles;
}

std::string without_modifiers(std::string_view plain) {
    while (plain.contains(' ') && is_modifier(first_word(plain))) plain.remove_prefix(first_word(plain).size() + 1);
    while (plain.contains(' ') && is_modifier(plain.substr(plain.rfind(' ') + 1)))
        plain.remove_suffix(plain.size() - plain.rfind(' '));
    return std::string(plain);
}

std::vector<std::string> plain_names(std::string_view names) {
    std::vector<std::string> all;
    for (const auto name : std::views::split(names, std::string_view(", ")))
        all.push_back(plain_title(std::string_view(name)));
    return all;
}

std::size_t known_titles(const Cells& row) {
    std::size_t known = 0;
    for (const std::string& title : plain_titles(row))
        known += all_names().contains(title) || all_names().contains(without_modifiers(title)) ? 1 : 0;
    return known;
}

namespace {

bool is_own_name(std::string_view title) {
    if (title == "created" || title.starts_with("custom.")) return true;
    for (const storage::Record_type* type : office::record_types())
        if (!type->kind.internal && type->column(title) != nullptr) return true;
    return false;
}

}  // namespace

bool is_own_header(const Cells& header) {
    return std::ranges::contains(header, own_id_title) || std::ranges::all_of(header, is_own_name);
}

}  // namespace exchange
